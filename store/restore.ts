import { seedOfRun } from '../plan/ids';
import type { RecordedVerdict, RunRecord, RunSnapshot } from '../plan/record';
import type { KeptFork } from '../plan/segments';
import type { Variables } from '../plan/value';
import type { RunFrame } from '../plan/walk';
import type { Database } from './database';
import { CHANNELS, notify } from './notify';
import { onlyRow } from './only-row';

/** Makes a Temporal run the one whose segments may write; `closed` when the run has ended. */
export async function takeOverRun(
  db: Database,
  runId: string,
  temporalRunId: string,
): Promise<'taken' | 'closed'> {
  const rows = await db.prepared<{ taken: 'taken' | 'closed' }>(
    'take_over_run',
    'select take_over_run($1,$2) as taken',
    [runId, temporalRunId],
  );
  notify(db, CHANNELS.events, runId);
  return onlyRow(rows).taken;
}

/** `run_record` as SQL gives it: data of verdicts and the frame of the snapshot are texts. */
type StoredRecord = Omit<RunRecord, 'seed' | 'flags' | 'verdicts' | 'snapshot'> & {
  readonly verdicts: readonly Omit<RecordedVerdict, 'data'>[];
  readonly verdictData: readonly string[];
  readonly snapshot: (Omit<RunSnapshot, 'frame'> & { readonly frame: string }) | null;
};

/** All that is kept of a run besides the rows of its steps. */
export async function readRecord(db: Database, runId: string): Promise<RunRecord> {
  const rows = await db.prepared<{
    record: StoredRecord;
    flags: readonly number[] | null;
    questions: RunRecord['deadlines'] | null;
  }>(
    'run_record',
    `select run_record($1) as record, behaviour_flags as flags,
       (select json_object_agg(id, to_ms(deadline)) from questions
         where run_id = $1 and status = 'open' and deadline is not null) as questions
     from workflow_executions where id = $1`,
    [runId],
  );
  const { record: stored, flags, questions } = onlyRow(rows);
  const { verdictData, verdicts, snapshot, ...record } = stored;
  return {
    ...record,
    flags: flags ?? [],
    deadlines: { ...record.deadlines, ...questions },
    seed: seedOfRun(runId),
    verdicts: verdicts.map((verdict, index) => ({
      ...verdict,
      data: JSON.parse(verdictData[index] ?? '{}') as Variables,
    })),
    snapshot: snapshot && { ...snapshot, frame: JSON.parse(snapshot.frame) as RunFrame },
  };
}

/** Keeps how a fork begins, once; gives what is kept. */
export async function keepFork(
  db: Database,
  runId: string,
  { frame, source, cutAt }: KeptFork,
): Promise<RunFrame> {
  const rows = await db.prepared<{ frame: string }>(
    'keep_fork',
    'select keep_fork($1,$2,$3::json,$4) as frame',
    [runId, JSON.stringify(frame), JSON.stringify(source), cutAt],
  );
  notify(db, CHANNELS.events, runId);
  return JSON.parse(onlyRow(rows).frame) as RunFrame;
}

/** True when something of a step is kept: it was begun or done. */
export async function hasReached(db: Database, runId: string, stepId: string): Promise<boolean> {
  const rows = await db.prepared<{ reached: boolean }>(
    'has_reached',
    `select exists (select from step_results where run_id = $1 and step_id = $2)
       or exists (select from run_events where run_id = $1 and step_id = $2) as reached`,
    [runId, stepId],
  );
  return onlyRow(rows).reached;
}
