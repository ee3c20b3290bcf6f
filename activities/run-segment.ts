import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { Branch } from '../interpreter/branch';
import type { Work } from '../interpreter/host';
import { fail, settle, walk, workAtHand } from '../interpreter/run-steps';
import { invariant } from '../plan/errors';
import { FRAME_VERSION, type Failure, type SegmentInput, type SegmentResult } from '../plan/walk';
import { crashPoint } from '../store/crash-point';
import { readRun } from '../store/runs';
import { endSegment } from '../store/segments';
import { beginOrRefuse } from './begin';
import { closeAtEnd } from './close-run';
import type { Dependencies } from './dependencies';
import { createEffectHost } from './effect-host';
import { performCall } from './perform-call';
import { performStep, type Performed } from './perform-step';
import { headOf, type Segment } from './segment';

/** A segment ends after this many steps, this long, or with a frame of this size. */
const MAX_STEPS = 200;
const MAX_MS = 5000;
const MAX_FRAME_BYTES = 256 * 1024;
/** Statements between two looks at the clock: about 10 ms. */
const STATEMENT_SLICE = 20_000;

/**
 * Goes on with a branch: performs the step at hand and walks on, each step committed under its key, until
 * a wait, a fork, a long step, the end, the budget, or news for the run. A repetition takes recorded rows.
 */
export async function runSegment(
  dependencies: Dependencies,
  input: SegmentInput,
): Promise<SegmentResult> {
  const beat = setInterval(heartbeat, 1000);
  try {
    const segment = await open(dependencies, input);
    if (!segment) return await closedBefore(dependencies, input);
    const closed = await goOn(segment);
    if (closed) return { ...result(segment), ...closed };
    const inbox = await show(segment);
    crashPoint('segment.ended');
    return { ...result(segment), inbox };
  } finally {
    clearInterval(beat);
  }
}

async function open(dependencies: Dependencies, input: SegmentInput): Promise<Segment | undefined> {
  if (input.frameVersion > FRAME_VERSION) {
    throw new Error(`This worker knows frames up to version ${FRAME_VERSION}.`);
  }
  const plan = await dependencies.readPlan(input.planHash);
  const head = headOf(input, input.frame.path);
  const begun = await beginOrRefuse(dependencies, { ...head, ...input, path: input.frame.path });
  if (begun.status === 'run_closed') return undefined;
  crashPoint('segment.begun');
  const clock = (): number => segment.clock;
  const segment: Segment = {
    dependencies,
    input,
    head,
    incarnation: begun.incarnation,
    branch: new Branch(input.frame, input.base, plan, clock),
    host: createEffectHost(input, plan, {
      secret: dependencies.secret,
      trustSignals: dependencies.trustSignals,
      incarnation: begun.incarnation,
      clock,
    }),
    inboxUsed: [],
    steps: 0,
    clock: Math.max(input.clock, begun.startedAt),
  };
  return segment;
}

/** An earlier attempt has closed the run: its outcome is in the database. */
async function closedBefore(
  { database }: Dependencies,
  input: SegmentInput,
): Promise<SegmentResult> {
  const run = await readRun(database, input.workspaceId, input.runId);
  const { frame, clock } = input;
  const ended = run?.status ?? 'cancelled';
  invariant(ended !== 'planning' && ended !== 'running' && ended !== 'paused', 'the run is closed');
  const closed = { status: ended, result: run?.result ?? null, failure: run?.failure ?? null };
  return { frame, clock, inbox: [], inboxUsed: [], closed };
}

type Closed = Pick<SegmentResult, 'closed' | 'inbox'>;

async function goOn(segment: Segment): Promise<Closed | undefined> {
  const started = performance.now();
  for (;;) {
    const stop = walk(segment.branch, segment.host, STATEMENT_SLICE);
    const spent = performance.now() - started > MAX_MS;
    if (stop.at === 'end') return closeAtEnd(segment);
    if (stop.at === 'wait' || stop.at === 'fork' || spent) return undefined;
    if (stop.at === 'budget') {
      await new Promise(setImmediate);
      continue;
    }
    if (mustStop(segment, stop.long)) return undefined;
    const more = await perform(segment);
    if (!more || frameIsLarge(segment)) return undefined;
  }
}

/** True before a long step, unless it is the first, and when the segment has done enough. */
function mustStop({ steps }: Segment, long: boolean): boolean {
  return (long && steps > 0) || steps >= MAX_STEPS || cancellationSignal().aborted;
}

/** Performs the step at hand; false when the segment has to end. */
async function perform(segment: Segment): Promise<boolean> {
  const { branch, host } = segment;
  const work = workAtHand(branch, host);
  if (!isWork(work)) {
    fail(branch, work);
    return true;
  }
  const performed: Performed = await (work.call
    ? performCall(segment, work, work.call)
    : performStep(segment, work));
  if (performed.kind === 'stop') return false;
  segment.steps += 1;
  segment.clock = Math.max(segment.clock, performed.at);
  settle(branch, performed.outcome, host);
  return !performed.control;
}

function isWork(work: Work | Failure): work is Work {
  return 'part' in work;
}

function frameIsLarge({ branch, steps }: Segment): boolean {
  return steps % 20 === 0 && JSON.stringify(branch.toFrame()).length > MAX_FRAME_BYTES;
}

async function show(segment: Segment): Promise<SegmentResult['inbox']> {
  const { dependencies, head, branch } = segment;
  const currentStep = branch.step?.id ?? null;
  const waiting = branch.memory?.wait?.kind ?? null;
  const state = { branch: branch.path, step: currentStep, waiting };
  const { inbox } = await endSegment(dependencies.database, head, { currentStep, state });
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
