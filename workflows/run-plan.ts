import {
  ApplicationFailure,
  CancelledFailure,
  condition,
  defineSignal,
  defineUpdate,
  setHandler,
} from '@temporalio/workflow';
import { Run } from '../interpreter/run/run';
import { planOfFlow } from '../plan/plan-of-flow';
import type { Plan } from '../plan/schema';
import type { Value, Variables } from '../plan/value';
import { MESSAGES, type InboxRow, type RunStart } from '../plan/walk';
import { createTemporalHost } from './temporal-host';

/** Signal: rows of the inbox, in any order. */
export const inboxSignal = defineSignal<[readonly InboxRow[]]>(MESSAGES.inbox);
/** Update: one decision; answers when the run has taken it. */
export const decideUpdate = defineUpdate<{ readonly taken: number }, [InboxRow]>(MESSAGES.decide);
/** Update: one reply; answers when the run has taken it. */
export const replyUpdate = defineUpdate<{ readonly taken: number }, [InboxRow]>(MESSAGES.reply);
/** Update: one command; answers when the run has taken it. */
export const controlUpdate = defineUpdate<TakenCommand, [InboxRow]>(MESSAGES.control);

/** `applied` is false where nothing was there for the command to be done to. */
interface TakenCommand {
  readonly taken: number;
  readonly applied?: boolean;
}
/** Signal: a decision that did not come through the API. */
export const approvalSignal = defineSignal<[unknown]>(MESSAGES.approval);

/**
 * Runs a plan. The one workflow type: what happens is in the plan, whose hash is pinned in `start`.
 * Completes with the result of the run (also when it was rejected), fails with the code of its failure.
 */
export async function runWorkflow(start: RunStart, plan: Plan): Promise<Value> {
  const walked = planOfFlow(plan, start.flow ?? 'main');
  const run = new Run(start, walked, createTemporalHost(start));
  setHandler(inboxSignal, (rows) => {
    if (Array.isArray(rows)) run.inbox.receive(rows.filter(isInboxRow));
  });
  const take = async (row: InboxRow): Promise<{ readonly taken: number }> => {
    run.inbox.receive([row]);
    await condition(() => run.inbox.taken >= row.number);
    return { taken: row.number };
  };
  setHandler(decideUpdate, take, { validator: refuseOtherThanRows });
  setHandler(replyUpdate, take, { validator: refuseOtherThanRows });
  const obey = async (row: InboxRow): Promise<TakenCommand> => {
    const answer = await take(row);
    if (!['retry', 'skip', 'set'].includes(row.subject)) return answer;
    await condition(() => run.commands.obeyed >= row.number);
    return { ...answer, applied: !run.commands.ignored.has(row.number) };
  };
  setHandler(controlUpdate, obey, { validator: refuseOtherThanRows });
  setHandler(approvalSignal, (message) => {
    const data = readSignal(message);
    if (data) run.signal({ approvalId: textOrNull(data['approvalId']), data });
  });
  const { status, result, failure } = await run.toEnd();
  if (status === 'completed') return result;
  if (status === 'rejected') return { status, reason: failure?.message ?? null };
  if (status === 'cancelled') throw new CancelledFailure('The run was cancelled.');
  throw ApplicationFailure.nonRetryable(failure?.message, failure?.code, failure);
}

function refuseOtherThanRows(row: unknown): void {
  if (!isInboxRow(row)) {
    throw ApplicationFailure.nonRetryable('A row of the inbox is expected.', 'API_BODY_INVALID');
  }
}

const ROW_KINDS: ReadonlySet<unknown> = new Set<InboxRow['kind']>([
  'decision',
  'reply',
  'event',
  'control',
  'child',
]);

function isInboxRow(row: unknown): row is InboxRow {
  if (typeof row !== 'object' || row === null) return false;
  const { number, kind, subject, payload } = row as Partial<Record<keyof InboxRow, unknown>>;
  return (
    Number.isSafeInteger(number) &&
    ROW_KINDS.has(kind) &&
    typeof subject === 'string' &&
    typeof payload === 'object'
  );
}

function readSignal(message: unknown): Variables | undefined {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return undefined;
  const data = message as Variables;
  return typeof data['approved'] === 'boolean' ? data : undefined;
}

function textOrNull(value: Value | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
