import { setTimeout as sleep } from 'node:timers/promises';
import { CRASH_POINTS, type CrashPoint } from '../../plan/crash-points';
import { Everstep } from './everstep';
import { readLedger } from './ledger';

/** Points that runs of customer-support pass; the others belong to workflows of their own below. */
const POINTS = CRASH_POINTS.filter((point) => !/^(call|outbox)[.]/.test(point));

let everstep: Everstep;
beforeAll(async () => {
  everstep = await Everstep.start();
}, 120_000);
afterAll(async () => {
  await everstep.stop();
});

const victimOf = (point: CrashPoint): 'api' | 'worker' =>
  point.startsWith('api.') ? 'api' : 'worker';

/** Starts one of the processes anew, told to kill itself at a point. */
async function arm(point: CrashPoint): Promise<void> {
  const victim = everstep[victimOf(point)];
  await victim.kill();
  await victim.start({ EVERSTEP_CRASH_AT: point });
}

/** Starts again what has died, until the work is done. */
async function reviveUntil<T>(work: Promise<T>): Promise<T> {
  const state = { done: false };
  const finished = work.finally(() => {
    state.done = true;
  });
  while (!state.done) {
    await Promise.race([sleep(100), finished.catch(() => undefined)]);
    await everstep.revive();
  }
  return finished;
}

it.each(POINTS)('a run ends and does everything once when a process dies at %s', async (point) => {
  const victim = everstep[victimOf(point)];
  const before = await readLedger(everstep);
  await arm(point);
  const input = { complaint: 'The screen is broken, I want a refund.', order_id: '1001' };
  const run = await reviveUntil(
    (async () => {
      const runId = await everstep.launch('customer-support', input);
      return everstep.decideUntilEnded(runId, 'approve');
    })(),
  );
  expect(victim.deaths).toBeGreaterThan(0);
  expect(run).toMatchObject({ status: 'completed' });
  const after = await readLedger(everstep);
  expect(after.refunds['1001']).toBe((before.refunds['1001'] ?? 0) + 1);
  expect(after.movements['1001']).toBe((before.movements['1001'] ?? 0) + 1);
  expect(after.published[String(run['id'])]).toBe(1);
  expect(after.broken).toEqual([]);
});
