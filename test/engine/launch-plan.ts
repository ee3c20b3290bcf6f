import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson } from '../../plan/canonical';
import type { PinnedPlan } from '../../plan/pinned-plan';
import type { Plan, Step } from '../../plan/schema';
import type { Variables } from '../../plan/value';
import type { Database } from '../../store/database';
import { savePlan } from '../../store/plans';
import { launchRun, markStarted } from '../../store/runs';
import type { TemporalGateway } from '../../temporal/gateway';

/** The workspace that the migrations create. */
export const WORKSPACE = '00000000-0000-0000-0000-000000000001';

/** What a run is given, and who uses it. */
export interface LaunchFacts {
  readonly input: Variables;
  readonly user?: string;
  readonly session?: string;
}

/** Accepts a run of a plan and starts it, as the API does. Gives its id. */
export async function launchPlan(
  database: Database,
  gateway: TemporalGateway,
  { lines = {}, ...plan }: PinnedPlan,
  { input, ...who }: LaunchFacts,
): Promise<string> {
  const text = canonicalJson(plan);
  const hash = createHash('sha256').update(text).digest('hex');
  const places = JSON.stringify(
    Object.fromEntries(Object.entries(lines).map(([id, line]) => [id, { line }])),
  );
  await savePlan(database, { hash, plan: text, places, sourceFile: null, sourceText: null });
  const id = randomUUID();
  const run = { id, workspaceId: WORKSPACE, planHash: hash, input, workflowName: plan.name };
  await launchRun(database, {
    ...run,
    package: null,
    description: null,
    createdBy: 'test',
    idempotencyKey: null,
    requestHash: null,
    channelId: null,
    tasks: tasksOf(plan),
    awaitedEvents: plan.awaitedEvents,
    metadata: { inputNames: [], ...who },
  });
  const { temporalRunId } = await gateway.startRun({ ...run, inputNames: [], package: null });
  await markStarted(database, id, temporalRunId);
  return id;
}

function tasksOf(plan: Plan): Parameters<typeof launchRun>[1]['tasks'] {
  const isTask = ({ kind }: Step): boolean => kind === 'bot' || kind === 'approval';
  return Object.values(plan.blocks)
    .flat()
    .filter(isTask)
    .map(({ id, kind }, orderIndex) => ({
      taskId: id,
      description: kind,
      agentId: null,
      orderIndex,
      dependsOn: [],
    }));
}
