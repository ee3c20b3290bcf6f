import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { findRegisteredTriggers, type RegisteredTrigger } from '../dsl/package/registered-triggers';
import { canonicalJson } from '../plan/canonical';
import { uuidOfHash } from '../plan/ids';
import { listPlanTasks } from '../plan/list-plan-tasks';
import { flowOfBlock, planOfFlow } from '../plan/plan-of-flow';
import { listBots } from '../store/bots';
import type { Database } from '../store/database';
import { listWorkspaces } from '../store/keys';
import { keepTriggers, listTriggerPackages, type NewTrigger } from '../store/triggers';
import { keepWorkflow } from './keep-workflow';
import type { PackageShelf } from './packages';
import type { PackageWorkflow, ShelvedPackage } from './prepare-workflow';

/** What triggers are registered with. */
export interface TriggerSyncDependencies {
  readonly database: Database;
  readonly packages: PackageShelf;
  readonly log: Logger;
}

/** Keeps the rows of triggers as the packages say. */
export interface TriggerSync {
  /** Looks at the packages of all workspaces; those that have not changed cost a look at their files. */
  syncAll(): Promise<void>;
  syncWorkspace(workspaceId: string): Promise<void>;
}

/** Each package is registered again when its text, or a bot of the workspace, has changed. */
export function createTriggerSync(dependencies: TriggerSyncDependencies): TriggerSync {
  const done = new Map<string, string>();
  const syncWorkspace = (workspaceId: string): Promise<void> =>
    syncPackages(workspaceId, dependencies, done);
  return {
    syncWorkspace,
    syncAll: async () => {
      for (const workspaceId of await listWorkspaces(dependencies.database)) {
        await syncWorkspace(workspaceId);
      }
    },
  };
}

async function syncPackages(
  workspaceId: string,
  dependencies: TriggerSyncDependencies,
  done: Map<string, string>,
): Promise<void> {
  const { database, packages, log } = dependencies;
  const [shelved, bots] = await Promise.all([
    packages.list(workspaceId),
    listBots(database, workspaceId),
  ]);
  const registry = hash(canonicalJson(bots.map(({ id, url, version }) => ({ id, url, version }))));
  const before = new Set(await listTriggerPackages(database, workspaceId));
  for (const item of shelved) {
    before.delete(item.name);
    const place = `${workspaceId}/${item.name}`;
    const state = `${item.contentHash}/${registry}`;
    if (done.get(place) === state) continue;
    try {
      await registerPackage(workspaceId, item, dependencies);
      done.set(place, state);
    } catch (error) {
      // What the package had registered before stays.
      log.warn({ err: error, package: item.name }, 'the triggers of a package are not registered');
    }
  }
  for (const packageName of before) {
    await keepTriggers(database, { workspaceId, packageName }, []);
    done.delete(`${workspaceId}/${packageName}`);
  }
}

async function registerPackage(
  workspaceId: string,
  { name: packageName, loaded }: ShelvedPackage,
  { database, packages }: TriggerSyncDependencies,
): Promise<void> {
  const found = findRegisteredTriggers(loaded);
  const bots = found.length === 0 ? [] : await listBots(database, workspaceId);
  const triggers: NewTrigger[] = [];
  for (const trigger of found) {
    const wish = { workspaceId, package: packageName, workflow: trigger.workflow };
    const workflow = await packages.prepare(wish, bots);
    const planHash = await keepWorkflow(workflow, workspaceId, database);
    triggers.push(newTrigger(workspaceId, trigger, workflow, planHash));
  }
  await keepTriggers(database, { workspaceId, packageName }, triggers);
}

function newTrigger(
  workspaceId: string,
  trigger: RegisteredTrigger,
  workflow: PackageWorkflow,
  planHash: string,
): NewTrigger {
  const { kind, name, options, block } = trigger;
  const flow = block === undefined ? 'main' : flowOfBlock(block);
  const walked = planOfFlow(workflow.plan, flow);
  const launch = {
    package: workflow.packageName,
    workflowName: workflow.workflowName,
    description: workflow.plan.description ?? null,
    planHash,
    flow,
    input: { ...workflow.variables, ...presets(workflow) },
    tasks: listPlanTasks(walked),
    awaitedEvents: flow === 'main' ? workflow.plan.awaitedEvents : walked.awaitedEvents,
    metadata: {
      inputNames: workflow.parameters.map((field) => field.name),
      packageHash: workflow.contentHash,
    },
  };
  const identity = [
    workspaceId,
    workflow.packageName,
    workflow.workflowName,
    kind,
    name,
    block,
    jobOf(options),
  ];
  return {
    id: uuidOfHash(hash(JSON.stringify(identity))),
    kind,
    name,
    workflow: workflow.workflowName,
    launch,
    options,
    contentHash: hash(canonicalJson({ launch, options })),
  };
}

/** What PARAMs have as a default: nobody gives a value here. */
function presets({
  parameters,
}: PackageWorkflow): Record<string, string | number | boolean | null> {
  return Object.fromEntries(
    parameters.flatMap(({ name, default: preset }) =>
      preset === undefined ? [] : [[name, preset] as const],
    ),
  );
}

function jobOf(options: RegisteredTrigger['options']): string | null {
  return 'job' in options && typeof options.job === 'string' ? options.job : null;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
