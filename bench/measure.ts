import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Runs of one thing, in milliseconds. */
export interface Timing {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** So long each thing runs before it is measured: the engine compiles what is hot beside it, and needs the time. */
const WARM_UP_MS = 1500;

/** Times several things in turns (A B A B …), so that a machine whose speed drifts treats them alike. */
export function timeInTurns(
  things: Readonly<Record<string, () => unknown>>,
  rounds: number,
): Readonly<Record<string, Timing>> {
  for (const run of Object.values(things)) warmUp(run);
  const samples = new Map(Object.keys(things).map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(things)) {
      const begun = performance.now();
      run();
      samples.get(name)?.push(performance.now() - begun);
    }
  }
  return Object.fromEntries([...samples].map(([name, times]) => [name, summarise(times)]));
}

function warmUp(run: () => unknown): void {
  const begun = performance.now();
  do run();
  while (performance.now() - begun < WARM_UP_MS);
}

/** The bytes that stay in use for what `make` gives, buffers included: the median of some turns. */
export function heapOf(make: () => unknown): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // The first turns also free what was left behind before.
  for (let turn = 0; turn < 3; turn += 1) bytesFor(make, collect);
  const samples = Array.from({ length: 5 }, () => bytesFor(make, collect));
  return summarise(samples).median;
}

function bytesFor(make: () => unknown, collect: () => void): number {
  collect();
  const before = bytesInUse();
  const kept = [make()];
  collect();
  const after = bytesInUse();
  return kept.length === 0 ? NaN : after - before;
}

function bytesInUse(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function summarise(times: readonly number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? NaN;
  return { median: at(Math.floor(sorted.length / 2)), min: at(0), max: at(sorted.length - 1) };
}
