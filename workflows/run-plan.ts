import {
  ApplicationFailure,
  CancelledFailure,
  condition,
  defineSignal,
  defineUpdate,
  setHandler,
} from '@temporalio/workflow';
import { refuseNewer } from '../interpreter/refuse-newer';
import { Run } from '../interpreter/run/run';
import type { SignalledDecision } from '../interpreter/run/signals';
import { invariant } from '../plan/errors';
import { planOfFlow } from '../plan/plan-of-flow';
import type { Plan } from '../plan/schema';
import type { Value, Variables } from '../plan/value';
import { MESSAGES, type InboxRow, type RunOutcome, type RunStart } from '../plan/walk';
import { createTemporalHost, restoreRun } from './temporal-host';

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
  refuseNewer(start);
  const walked = planOfFlow(plan, start.flow ?? 'main');
  const arrivals = new Arrivals();
  const isToRestore = start.restore === true && !start.resume;
  if (!isToRestore) arrivals.run = new Run(start, walked, createTemporalHost(start));
  listen(arrivals);
  if (isToRestore) {
    const restored = await restoreRun(start);
    if ('closed' in restored) return valueOf(restored.closed);
    const { frame: resume, era } = restored;
    const resumed = { ...start, ...(era > 0 && { era }), resume };
    const run = new Run(resumed, walked, createTemporalHost(resumed));
    run.inbox.receive(restored.inbox);
    arrivals.open(run);
  }
  invariant(arrivals.run, 'the run has begun');
  return valueOf(await arrivals.run.toEnd());
}

/** What comes in for the run; it lies here while the run is read from its rows. */
class Arrivals {
  run: Run | undefined;
  readonly #rows: InboxRow[] = [];
  readonly #decisions: SignalledDecision[] = [];

  receive(rows: readonly InboxRow[]): void {
    if (this.run) this.run.inbox.receive(rows);
    else this.#rows.push(...rows);
  }

  signal(decision: SignalledDecision): void {
    if (this.run) this.run.signal(decision);
    else this.#decisions.push(decision);
  }

  /** Gives the run what has come in. */
  open(run: Run): void {
    this.run = run;
    this.receive(this.#rows);
    for (const decision of this.#decisions) run.signal(decision);
  }
}

function listen(arrivals: Arrivals): void {
  setHandler(inboxSignal, (rows) => {
    if (Array.isArray(rows)) arrivals.receive(rows.filter(isInboxRow));
  });
  const take = async (row: InboxRow): Promise<{ readonly taken: number }> => {
    arrivals.receive([row]);
    await condition(() => (arrivals.run?.inbox.taken ?? -1) >= row.number);
    return { taken: row.number };
  };
  setHandler(decideUpdate, take, { validator: refuseOtherThanRows });
  setHandler(replyUpdate, take, { validator: refuseOtherThanRows });
  const obey = async (row: InboxRow): Promise<TakenCommand> => {
    const answer = await take(row);
    if (!['retry', 'skip', 'set'].includes(row.subject)) return answer;
    await condition(() => (arrivals.run?.commands.obeyed ?? -1) >= row.number);
    return { ...answer, applied: arrivals.run?.commands.ignored.has(row.number) === false };
  };
  setHandler(controlUpdate, obey, { validator: refuseOtherThanRows });
  setHandler(approvalSignal, (message) => {
    const data = readSignal(message);
    if (data) arrivals.signal({ approvalId: textOrNull(data['approvalId']), data });
  });
}

function valueOf({ status, result, failure }: RunOutcome): Value {
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
