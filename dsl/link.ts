import { flowOfFile } from '../plan/flow-of-file';
import type { BotBinding, Flow, Place, Places, Plan, Step } from '../plan/schema';
import { renameBlocks } from '../plan/step-blocks';
import type { CompiledFile } from './compile';
import { nameKey } from './package/names';

/** The script of a bot. `version` tells one text from another, e.g. a hash of it. */
export interface BotScript {
  readonly name: string;
  readonly compiled: CompiledFile;
  readonly version: string;
}

/** A bot that answers over HTTP. */
export interface HttpBot {
  readonly url: string;
  readonly version: string;
}

/** What may be linked besides. */
export interface LinkOptions {
  /** Answers for names that nobody has. */
  readonly defaultBot?: string | undefined;
  /** Files that CALL can name. */
  readonly files?: readonly Pick<BotScript, 'name' | 'compiled'>[];
}

/** A plan that is ready to be launched. */
export interface LinkedPlan {
  readonly plan: Plan;
  readonly places: Places;
}

/**
 * Brings a workflow and its bots together: every bot that is named literally gets a binding, scripts
 * before HTTP, and the flows of its script under the prefix `bot:<name>`. Bots that scripts call are
 * linked as well. Names are compared without case, and then without blanks, dashes and underscores. A name
 * that nobody has gets the default bot, where one of that name is known. Files that are called are linked
 * with their flows under the prefix `file:<name>`. The main file has to have a plan;
 * a bot whose script has mistakes counts as missing.
 */
export function linkPlan(
  main: CompiledFile,
  scripts: readonly BotScript[],
  registry: Readonly<Record<string, HttpBot>> | ReadonlyMap<string, HttpBot>,
  options: LinkOptions = {},
): LinkedPlan {
  if (main.plan === undefined) throw new Error(`${main.source.file} has no plan.`);
  const linker = new Linker(scripts, registry, options);
  return linker.link(main.plan, main.places);
}

class Linker {
  private readonly scripts = new Map<string, BotScript>();
  private readonly http = new Map<string, HttpBot>();
  private readonly files = new Map<string, CompiledFile>();
  private readonly defaultBot: string;
  private readonly bots = new Map<string, BotBinding>();
  private readonly flows = new Map<string, Flow>();
  private readonly blocks = new Map<string, readonly Step[]>();
  private readonly places = new Map<string, Place>();
  private readonly awaited = new Set<string>();
  private readonly queue: string[] = [];
  /** Flows of files that are called: as long as a chain of calls may be, nothing here is nested. */
  private readonly called: string[] = [];

  constructor(
    scripts: readonly BotScript[],
    registry: Readonly<Record<string, HttpBot>> | ReadonlyMap<string, HttpBot>,
    { defaultBot = 'default', files = [] }: LinkOptions,
  ) {
    this.defaultBot = defaultBot;
    for (const { name, compiled } of files) this.files.set(flowOfFile(name), compiled);
    for (const script of scripts) this.scripts.set(nameKey(script.name), script);
    for (const script of scripts) this.scripts.set(script.name.toLowerCase(), script);
    const entries = registry instanceof Map ? [...registry] : Object.entries(registry);
    for (const [name, bot] of entries as readonly (readonly [string, HttpBot])[]) {
      this.http.set(name.toLowerCase(), bot);
    }
  }

  link(plan: Plan, places: Places): LinkedPlan {
    this.add(plan, places, '');
    this.addCalled();
    for (let name = this.queue.shift(); name !== undefined; name = this.queue.shift()) {
      this.bind(name);
      this.addCalled();
    }
    return {
      plan: {
        ...plan,
        flows: Object.fromEntries(this.flows),
        blocks: Object.fromEntries([...this.blocks].map(([id, steps]) => [id, [...steps]])),
        bots: Object.fromEntries([...this.bots].sort(([a], [b]) => (a < b ? -1 : 1))),
        awaitedEvents: [...this.awaited],
      },
      places: Object.fromEntries(this.places),
    };
  }

  private bind(name: string): void {
    if (this.bots.has(name)) return;
    const known = this.isKnown(name) ? name : this.defaultBot.toLowerCase();
    const script = this.scripts.get(known) ?? this.scripts.get(nameKey(known));
    const http = this.http.get(known);
    if (script?.compiled.plan !== undefined) {
      const flow = `bot:${name}`;
      this.bots.set(name, { kind: 'script', flow, version: script.version });
      this.add(withoutAction(script.compiled.plan), script.compiled.places, `${flow}.`);
    } else if (http !== undefined) {
      this.bots.set(name, { kind: 'http', url: http.url, version: http.version });
    } else this.bots.set(name, { kind: 'missing' });
  }

  /** Adds the flows of the files that are called, each once; an unknown one fails when it is reached. */
  private addCalled(): void {
    for (let flow = this.called.pop(); flow !== undefined; flow = this.called.pop()) {
      const compiled = this.files.get(flow);
      if (this.flows.has(flow) || compiled?.plan === undefined) continue;
      this.add(compiled.plan, compiled.places, `${flow}.`);
    }
  }

  private isKnown(name: string): boolean {
    return this.scripts.has(name) || this.scripts.has(nameKey(name)) || this.http.has(name);
  }

  /** Adds everything of a plan under a prefix; its flow `main` is named by the prefix alone. */
  private add(plan: Plan, places: Places, prefix: string): void {
    const flowName = (name: string): string =>
      prefix !== '' && name === 'main' ? prefix.slice(0, -1) : prefix + name;
    for (const [name, flow] of Object.entries(plan.flows)) {
      this.flows.set(flowName(name), { ...flow, block: prefix + flow.block });
    }
    for (const [id, steps] of Object.entries(plan.blocks)) {
      this.blocks.set(
        prefix + id,
        steps.map((step) => renameStep(step, prefix, flowName)),
      );
      for (const step of steps) {
        this.queue.push(...literalBots(step));
        if (step.kind === 'callFile' || step.kind === 'callChild') {
          this.called.push(flowOfFile(step.file));
        }
      }
    }
    for (const [id, place] of Object.entries(places)) this.places.set(prefix + id, place);
    for (const event of plan.awaitedEvents) this.awaited.add(event);
  }
}

/** A script has its action as the variable of that name: a PARAM for it asks for nothing more. */
function withoutAction(plan: Plan): Plan {
  const { main } = plan.flows;
  if (!main) return plan;
  const parameters = main.parameters.filter(({ name }) => name !== 'action');
  return { ...plan, flows: { ...plan.flows, main: { ...main, parameters } } };
}

/** The same step under a prefix: its id, its blocks and the flow that it calls. */
function renameStep(step: Step, prefix: string, flowName: (name: string) => string): Step {
  const renamed = renameBlocks({ ...step, id: prefix + step.id }, (block) => prefix + block);
  return renamed.kind === 'call' ? { ...renamed, flow: flowName(renamed.flow) } : renamed;
}

/** Names of bots that stand in the text of a step. */
function literalBots(step: Step): readonly string[] {
  if (step.kind !== 'bot') return [];
  return [step.bot, step.fallback].flatMap((expression) =>
    expression?.op === 'literal' && typeof expression.value === 'string'
      ? [expression.value.toLowerCase()]
      : [],
  );
}
