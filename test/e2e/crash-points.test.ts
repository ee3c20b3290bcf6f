import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CRASH_POINTS, type CrashPoint } from '../../plan/crash-points';
import { startRemoteBot, type RemoteBot } from '../engine/remote-bot';
import { shortened } from './shortened';
import { Everstep } from '../../scripts/chaos/everstep';
import { readLedger } from '../../scripts/chaos/ledger';

/** Points that runs of customer-support pass; calls, replies and the outbox have workflows of their own. */
const POINTS = CRASH_POINTS.filter((point) => !/^(call|outbox|api[.]reply)/.test(point));
const REPLIES = CRASH_POINTS.filter((point) => point.startsWith('api.reply'));
const CALLS = CRASH_POINTS.filter((point) => point.startsWith('call.'));
/** `outbox.fanned_out` is passed only by events for more than a hundred runs. */
const OUTBOX = CRASH_POINTS.filter(
  (point) => point.startsWith('outbox.') && !/(fanned_out|begun|started)$/.test(point),
);
/** Points between a run, the run that it begins, and the way back. */
const CHILDREN = shortened<CrashPoint>(
  ['segment.step_committed', 'run.closed', 'outbox.started', 'outbox.delivered'],
  [
    ...(['segment.step_uncommitted', 'segment.ended', 'run.unclosed'] as const),
    ...(['outbox.claimed', 'outbox.signalled'] as const),
  ],
);

let everstep: Everstep;
let remote: RemoteBot;
beforeAll(async () => {
  [everstep, remote] = await Promise.all([Everstep.start(), startRemoteBot()]);
  everstep.addPackage('calling', {
    'calling.bas':
      'ORCHESTRATE WORKFLOW "calling"\nSTEP 1: BOT "remote" "go"\nSAVE "done" WITH run AS run\nEND WORKFLOW',
    'calling.gbot/config.csv': `name,value\nbot-remote-url,${remote.url}\n`,
  });
  everstep.addPackage('fetching', {
    'fetching.bas':
      'ORCHESTRATE WORKFLOW "fetching"\nPOST shop, { action: "go" }\nSAVE "done" WITH run AS run\nEND WORKFLOW',
    'fetching.gbot/config.csv': `name,value\nparam-shop,${remote.url}\n`,
  });
  everstep.addPackage('asking', {
    'asking.bas':
      'ORCHESTRATE WORKFLOW "asking"\nHEAR answer AS INTEGER\nSAVE "done" WITH run AS run, n AS answer\nEND WORKFLOW',
  });
  everstep.addPackage('parent', {
    'parent.bas':
      'PARAM word AS STRING\nORCHESTRATE WORKFLOW "parent"\nx = CALL "child.bas", word AS CHILD\nSCHEDULE IN 0.2 DO\n  SAVE "done" WITH run AS word + " later"\nEND SCHEDULE\nSAVE "done" WITH run AS x\nEND WORKFLOW',
    'child.bas':
      'PARAM word AS STRING\nSAVE "done" WITH run AS word + " child"\nWAIT 0.1\nRETURN word',
  });
  everstep.addPackage('waiting', {
    'waiting.bas':
      'ORCHESTRATE WORKFLOW "waiting"\nWAIT FOR EVENT "paid" TIMEOUT 600\nSAVE "done" WITH run AS event.run\nEND WORKFLOW',
  });
}, 120_000);
afterAll(async () => {
  await everstep.stop();
  await remote.stop();
});

/** How many rows the runs have written for this word. */
async function countDone(word: string): Promise<number> {
  const rows = await everstep.database.query<{ count: number }>(
    `select count(*)::int as count from table_rows where table_name = 'done' and data->>'run' = $1`,
    [word],
  );
  return rows[0]?.count ?? 0;
}

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

/** The end of a run can be seen before the death of the process that has just written it. */
async function deathOf(victim: { readonly deaths: number }): Promise<void> {
  for (let waited = 0; victim.deaths === 0 && waited < 50; waited += 1) await sleep(100);
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
  await deathOf(victim);
  expect(victim.deaths).toBeGreaterThan(0);
  expect(run).toMatchObject({ status: 'completed' });
  const after = await readLedger(everstep);
  expect(after.refunds['1001']).toBe((before.refunds['1001'] ?? 0) + 1);
  expect(after.movements['1001']).toBe((before.movements['1001'] ?? 0) + 1);
  expect(after.published[String(run['id'])]).toBe(1);
  expect(after.broken).toEqual([]);
});

it.each(CALLS.flatMap((point) => [[point, 'calling'] as const, [point, 'fetching'] as const]))(
  'the other side is called again with the same key when the worker dies at %s: %s',
  async (point, workflow) => {
    const before = remote.calls.length;
    await arm(point);
    const run = await reviveUntil(
      (async () => {
        const runId = await everstep.launch(workflow, { run: `${workflow} ${point}` });
        return everstep.decideUntilEnded(runId, 'approve');
      })(),
    );
    expect(everstep.worker.deaths).toBeGreaterThan(0);
    expect(run).toMatchObject({ status: 'completed' });
    expect(new Set(remote.calls.slice(before)).size).toBe(1);
    expect(await countDone(`${workflow} ${point}`)).toBe(1);
  },
);

it.each(OUTBOX)('an event is taken once when the worker dies at %s', async (point) => {
  await arm(point);
  const run = await reviveUntil(
    (async () => {
      const runId = await everstep.launch('waiting', {});
      await everstep.request('POST', '/api/events', {
        name: 'paid',
        id: point,
        data: { run: point },
      });
      return everstep.decideUntilEnded(runId, 'approve');
    })(),
  );
  expect(everstep.worker.deaths).toBeGreaterThan(0);
  expect(run).toMatchObject({ status: 'completed' });
  expect(await countDone(point)).toBe(1);
});

it.each(CHILDREN)(
  'a child and a scheduled run are each done once when the worker dies at %s',
  async (point) => {
    const word = `family ${point}`;
    await arm(point);
    const run = await reviveUntil(
      (async () => {
        const runId = await everstep.launch('parent', { word });
        const ended = await everstep.decideUntilEnded(runId, 'approve');
        while ((await countDone(`${word} later`)) === 0) await sleep(100);
        return ended;
      })(),
    );
    await everstep.settled();
    expect(everstep.worker.deaths).toBeGreaterThan(0);
    expect(run).toMatchObject({ status: 'completed' });
    expect(await countDone(`${word} child`)).toBe(1);
    expect(await countDone(word)).toBe(1);
    expect(await countDone(`${word} later`)).toBe(1);
    const { body } = await everstep.request('GET', `/api/workflows?parent=${String(run['id'])}`);
    expect(body['items']).toHaveLength(2);
  },
);

it.each(REPLIES)('a reply is taken once when the API dies at %s', async (point) => {
  await arm(point);
  const run = await reviveUntil(
    (async () => {
      const runId = await everstep.launch('asking', { run: point });
      const path = `/api/workflows/${runId}/messages`;
      while ((await questionsOf(path)).length === 0) await sleep(100);
      // Its answer is lost with the API, so whoever replies says it again.
      const reply = await everstep.request('POST', path, { id: randomUUID(), text: '7' });
      expect(reply.status).toBeLessThan(300);
      return everstep.decideUntilEnded(runId, 'approve');
    })(),
  );
  expect(everstep.api.deaths).toBeGreaterThan(0);
  expect(run).toMatchObject({ status: 'completed' });
  expect(await countDone(point)).toBe(1);
});

async function questionsOf(path: string): Promise<readonly unknown[]> {
  const { body } = await everstep.request('GET', path);
  return (body['questions'] ?? []) as readonly unknown[];
}
