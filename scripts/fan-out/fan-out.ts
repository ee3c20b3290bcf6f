import { setTimeout as sleep } from 'node:timers/promises';
import type { Everstep } from '../chaos/everstep';

/** What became of one event that many runs waited for. */
export interface FanOutCount {
  readonly runs: number;
  /** Runs that did not get the event. */
  readonly lost: number;
  /** Runs that did what it sets in motion more than once, or have it more than once. */
  readonly twice: number;
  readonly kills: number;
  /** From the event to the end of the last run. */
  readonly milliseconds: number;
}

export interface FanOutOptions {
  readonly runs: number;
  /** Kills the worker between two pages, when the first one is committed. */
  readonly kill: boolean;
  readonly tell?: (line: string) => void;
}

const LAUNCHES_AT_ONCE = 100;
const PATIENCE_MS = 900_000;

/** Adds the package whose runs wait. Before the first fan-out. */
export function addWaitingPackage(everstep: Everstep): void {
  everstep.addPackage('reached', {
    'reached.bas':
      'PARAM round AS STRING\nPARAM n AS NUMBER\nORCHESTRATE WORKFLOW "reached"\n  WAIT FOR EVENT round TIMEOUT 86400\n  SAVE "reached" WITH round AS round, n AS n\nEND WORKFLOW',
  });
}

/** Lets many runs wait for one event, publishes it, and counts what each of them has done. */
export async function fanOut(
  everstep: Everstep,
  { runs, kill, tell = () => undefined }: FanOutOptions,
): Promise<FanOutCount> {
  const round = `round-${Date.now()}`;
  tell(`${runs} runs begin to wait`);
  await launchAll(everstep, round, runs);
  await until(everstep, async () => (await countWaiting(everstep, round)) >= runs);
  if (kill) {
    await everstep.worker.kill();
    await everstep.worker.start({ EVERSTEP_CRASH_AT: 'outbox.fanned_out' });
  }
  tell('the event is published');
  const began = performance.now();
  await everstep.request('POST', '/api/events', { id: round, name: round, data: {} });
  await until(everstep, async () => (await countEnded(everstep)) === 0);
  const milliseconds = Math.round(performance.now() - began);
  const kills = kill ? everstep.worker.deaths : 0;
  return { runs, ...(await count(everstep, round, runs)), kills, milliseconds };
}

/** The first run is launched as any is; the others are rows like its own, which the outbox starts. */
async function launchAll(everstep: Everstep, round: string, runs: number): Promise<void> {
  const first = await everstep.launch('reached', { round, n: 0 });
  for (let from = 1; from < runs; from += LAUNCHES_AT_ONCE) {
    const to = Math.min(from + LAUNCHES_AT_ONCE, runs) - 1;
    await everstep.database.query(
      `select launch_later(json_build_object('id', gen_random_uuid(), 'workspaceId', e.workspace_id,
         'package', e.package, 'workflowName', e.workflow_name, 'planHash', e.plan_hash,
         'input', json_build_object('round', $2::text, 'n', n), 'metadata', e.metadata,
         'createdBy', 'fan-out', 'tasks', '[]'::json, 'awaitedEvents', '[]'::json))
       from workflow_executions e, generate_series($3::int, $4::int) as n where e.id = $1`,
      [first, round, from, to],
    );
  }
}

/** Starts again what has died, until it is so. */
async function until(everstep: Everstep, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('it takes too long');
    await sleep(200);
    await everstep.revive();
  }
}

async function number(
  { database }: Everstep,
  text: string,
  params: readonly unknown[] = [],
): Promise<number> {
  const [row] = await database.query<{ number: number }>(text, params);
  return row?.number ?? 0;
}

const countWaiting = (everstep: Everstep, round: string): Promise<number> =>
  number(
    everstep,
    'select count(*)::int as number from event_subscriptions where event_name = $1',
    [round],
  );

const countEnded = (everstep: Everstep): Promise<number> =>
  number(
    everstep,
    `select count(*)::int as number from workflow_executions
     where workflow_name = 'reached' and status in ('planning', 'running')`,
  );

async function count(
  everstep: Everstep,
  round: string,
  runs: number,
): Promise<Pick<FanOutCount, 'lost' | 'twice'>> {
  const reached = await number(
    everstep,
    `select count(distinct data->>'n')::int as number from table_rows
     where table_name = 'reached' and data->>'round' = $1`,
    [round],
  );
  const rows = await number(
    everstep,
    `select count(*)::int as number from table_rows
     where table_name = 'reached' and data->>'round' = $1`,
    [round],
  );
  const inbox = await number(
    everstep,
    `select count(*)::int as number from run_inbox where kind = 'event' and subject = $1`,
    [round],
  );
  return { lost: runs - reached, twice: rows - reached + Math.max(0, inbox - runs) };
}
