import { Everstep } from '../scripts/chaos/everstep';
import { addWaitingPackage, fanOut } from '../scripts/fan-out/fan-out';

const RUNS = 10_000;

/** One figure of the bench. */
export interface FanOutRow {
  readonly name: string;
  readonly runs: number;
  readonly lost: number;
  readonly twice: number;
  readonly kills: number;
  readonly seconds: number;
  readonly runsPerSecond: number;
}

/**
 * One event for 10,000 waiting runs, on real servers: how many do not get it, how many get it twice, and how
 * long the last one takes; the second time the worker is killed between two pages.
 */
export async function benchFanOut(tell: (line: string) => void): Promise<readonly FanOutRow[]> {
  const everstep = await Everstep.start();
  try {
    addWaitingPackage(everstep);
    const rows: FanOutRow[] = [];
    for (const kill of [false, true]) {
      const found = await fanOut(everstep, { runs: RUNS, kill, tell });
      const { milliseconds, ...counts } = found;
      const seconds = milliseconds / 1000;
      const name = kill ? 'worker killed between pages' : 'undisturbed';
      rows.push({ name, ...counts, seconds, runsPerSecond: Math.round(found.runs / seconds) });
    }
    return rows;
  } finally {
    await everstep.stop();
  }
}
