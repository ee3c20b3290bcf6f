import { AppError, invariant } from '../../plan/errors';
import type { PinnedPlan } from '../../plan/pinned-plan';
import { planOfFlow } from '../../plan/plan-of-flow';
import { refuseUnreadable, type ForkOrigin, type RunRecord } from '../../plan/record';
import type { Plan } from '../../plan/schema';
import type {
  BranchFrame,
  Failure,
  InboxRow,
  RestoredRun,
  RunFrame,
  RunStart,
  SegmentInput,
  Wait,
} from '../../plan/walk';
import { firstFrame } from '../branch';
import { isOfPeople } from '../wait-of-people';
import { forkFrame } from './fork-frame';
import { RecordedWalk, type WalkLimit } from './recorded-walk';
import type { Segment } from './segment';
import type { SegmentHost } from './segment-host';

/**
 * Reads from the rows of a run where it stands, for a Temporal run that does not know: the run was lost
 * there, or it is a fork that has not begun. The Temporal run that asks is the one that may work from here
 * on. A run that cannot be read ends with the reason.
 */
export async function restoreRun(where: SegmentHost, start: RunStart): Promise<RestoredRun> {
  const { runId } = start;
  const { temporalRunId } = where.attempt;
  if (!(await where.isCurrentRun(where.attempt))) throw where.refused('fenced', runId);
  const taken = await where.store.takeOver(runId, temporalRunId);
  if (taken === 'closed') return { closed: await where.recordedOutcome(start) };
  const record = await where.store.record(runId);
  try {
    if (record.snapshot || !record.origin) return await standOf(where, start, record);
    return await beginFork(where, start, { record, origin: record.origin });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return await close(where, start, { record, error });
  }
}

/** What a run had taken and decided before it began. */
const BEFORE_ALL: Pick<RunFrame, 'unusedRows' | 'clock' | 'inboxTaken' | 'verdicts'> = {
  unusedRows: [],
  clock: 0,
  inboxTaken: 0,
  verdicts: 0,
};

async function standOf(
  where: SegmentHost,
  start: RunStart,
  record: RunRecord,
): Promise<RestoredRun> {
  refuseUnreadable(start.runId, record, await planOf(where, record));
  const { walk, main } = await walkRun(where, { start, record, runId: start.runId }, {});
  const before = record.snapshot?.frame ?? BEFORE_ALL;
  const open = firstOpen(record);
  const known = record.inbox.filter(({ number }) => number < open);
  const unused = [...before.unusedRows, ...known].filter(
    ({ number, kind }) => kind !== 'control' && !walk.used.has(number),
  );
  const usedAhead = [...walk.used].filter((number) => number >= open);
  const frame: RunFrame = {
    main: withDeadlines(main, record.deadlines),
    dispatches: record.dispatches,
    chain: record.chain - 1,
    clock: Math.max(walk.clock, before.clock, record.beganAt),
    paused: record.status === 'paused',
    ...(record.frozenAt !== null && { frozenAt: record.frozenAt }),
    inboxTaken: known.at(-1)?.number ?? before.inboxTaken,
    unusedRows: unused,
    usedAhead,
    unrecorded: [],
    verdicts: record.verdicts.at(-1)?.number ?? before.verdicts,
  };
  const inbox = record.inbox.filter(({ number }) => number >= open);
  return { frame, era: record.snapshot?.era ?? 0, inbox };
}

/**
 * The number of the first command that the run may not have obeyed. Commands are obeyed in order, so those
 * before a verdict were; a cancelled run takes back once more, which repeats nothing.
 */
function firstOpen({ inbox, verdicts }: RunRecord): number {
  const obeyed = Math.max(0, ...verdicts.map(({ inboxNumber = 0 }) => inboxNumber));
  const isOpen = ({ kind, subject, number }: InboxRow): boolean =>
    kind === 'control' && (number > obeyed || subject === 'cancel');
  return inbox.find(isOpen)?.number ?? Infinity;
}

/** The beginning of a fork: the other run as it stood before a step. It is kept, so that it stays the same. */
async function beginFork(
  where: SegmentHost,
  start: RunStart,
  { record, origin }: { readonly record: RunRecord; readonly origin: ForkOrigin },
): Promise<RestoredRun> {
  const source = await where.store.record(origin.runId);
  const plan = await planOf(where, source);
  refuseUnreadable(origin.runId, source, plan);
  const { stepId, visit, variables } = origin;
  const cut = { stepId, visit };
  const of = { start, record: source, runId: origin.runId };
  const found = await walkRun(where, of, { cut });
  const { cutAt } = found.walk;
  const { walk, main } =
    cutAt === undefined ? found : await walkRun(where, of, { cut, until: cutAt });
  if (cutAt === undefined || walk.cutAt === undefined) {
    throw new AppError('RUN_FORK_UNREACHED', { id: origin.runId, step: stepId, visit });
  }
  const delayMs = Math.max(0, record.now - cutAt);
  const frame: RunFrame = {
    main: forkFrame(main, { plan, variables, delayMs }),
    dispatches: 0,
    chain: record.chain - 1,
    clock: record.now,
    paused: false,
    inboxTaken: 0,
    unusedRows: [],
    usedAhead: [],
    unrecorded: [],
    verdicts: 0,
  };
  const kept = await where.store.keepFork(start.runId, { frame, source: origin, cutAt });
  return { frame: kept, era: 0, inbox: [] };
}

async function planOf(where: SegmentHost, { planHash, flow }: RunRecord): Promise<PinnedPlan> {
  return planOfFlow(await where.readPlan(planHash), flow);
}

/** Whose rows are walked, and how that run began. */
interface Walked {
  readonly start: Pick<RunStart, 'holds'>;
  readonly record: RunRecord;
  readonly runId: string;
}

async function walkRun(
  where: SegmentHost,
  { start, record, runId }: Walked,
  limit: WalkLimit,
): Promise<{ readonly walk: RecordedWalk; readonly main: BranchFrame }> {
  const plan = await planOf(where, record);
  const before = record.snapshot;
  const frame = before?.frame.main ?? firstFrame(plan, { ...start, seed: record.seed });
  const segment = recordedSegment(where, { runId, record, frame, plan });
  const walk = new RecordedWalk(segment, record, limit);
  const main = await walk.walk(frame, record.input, before?.at ?? record.beganAt);
  return { walk, main: main.toFrame() };
}

/** What a walk over the rows of a run needs; it commits nothing. */
function recordedSegment(
  where: SegmentHost,
  of: {
    readonly runId: string;
    readonly record: RunRecord;
    readonly frame: BranchFrame;
    readonly plan: Plan;
  },
): Pick<Segment, 'where' | 'input' | 'incarnation' | 'host'> {
  const { runId, record, frame, plan } = of;
  const era = record.snapshot?.era ?? 0;
  const input: SegmentInput = {
    runId,
    workspaceId: '',
    planHash: record.planHash,
    frameVersion: 0,
    flags: record.flags,
    ...(era > 0 && { era }),
    frame,
    base: record.input,
    inputNames: record.inputNames,
    dispatch: 0,
    chain: 0,
    clock: record.beganAt,
    inboxTaken: 0,
    mayClose: false,
    closedPaths: [],
    verdicts: [],
  };
  const { incarnation } = record;
  const host = where.effectHost(input, plan, { incarnation, clock: () => record.beganAt });
  return { where, input, incarnation, host };
}

/** The deadlines of people where they were moved while the run was frozen. */
function withDeadlines(frame: BranchFrame, deadlines: RunRecord['deadlines']): BranchFrame {
  const level = frame.levels.at(-1);
  const memory = level?.memory;
  if (!level || !memory) return frame;
  const { wait, children } = memory;
  const moved = deadlines[askedId(wait) ?? ''];
  const changed = {
    ...level,
    memory: {
      ...memory,
      ...(isOfPeople(wait) && moved !== undefined && { wait: { ...wait, until: moved } }),
      ...(children && { children: children.map((child) => withDeadlines(child, deadlines)) }),
    },
  };
  return { ...frame, levels: [...frame.levels.slice(0, -1), changed] };
}

function askedId(wait: Wait | undefined): string | undefined {
  if (wait?.kind === 'reply') return wait.questionId;
  return wait?.kind === 'approval' ? wait.approvalId : undefined;
}

async function close(
  where: SegmentHost,
  start: RunStart,
  { record, error }: { readonly record: RunRecord; readonly error: AppError },
): Promise<RestoredRun> {
  const failure: Failure = { code: error.code, message: error.message, details: error.details };
  const head = {
    runId: start.runId,
    path: 'main',
    dispatch: record.dispatches + 1,
    attempt: where.attempt.number,
    chain: record.chain,
    temporalRunId: where.attempt.temporalRunId,
    inboxTaken: 0,
  };
  const closed = await where.store.closeRun(head, {
    status: 'failed',
    result: 'null',
    failure: JSON.stringify(failure),
    onlyIfSeen: false,
  });
  invariant(closed.status !== 'unseen', 'a run that cannot be read closes whatever has come in');
  if (closed.status !== 'closed' && closed.status !== 'already_closed') {
    throw where.refused(closed.status, start.runId);
  }
  return { closed: { status: 'failed', result: null, failure } };
}
