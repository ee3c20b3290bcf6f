import type { BenchProcess } from './processes';
import type { Side } from './sides';
import type { Workload } from './workloads';

/** Figures of one kind of work; ratios are ours ÷ the other, each the median of the rounds. */
export interface EngineRow {
  readonly name: string;
  /** Events of the history of one run. */
  readonly events: number;
  readonly eventsRatio: number;
  /** One run after the other: median ms from start to finish, ours. */
  readonly ms: number;
  /** How fast we are from start to finish: above 1 is faster. */
  readonly speedRatio: number;
  readonly speedRange: string;
  /** Runs at once: throughput, above 1 is more. */
  readonly throughputRatio?: number;
  /** Processor time of the worker: below 1 is less. */
  readonly cpuRatio?: number;
}

interface Both<T> {
  readonly ours: T;
  readonly byHand: T;
}

interface Sample {
  readonly ms: number;
  readonly cpuMs: number;
}

/** Measures one kind of work on both sides in turns: ours, by hand, by hand, ours, … */
export async function compareSides(
  workload: Workload,
  sides: Both<Side>,
  workers: Both<BenchProcess>,
  rounds: number,
): Promise<EngineRow> {
  const events = {
    ours: await eventsOf(workload, sides.ours),
    byHand: await eventsOf(workload, sides.byHand),
  };
  const single = await inTurns(rounds, (who) => oneByOne(workload, sides[who], workers[who]));
  const speeds = single.map(({ ours, byHand }) => byHand.ms / ours.ms);
  const cpus = single.map(({ ours, byHand }) => ours.cpuMs / byHand.cpuMs);
  const atOnce = workload.atOnce
    ? await inTurns(rounds, (who) => allAtOnce(workload, sides[who], workers[who]))
    : [];
  const throughput = atOnce.map(({ ours, byHand }) => byHand.ms / ours.ms);
  const loaded = atOnce.map(({ ours, byHand }) => ours.cpuMs / byHand.cpuMs);
  return {
    name: workload.name,
    events: events.ours,
    eventsRatio: round(events.ours / events.byHand),
    ms: round(median(single.map(({ ours }) => ours.ms))),
    speedRatio: round(median(speeds)),
    speedRange: `${round(Math.min(...speeds))}-${round(Math.max(...speeds))}`,
    ...(throughput.length > 0 && { throughputRatio: round(median(throughput)) }),
    cpuRatio: round(median(loaded.length > 0 ? loaded : cpus)),
  };
}

/** Rounds in turns; the first is for warming up and not counted. */
async function inTurns(
  rounds: number,
  measure: (who: 'ours' | 'byHand') => Promise<Sample>,
): Promise<readonly Both<Sample>[]> {
  const samples: Both<Sample>[] = [];
  for (let number = 0; number <= rounds; number += 1) {
    const order = number % 2 === 0 ? (['ours', 'byHand'] as const) : (['byHand', 'ours'] as const);
    const found: Partial<Record<'ours' | 'byHand', Sample>> = {};
    for (const who of order) found[who] = await measure(who);
    if (number > 0 && found.ours && found.byHand) {
      samples.push({ ours: found.ours, byHand: found.byHand });
    }
  }
  return samples;
}

async function eventsOf(workload: Workload, side: Side): Promise<number> {
  const id = await side.begin(workload);
  await side.finish(workload, id);
  return side.countEvents(id);
}

/** Median time of one run; where it needs something, from then on. */
async function oneByOne(workload: Workload, side: Side, worker: BenchProcess): Promise<Sample> {
  const cpuBefore = worker.cpuMs();
  const times: number[] = [];
  for (let run = 0; run < workload.repeat; run += 1) {
    let began = performance.now();
    const id = await side.begin(workload);
    if (workload.needs) began = performance.now();
    await side.finish(workload, id);
    times.push(performance.now() - began);
  }
  return { ms: median(times), cpuMs: worker.cpuMs() - cpuBefore };
}

async function allAtOnce(workload: Workload, side: Side, worker: BenchProcess): Promise<Sample> {
  const cpuBefore = worker.cpuMs();
  const began = performance.now();
  const runs = Array.from({ length: workload.atOnce ?? 0 }, async () => {
    await side.finish(workload, await side.begin(workload));
  });
  await Promise.all(runs);
  return { ms: performance.now() - began, cpuMs: worker.cpuMs() - cpuBefore };
}

/** The middle one of some figures. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Three digits say all that such a figure can say. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}
