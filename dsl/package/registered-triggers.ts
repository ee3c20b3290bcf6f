import { visitNodes } from '../basic/visit';
import { isTriggerOfFile } from '../lower/handler';
import { fileStem } from '../lower/program';
import type { LoadedPackage, PackageScript } from './load-package';
import type { PackageConfig } from './read-config';
import { findSchedules, literalText } from './triggers';

/** What makes runs of a script begin by themselves. */
export interface RegisteredTrigger {
  readonly kind: 'event' | 'schedule' | 'webhook';
  /** Name of the event or webhook; the time as it is written. */
  readonly name: string;
  /** The script that runs. */
  readonly workflow: string;
  /** The block of that script that is walked instead of all of it: of an ON EVENT. */
  readonly block?: string;
  readonly options: ScheduleOptions | WebhookOptions | Readonly<Record<string, never>>;
}

/** When a schedule fires. */
export interface ScheduleOptions {
  readonly cron: string;
  readonly timezone: string;
  /** `skip`: not while a run of it still goes on. */
  readonly overlap: 'skip' | 'allow';
  /** What was missed while Temporal was away is made up for when it is not older. */
  readonly catchUpSeconds: number;
  readonly job: string | null;
}

/** Who may call a webhook. */
export interface WebhookOptions {
  /** Name of the secret that its calls are signed with; null where the package names none. */
  readonly secret: string | null;
}

const CATCH_UP_SECONDS = 3600;

/** All triggers of a package that are known when it is loaded, each once. */
export function findRegisteredTriggers(loaded: LoadedPackage): readonly RegisteredTrigger[] {
  const scripts = [...loaded.workflows, ...loaded.scripts].filter(
    ({ compiled }) => compiled.plan !== undefined,
  );
  const names = new Map(scripts.map(({ name }) => [name.toLowerCase(), name]));
  const found = scripts.flatMap((script) => [
    ...eventTriggers(script),
    ...fileTriggers(script),
    ...scheduleTriggers(script, names, loaded.config),
    ...webhookTriggers(script, loaded.config),
  ]);
  return [...new Map(found.map((trigger) => [JSON.stringify(trigger), trigger])).values()];
}

/**
 * A file that is nothing but ON EVENT begins a run for each event. Beside other statements, and below
 * ORCHESTRATE WORKFLOW, ON EVENT belongs to the runs of the file.
 */
function eventTriggers({ name, compiled }: PackageScript): readonly RegisteredTrigger[] {
  const { plan, program } = compiled;
  const steps = plan?.blocks[plan.flows['main']?.block ?? ''] ?? [];
  const isWorkflow = program.statements.some(({ kind }) => kind === 'workflow');
  if (isWorkflow || !steps.every(({ kind }) => kind === 'handler')) return [];
  return steps.flatMap((step) =>
    step.kind === 'handler'
      ? [
          {
            kind: 'event' as const,
            name: step.name,
            workflow: name,
            block: step.block,
            options: {},
          },
        ]
      : [],
  );
}

/** `ON EVENT "name"` without DO begins a run of the whole file. */
function fileTriggers({ name: workflow, compiled }: PackageScript): readonly RegisteredTrigger[] {
  return compiled.program.statements.flatMap((statement) =>
    statement.kind === 'handler' && isTriggerOfFile(statement)
      ? statement.args
          .flatMap(literalText)
          .map((name) => ({ kind: 'event' as const, name, workflow, options: {} }))
      : [],
  );
}

function scheduleTriggers(
  script: PackageScript,
  names: ReadonlyMap<string, string>,
  { settings }: PackageConfig,
): readonly RegisteredTrigger[] {
  const catchUp = Number(settings['schedule-catch-up'] ?? CATCH_UP_SECONDS);
  const common = {
    timezone: settings['timezone'] ?? 'UTC',
    overlap: settings['schedule-overlap'] === 'allow' ? ('allow' as const) : ('skip' as const),
    catchUpSeconds: Number.isFinite(catchUp) && catchUp >= 10 ? catchUp : CATCH_UP_SECONDS,
  };
  return findSchedules(script).flatMap(({ when, cron, script: file, job, registered }) => {
    const workflow = names.get(fileStem(file).toLowerCase());
    if (registered !== 'load' || cron === null || workflow === undefined) return [];
    const options = { cron, job, ...common };
    return [{ kind: 'schedule' as const, name: when, workflow, options }];
  });
}

function webhookTriggers(
  { name: workflow, compiled }: PackageScript,
  { settings }: PackageConfig,
): readonly RegisteredTrigger[] {
  const triggers: RegisteredTrigger[] = [];
  visitNodes(compiled.program.statements, (node) => {
    if (node.kind !== 'keyword' || node.name !== 'WEBHOOK') return;
    for (const name of literalText(node.args[0])) {
      const secret = settings[`webhook-${name.toLowerCase()}-secret`] ?? null;
      triggers.push({ kind: 'webhook', name, workflow, options: { secret } });
    }
  });
  return triggers;
}
