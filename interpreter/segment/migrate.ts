import { AppError } from '../../plan/errors';
import { listPlanTasks } from '../../plan/list-plan-tasks';
import type { PinnedPlan } from '../../plan/pinned-plan';
import { planOfFlow } from '../../plan/plan-of-flow';
import type { Plan, Step } from '../../plan/schema';
import type { MigratedRun, MigrateInput } from '../../plan/walk';
import { migrateFrame, type MigratedFrame } from '../migrate/migrate-frame';
import { beginOrRefuse } from './begin';
import { headOf } from './segment';
import type { SegmentHost } from './segment-host';

/**
 * Moves a run at rest to another plan: its frame in that plan is kept, with tasks and names, in one
 * transaction; or it stays as it is, and a run event says why.
 */
export async function migrateRun(where: SegmentHost, input: MigrateInput): Promise<MigratedRun> {
  const { runId, number, frame } = input;
  const head = headOf(where, input, frame.main.path);
  const begun = await beginOrRefuse(where, { ...head, ...input, path: frame.main.path });
  if (begun.status === 'run_closed') return { refused: 'it has ended' };
  try {
    const { plan, migrated } = await migrate(where, input);
    const kept = await where.store.keepMigration(runId, {
      number,
      era: input.era + 1,
      planHash: input.to,
      frame: migrated.frame,
      steps: Object.fromEntries(migrated.steps),
      paths: Object.fromEntries(migrated.paths),
      tasks: listPlanTasks(plan),
      awaitedEvents: plan.awaitedEvents,
    });
    return { frame: kept, era: input.era + 1 };
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'RUN_MIGRATION_REFUSED')) throw error;
    const reason = String(error.details['reason']);
    await where.store.refuseMigration(runId, { number, reason });
    return { refused: reason };
  }
}

async function migrate(
  where: SegmentHost,
  input: MigrateInput,
): Promise<{ readonly plan: PinnedPlan; readonly migrated: MigratedFrame }> {
  const flow = input.flow ?? 'main';
  const before = planOfFlow(await where.readPlan(input.planHash), flow);
  const whole = await where.readPlan(input.to);
  if (flow.startsWith('block:') ? !whole.blocks[flow.slice(6)] : !whole.flows[flow]) {
    throw new AppError('RUN_MIGRATION_REFUSED', { reason: `${flow} is not in the new plan` });
  }
  const plan = planOfFlow(whole, flow);
  const migrated = migrateFrame(input.frame, before, plan);
  const record = await where.store.record(input.runId);
  refuseTakenPaths(record.closedPaths, plan, migrated);
  return { plan, migrated };
}

/** Where a branch was decided against, a branch of another step may not have its name. */
function refuseTakenPaths(closed: readonly string[], plan: Plan, { steps }: MigratedFrame): void {
  const kept = new Set([...steps].flatMap(([old, id]) => (old === id ? [id] : [])));
  const taken = forksOf(plan).find(
    ({ id }) =>
      !kept.has(id) && closed.some((path) => path.includes(`${id}.`) || path.includes(`${id}[`)),
  );
  if (!taken) return;
  const reason = `the step ${taken.id} has taken the place of one whose branches were cancelled`;
  throw new AppError('RUN_MIGRATION_REFUSED', { reason });
}

function forksOf({ blocks }: Plan): readonly Step[] {
  const kinds: ReadonlySet<Step['kind']> = new Set(['parallel', 'graph', 'forEachParallel', 'try']);
  return Object.values(blocks).flatMap((steps) => steps.filter(({ kind }) => kinds.has(kind)));
}
