/** Runs of one thing, in milliseconds. */
export interface Timing {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Times several things in turns (A B A B …), so that a machine whose speed drifts treats them alike. One
 * round for warming up is not counted.
 */
export function timeInTurns(
  things: Readonly<Record<string, () => unknown>>,
  rounds: number,
): Readonly<Record<string, Timing>> {
  const samples = new Map(Object.keys(things).map((name) => [name, [] as number[]]));
  for (let round = -2; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(things)) {
      const begun = performance.now();
      run();
      const took = performance.now() - begun;
      if (round >= 0) samples.get(name)?.push(took);
    }
  }
  return Object.fromEntries([...samples].map(([name, times]) => [name, summarise(times)]));
}

function summarise(times: readonly number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? NaN;
  return { median: at(Math.floor(sorted.length / 2)), min: at(0), max: at(sorted.length - 1) };
}
