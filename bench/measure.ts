import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

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

/** The bytes that stay in use for what `make` gives, buffers included: the median of some turns. */
export function heapOf(make: () => unknown): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
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
