import { createHash } from 'node:crypto';
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { STEPS_OF_SEGMENT } from '../interpreter/segment/run-segment';
import type { SegmentHost } from '../interpreter/segment/segment-host';
import { invariant } from '../plan/errors';
import type { RunOutcome, SegmentInput } from '../plan/walk';
import { crashPoint } from '../store/crash-point';
import { readRun } from '../store/runs';
import { createSegmentStore } from '../store/segments';
import type { Dependencies } from './dependencies';
import { createEffectHost } from './effect-host';
import { refused } from './segment-errors';

/** Segments are walked in the activity that is running now. */
export function createSegmentHost(dependencies: Dependencies): SegmentHost {
  const { database, readPlan, callers, isCurrentRun } = dependencies;
  const { attempt, workflowExecution } = activityInfo();
  invariant(workflowExecution, 'an activity belongs to a workflow');
  return {
    store: createSegmentStore(database),
    callers,
    attempt: {
      number: attempt,
      workflowId: workflowExecution.workflowId,
      temporalRunId: workflowExecution.runId,
    },
    stepsOfSegment: dependencies.segments ? STEPS_OF_SEGMENT : 1,
    signal: cancellationSignal(),
    readPlan,
    effectHost: (input, plan, facts) =>
      createEffectHost(input, plan, { ...dependencies, ...facts }),
    isCurrentRun: ({ workflowId, temporalRunId }) => isCurrentRun(workflowId, temporalRunId),
    recordedOutcome: (input) => readOutcome(dependencies, input),
    hash: (text) => createHash('sha256').update(text).digest('base64url'),
    elapsedMs: () => performance.now(),
    breathe: () => new Promise(setImmediate),
    chance: () => Math.random(),
    crashPoint,
    refused,
    tryAgain: (error, pauseMs) =>
      ApplicationFailure.create({
        message: error.message,
        type: error.code,
        nextRetryDelay: pauseMs,
      }),
  };
}

async function readOutcome(
  { database }: Dependencies,
  { workspaceId, runId }: Pick<SegmentInput, 'workspaceId' | 'runId'>,
): Promise<RunOutcome> {
  const run = await readRun(database, workspaceId, runId);
  const status = run?.status ?? 'cancelled';
  const isOpen = status === 'planning' || status === 'running' || status === 'paused';
  invariant(!isOpen, 'the run is closed');
  return { status, result: run?.result ?? null, failure: run?.failure ?? null };
}
