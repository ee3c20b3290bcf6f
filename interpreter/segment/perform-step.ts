import { invariant } from '../../plan/errors';
import { eventHandlersOf } from '../../plan/handlers';
import type {
  CommittedStep,
  StepCommit,
  TaskChange as StoredTaskChange,
} from '../../plan/segments';
import type { Value } from '../../plan/value';
import type { Failure } from '../../plan/walk';
import type { Branch } from '../branch';
import type { Outcome, TaskChange, Work } from '../host';
import type { Segment } from './segment';

/** What came of a step. `stop`: the segment ends before it, and the workflow decides. */
export type Performed =
  | {
      readonly kind: 'done';
      readonly outcome: Outcome;
      readonly at: number;
      /** A command, or an event for a handler, has come in: the segment ends behind this step. */
      readonly news: boolean;
    }
  | { readonly kind: 'stop' };

/** Commits a short step: effect, row and run events in one transaction, or the recorded row. */
export async function performStep(segment: Segment, work: Work): Promise<Performed> {
  const step = segment.branch.step;
  invariant(step, 'a step is performed');
  segment.where.crashPoint('segment.step_uncommitted', step.id);
  const committed = await segment.where.store.commitStep(segment.head, {
    ...identity(segment, work),
    result: resultText(work),
    failure: work.failure ? JSON.stringify(work.failure) : null,
    effect: work.effect,
    events: work.events,
    task: storedTask(work.task),
  });
  segment.where.crashPoint('segment.step_committed', step.id);
  return performed(segment, committed, work);
}

/** Key, kind and a hash of the input: a row found under the key must have been made from the same. */
export function identity(
  segment: Segment,
  work: Work,
): Pick<StepCommit, 'key' | 'stepId' | 'kind' | 'inputHash'> {
  const step = segment.branch.step;
  invariant(step, 'a step is performed');
  const input = JSON.stringify([work.effect, hashedCall(work.call), work.result ?? null]);
  return {
    key: keyOf(segment, segment.branch, work.part),
    stepId: step.id,
    kind: step.kind,
    inputHash: segment.where.hash(input),
  };
}

/** Rows of bots are older than the other kinds of calls: their hashes have no kind. */
function hashedCall(call: Work['call']): unknown {
  if (call?.kind !== 'bot') return call ?? null;
  const { bot, url, action, input, timeoutMs, attempts } = call;
  return { bot, url, action, input, timeoutMs, attempts };
}

/** The key of a row of a branch. */
export function keyOf(
  { incarnation, input }: Pick<Segment, 'incarnation' | 'input'>,
  branch: Branch,
  part: string,
): string {
  return `${eraOf(incarnation, input.era)}|${branch.key(part)}`;
}

/** What sets the keys of one life of a run apart: a reset and a migration begin a new one. */
export function eraOf(incarnation: number, era: number | undefined): string {
  return era === undefined ? String(incarnation) : `${incarnation}.${era}`;
}

/** Tells work from the failure that asking for it came to. */
export function isWork(work: Work | Failure): work is Work {
  return 'part' in work;
}

/** The stored row as an outcome; refusals end the activity. */
export function performed(segment: Segment, row: CommittedStep, work: Work): Performed {
  if (row.status === 'mismatch') {
    throw new Error(`The row of ${segment.branch.key(work.part)} was made from another input.`);
  }
  if (row.status === 'path_closed' || row.status === 'paused') return { kind: 'stop' };
  if (row.status !== 'committed' && row.status !== 'recorded') {
    throw segment.where.refused(row.status, segment.input.runId);
  }
  segment.inboxUsed.push(...usedRows(work, row.result));
  const outcome: Outcome =
    row.failure === null
      ? { kind: 'done', result: JSON.parse(row.result ?? 'null') as Value, at: row.at }
      : { kind: 'failed', failure: JSON.parse(row.failure) as Failure };
  // What a handler will set counts for what follows, so its event ends the segment.
  const isHandled =
    row.inboxCount > segment.head.inboxTaken && eventHandlersOf(segment.host.plan).length > 0;
  return { kind: 'done', outcome, at: row.at, news: row.control || isHandled };
}

/** The task as the store takes it: values as JSON text. */
export function storedTask(task: TaskChange | undefined): StoredTaskChange | null {
  if (!task) return null;
  const { output, error, ...rest } = task;
  return {
    ...rest,
    ...(output !== undefined && { output: JSON.stringify(output) }),
    ...(error !== undefined && { error }),
  };
}

function resultText(work: Work): string | null {
  if (work.failure) return null;
  if (work.effect) return null;
  return JSON.stringify(work.result ?? null);
}

const EXPIRIES: ReadonlySet<string | undefined> = new Set([
  'expire_event',
  'expire_events',
  'expire_question',
]);

/** Numbers of the inbox rows that an expiry has found and used; the workflow must not use them again. */
export function usedRows(work: Work, result: string | null): readonly number[] {
  if (result === null || !EXPIRIES.has(work.effect?.effect)) return [];
  const used = JSON.parse(result) as { number?: number; rows?: readonly { number: number }[] };
  const rows = (used.rows ?? []).map(({ number }) => number);
  return used.number === undefined ? rows : [used.number, ...rows];
}
