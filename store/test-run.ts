import { randomUUID } from 'node:crypto';
import type { Database } from './database';
import type { Effect } from '../plan/effects';
import { launchRun, type NewRun } from './runs';
import type {
  BegunSegment,
  BeginSegment,
  CommittedStep,
  StepCommit,
  StepHead,
} from '../plan/segments';
import { beginSegment, commitStep } from './segments';

/** The workspace that the migrations make. */
export const WORKSPACE = '00000000-0000-0000-0000-000000000001';

/** A launch with all that a test does not care for filled in. */
export function aRun(changes: Partial<NewRun> = {}): NewRun {
  return {
    id: randomUUID(),
    workspaceId: WORKSPACE,
    package: 'demo',
    workflowName: 'main',
    description: null,
    planHash: 'hash',
    input: {},
    createdBy: 'tester',
    idempotencyKey: null,
    requestHash: null,
    channelId: null,
    tasks: [],
    awaitedEvents: [],
    metadata: {},
    ...changes,
  };
}

/** The head of the first attempt of the first dispatch of the main branch. */
export function aHead(runId: string, changes: Partial<StepHead> = {}): StepHead {
  return {
    runId,
    path: 'main',
    dispatch: 1,
    attempt: 1,
    chain: 0,
    temporalRunId: 'temporal-1',
    inboxTaken: 0,
    ...changes,
  };
}

/** Launches a run and begins its first segment. */
export async function startRun(
  db: Database,
  changes: Partial<NewRun> = {},
): Promise<{ readonly runId: string; readonly head: StepHead }> {
  const { run } = await launchRun(db, aRun(changes));
  const head = aHead(run.id);
  await begin(db, head);
  return { runId: run.id, head };
}

export function begin(
  db: Database,
  head: StepHead,
  changes: Partial<Pick<BeginSegment, 'closedPaths' | 'verdicts'>> = {},
): Promise<BegunSegment> {
  return beginSegment(db, { ...head, closedPaths: [], verdicts: [], ...changes });
}

/** Commits a step with all that a test does not care for filled in. */
export function commit(
  db: Database,
  head: StepHead,
  key: string,
  changes: Partial<StepCommit> = {},
): Promise<CommittedStep> {
  return commitStep(db, head, {
    key,
    stepId: key,
    kind: 'assign',
    inputHash: 'input',
    result: '"done"',
    failure: null,
    effect: null,
    events: [],
    task: null,
    ...changes,
  });
}

/** Commits a step that is one effect, and gives the decoded result. */
export async function runEffect(
  db: Database,
  head: StepHead,
  effect: Effect,
  key: string = randomUUID(),
): Promise<unknown> {
  const step = await commit(db, head, key, { kind: effect.effect, result: null, effect });
  if (step.status !== 'committed') throw new Error(`The step was ${step.status}.`);
  return JSON.parse(step.result ?? 'null') as unknown;
}

/** An approval request with all that a test does not care for filled in. */
export function anApproval(
  changes: Partial<Extract<Effect, { effect: 'open_approval' }>> = {},
): Extract<Effect, { effect: 'open_approval' }> {
  return {
    effect: 'open_approval',
    id: randomUUID(),
    asked: 'ann@example.com',
    message: 'May we?',
    timeoutMs: null,
    stepId: 'main.1',
    tokenHash: '00',
    escalatedFrom: null,
    metadata: {},
    ...changes,
  };
}
