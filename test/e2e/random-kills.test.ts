import { setTimeout as sleep } from 'node:timers/promises';
import { Everstep } from './everstep';
import { readLedger } from './ledger';

/** Runs, and how many of them each kind is. Longer: EVERSTEP_CHAOS_RUNS=200 EVERSTEP_CHAOS_KILLS=60. */
const RUNS = Number(process.env['EVERSTEP_CHAOS_RUNS'] ?? 12);
/** Kills that have to land, so that a test in which nothing happened cannot pass. */
const KILLS = Number(process.env['EVERSTEP_CHAOS_KILLS'] ?? 12);
const SEED = Number(process.env['EVERSTEP_CHAOS_SEED'] ?? Date.now() % 1_000_000);

let everstep: Everstep;
beforeAll(async () => {
  everstep = await Everstep.start();
}, 120_000);
afterAll(async () => {
  await everstep.stop();
});

/** A small generator, so that a failure can be repeated with its seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 4_294_967_296;
  };
}

const victims = ['worker', 'api', 'temporal', 'postgres'] as const;

async function kill(victim: (typeof victims)[number]): Promise<void> {
  if (victim === 'worker' || victim === 'api') {
    await everstep[victim].kill();
    await everstep[victim].start().catch(() => undefined);
    return;
  }
  await everstep.infrastructure[victim].child.kill('SIGKILL');
}

/** Kills one part after the other, at moments that the seed gives, while work goes on. */
async function killWhile(work: Promise<unknown>, random: () => number): Promise<number> {
  const state = { done: false, kills: 0 };
  void work.finally(() => {
    state.done = true;
  });
  while (!state.done || state.kills < KILLS) {
    await sleep(200 + random() * 1800);
    const victim = victims[Math.floor(random() * victims.length)] ?? 'worker';
    await kill(victim);
    state.kills += 1;
    if (state.kills >= KILLS * 3) break;
  }
  while (!everstep.worker.isRunning || !everstep.api.isRunning) {
    await everstep.revive().catch(() => sleep(500));
  }
  while ((await everstep.request('GET', '/health/ready')).status !== 200) await sleep(100);
  return state.kills;
}

const cases = [
  { order_id: '1001', decision: 'approve', status: 'completed' },
  { order_id: '1002', decision: 'approve', status: 'completed' },
  { order_id: '1001', decision: 'reject', status: 'rejected' },
] as const;

it(`loses and doubles nothing while everything is killed at random (seed ${SEED})`, async () => {
  const random = randomOf(SEED);
  const work = Promise.all(
    Array.from({ length: RUNS }, async (_, index) => {
      const wanted = cases[index % cases.length] ?? cases[0];
      await sleep(random() * 8000);
      const input = { complaint: 'It arrived late and broken.', order_id: wanted.order_id };
      const runId = await everstep.launch('customer-support', input);
      const run = await everstep.decideUntilEnded(runId, wanted.decision);
      return { wanted, status: run['status'] };
    }),
  );
  const kills = await killWhile(work, random);
  const ended = await work;
  expect(kills).toBeGreaterThanOrEqual(KILLS);
  for (const { wanted, status } of ended) expect(status).toBe(wanted.status);
  const paid = (order: string): number =>
    ended.filter(({ wanted, status }) => wanted.order_id === order && status === 'completed')
      .length;
  const ledger = await readLedger(everstep);
  expect(ledger.refunds).toEqual({ '1001': paid('1001'), '1002': paid('1002') });
  expect(ledger.movements).toEqual({ '1001': paid('1001'), '1002': paid('1002') });
  expect(Object.values(ledger.published).every((count) => count === 1)).toBe(true);
  expect(ledger.broken).toEqual([]);
}, 600_000);
