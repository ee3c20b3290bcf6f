import { planOfFlow } from '../../plan/plan-of-flow';
import type { SegmentInput, SegmentResult } from '../../plan/walk';
import { Branch } from '../branch';
import { refuseNewer } from '../refuse-newer';
import { CANCELLED } from '../run-outcome';
import { fail, settle, walk, workAtHand } from '../run-steps';
import { beginOrRefuse } from './begin';
import { closeAtEnd } from './close-run';
import { performCall } from './perform-call';
import { isWork, performStep, type Performed } from './perform-step';
import { recoverFork, recoverRun } from './recover';
import { headOf, type Segment } from './segment';
import type { SegmentHost } from './segment-host';

/** A segment ends after this many steps, where nothing else is said. */
export const STEPS_OF_SEGMENT = 200;
/** A segment ends after this long, or with a frame of this size. */
const MAX_MS = 5000;
const MAX_FRAME_BYTES = 256 * 1024;
/** Statements between two looks at the clock: about 10 ms. */
const STATEMENT_SLICE = 20_000;

/**
 * Goes on with a branch: performs the step at hand and walks on, each step committed under its key, until
 * a wait, a fork, a long step, the end, the budget, or news for the run. A repetition takes recorded rows.
 */
export async function runSegment(where: SegmentHost, input: SegmentInput): Promise<SegmentResult> {
  const segment = await open(where, input);
  if (!segment) return await closedBefore(where, input);
  const closed = await goOn(segment);
  if (closed) return { ...result(segment), ...closed };
  const inbox = await show(segment);
  where.crashPoint('segment.ended');
  return { ...result(segment), inbox };
}

async function open(where: SegmentHost, input: SegmentInput): Promise<Segment | undefined> {
  refuseNewer(input);
  const plan = planOfFlow(await where.readPlan(input.planHash), input.flow ?? 'main');
  // A paused run that is cancelled goes on, to take back what it has done.
  if (input.frame.cancelled) await where.store.unpause(input.runId);
  const head = headOf(where, input, input.frame.path);
  const begun = await beginOrRefuse(where, { ...head, ...input, path: input.frame.path });
  if (begun.status === 'run_closed') return undefined;
  where.crashPoint('segment.begun');
  const clock = (): number => segment.clock;
  const segment: Segment = {
    where,
    input,
    head,
    incarnation: begun.incarnation,
    branch: new Branch(input.frame, input.base, plan, clock),
    host: where.effectHost(input, plan, { incarnation: begun.incarnation, clock }),
    inboxUsed: [],
    steps: 0,
    clock: Math.max(input.clock, begun.startedAt),
  };
  return segment;
}

/** An earlier attempt has closed the run: its outcome is in the database. */
async function closedBefore(where: SegmentHost, input: SegmentInput): Promise<SegmentResult> {
  const closed = await where.recordedOutcome(input);
  const { frame, clock } = input;
  return { frame, clock, inbox: [], inboxUsed: [], closed };
}

type Closed = Pick<SegmentResult, 'closed' | 'inbox'>;

async function goOn(segment: Segment): Promise<Closed | undefined> {
  const { where } = segment;
  const started = where.elapsedMs();
  for (;;) {
    const stop = walk(segment.branch, segment.host, STATEMENT_SLICE);
    const spent = where.elapsedMs() - started > MAX_MS;
    if (stop.at === 'end') return closeAtEnd(segment);
    if (stop.at === 'wait' || stop.at === 'fork' || spent) return undefined;
    if (stop.at === 'budget') {
      await where.breathe();
      continue;
    }
    if (mustStop(segment, stop.long)) return undefined;
    const more = await perform(segment);
    if (!more || frameIsLarge(segment)) return undefined;
  }
}

/** True before a long step, unless it is the first, and when the segment has done enough. */
function mustStop({ steps, where }: Segment, long: boolean): boolean {
  return (long && steps > 0) || steps >= where.stepsOfSegment || where.signal.aborted;
}

/** Performs the step at hand; false when the segment has to end. */
async function perform(segment: Segment): Promise<boolean> {
  const { branch, host } = segment;
  if (branch.cancelled) {
    branch.rememberAll(await recoverRun(segment, branch.cancelled));
    branch.takeBack(branch.because ?? CANCELLED);
    return true;
  }
  const { chance } = branch;
  const work = workAtHand(branch, host);
  if (!isWork(work)) {
    fail(branch, work);
    return true;
  }
  if (work.recovers) {
    settle(branch, await recoverFork(segment, branch.memory?.closed ?? []), host);
    return true;
  }
  const performed: Performed = await (work.call
    ? performCall(segment, work, work.call)
    : performStep(segment, work));
  if (performed.kind === 'stop') {
    branch.chance = chance;
    return false;
  }
  segment.steps += 1;
  segment.clock = Math.max(segment.clock, performed.at);
  settle(branch, performed.outcome, host);
  return !performed.news;
}

function frameIsLarge({ branch, steps }: Segment): boolean {
  return steps % 20 === 0 && JSON.stringify(branch.toFrame()).length > MAX_FRAME_BYTES;
}

async function show(segment: Segment): Promise<SegmentResult['inbox']> {
  const { where, head, branch } = segment;
  const currentStep = branch.step?.id ?? null;
  const waiting = branch.memory?.wait?.kind ?? null;
  const state = { branch: branch.path, step: currentStep, waiting };
  const { inbox } = await where.store.end(head, { currentStep, state });
  return inbox;
}

function result(segment: Segment): SegmentResult {
  return {
    frame: segment.branch.toFrame(),
    clock: segment.clock,
    inbox: [],
    inboxUsed: segment.inboxUsed,
  };
}
