import { setTimeout as sleep } from 'node:timers/promises';
import { readRun } from '../../store/runs';
import { startableRun } from '../../temporal/startable';
import { WORKSPACE, type Engine } from './engine';

/** Temporal forgets a run, as an emptied server would; then it is started again from its rows. */
export async function loseAndRestore(engine: Engine, runId: string): Promise<void> {
  const { namespace } = engine.client.options;
  const workflowExecution = { workflowId: runId };
  await engine.client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution });
  while (await engine.gateway.describeRun(runId)) await sleep(20);
  const run = await readRun(engine.test.database, WORKSPACE, runId);
  if (!run) throw new Error('the run is there');
  await engine.gateway.startRun(startableRun(run, true));
}
