import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/index';

const { beginScheduledRun } = proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: {
    initialInterval: '200 milliseconds',
    backoffCoefficient: 2,
    maximumInterval: '30 seconds',
  },
});

/**
 * A schedule has fired: begins its run, once for the time that it was meant for. The run is a workflow of its
 * own; this one ends when its row is committed.
 */
export async function scheduleWorkflow({
  triggerId,
}: {
  readonly triggerId: string;
}): Promise<string | null> {
  const { workflowId } = workflowInfo();
  // Temporal puts the time behind the id: the same time is the same run, however often this is started.
  return beginScheduledRun({ triggerId, source: `schedule:${workflowId}` });
}
