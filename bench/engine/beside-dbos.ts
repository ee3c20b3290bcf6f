import { once } from 'node:events';
import type { DbosRequest } from './dbos-worker';
import { median, round, type EngineRow } from './compare';
import type { BenchProcess } from './processes';
import type { Side } from './sides';
import type { Workload } from './workloads';

/** A stretch of short steps, so many runs at once. */
interface Stretch extends DbosRequest {
  readonly name: string;
}

const STRETCHES: readonly Stretch[] = [
  { name: 'beside DBOS: 10 short steps', steps: 10, runs: 1 },
  { name: 'beside DBOS: 1,000 short steps', steps: 1000, runs: 1 },
  { name: 'beside DBOS: 100 short steps, 64 at once', steps: 100, runs: 64 },
];

/** Stretches of short steps beside empty steps of DBOS, in turns on the same PostgreSQL. */
export async function benchDbos(
  side: Side,
  dbos: BenchProcess,
  rounds: number,
): Promise<readonly EngineRow[]> {
  const rows: EngineRow[] = [];
  for (const stretch of STRETCHES) {
    const speeds: number[] = [];
    const times: number[] = [];
    for (let number = 0; number <= rounds; number += 1) {
      const ours = await runOurs(side, stretch);
      const theirs = await runTheirs(dbos, stretch);
      if (number === 0) continue;
      times.push(ours);
      speeds.push(theirs / ours);
    }
    rows.push({
      name: stretch.name,
      events: NaN,
      eventsRatio: NaN,
      ms: round(median(times)),
      speedRatio: round(median(speeds)),
      speedRange: `${round(Math.min(...speeds))}-${round(Math.max(...speeds))}`,
    });
  }
  return rows;
}

async function runOurs(side: Side, { steps, runs }: Stretch): Promise<number> {
  const workload: Workload = {
    name: '',
    basic: `FOR i = 1 TO ${steps}\n  SET BOT MEMORY "k", i\nNEXT`,
    byHand: '',
    repeat: 1,
  };
  const began = performance.now();
  await Promise.all(
    Array.from({ length: runs }, async () => {
      await side.finish(workload, await side.begin(workload));
    }),
  );
  return performance.now() - began;
}

async function runTheirs({ child }: BenchProcess, { steps, runs }: Stretch): Promise<number> {
  const answer = once(child, 'message');
  child.send({ steps, runs } satisfies DbosRequest);
  const [milliseconds] = (await answer) as [number];
  return milliseconds;
}
