import { escapePointer } from './json-pointer';
import type { Plan, Step, StepOf } from './schema';
import { blocksOf } from './step-blocks';
import { orderTasks } from './task-order';

/** Something that is wrong with a plan, and where. */
export interface PlanProblem {
  readonly code:
    | 'PLAN_INVALID'
    | 'PLAN_VERSION'
    | 'PLAN_REFERENCE'
    | 'PLAN_STEP_TWICE'
    | 'PLAN_CYCLE'
    | 'PLAN_UNREACHABLE'
    | 'PLAN_TOO_LARGE'
    | 'PLAN_TOO_DEEP'
    | 'PLAN_NAME';
  /** JSON pointer (RFC 6901). */
  readonly pointer: string;
  readonly message: string;
}

/** Limits of a plan. */
export const PLAN_LIMITS = {
  steps: 5_000,
  blocks: 5_000,
  flows: 1_000,
  bots: 1_000,
  depth: 64,
  expressionDepth: 500,
  expressionNodes: 100_000,
  problems: 100,
} as const;

/** Steps whose blocks are done again and again. */
const LOOPS: ReadonlySet<Step['kind']> = new Set(['for', 'forEach', 'forEachParallel', 'while']);

/** One block that a step leads to. */
interface Edge {
  readonly block: string;
  readonly pointer: string;
}

/**
 * What the schema cannot say of a plan: references lead somewhere, ids are unique, blocks form trees under
 * their flows, nothing is out of reach, and no limit is passed. An empty list means that it can be run.
 */
export function checkPlan(plan: Plan): readonly PlanProblem[] {
  const checker = new PlanChecker(plan);
  return checker.check();
}

class PlanChecker {
  private readonly problems: PlanProblem[] = [];
  private readonly owners = new Map<string, string>();
  private readonly depths = new Map<string, number>();
  /** Blocks with a loop around them. */
  private readonly inLoops = new Set<string>();

  constructor(private readonly plan: Plan) {}

  check(): readonly PlanProblem[] {
    this.checkSizes();
    this.checkFlows();
    this.checkSteps();
    this.checkBots();
    this.checkShape();
    return this.problems;
  }

  private add(code: PlanProblem['code'], pointer: string, message: string): void {
    if (this.problems.length < PLAN_LIMITS.problems) this.problems.push({ code, pointer, message });
  }

  private checkSizes(): void {
    const { flows, blocks, bots } = this.plan;
    const steps = Object.values(blocks).reduce((sum, block) => sum + block.length, 0);
    const sizes = [
      ['flows', Object.keys(flows).length, '/flows'],
      ['blocks', Object.keys(blocks).length, '/blocks'],
      ['bots', Object.keys(bots).length, '/bots'],
      ['steps', steps, '/blocks'],
    ] as const;
    for (const [what, size, pointer] of sizes) {
      const limit = PLAN_LIMITS[what];
      if (size > limit) {
        this.add('PLAN_TOO_LARGE', pointer, `The plan has ${size} ${what}; the limit is ${limit}.`);
      }
    }
  }

  /** A plan begins with `main`; each flow begins with a block of its own. */
  private checkFlows(): void {
    if (!Object.hasOwn(this.plan.flows, 'main')) {
      this.add('PLAN_REFERENCE', '/flows', 'The plan has no flow main.');
    }
    for (const [name, flow] of Object.entries(this.plan.flows)) {
      const pointer = `/flows/${escapePointer(name)}`;
      this.own({ block: flow.block, pointer: `${pointer}/block` });
      const seen = new Set<string>();
      flow.parameters.forEach((parameter, index) => {
        if (seen.has(parameter.name)) {
          const message = `The input ${parameter.name} is declared twice.`;
          this.add('PLAN_NAME', `${pointer}/parameters/${index}/name`, message);
        }
        seen.add(parameter.name);
      });
    }
  }

  private checkSteps(): void {
    const ids = new Map<string, string>();
    for (const [id, steps] of Object.entries(this.plan.blocks)) {
      steps.forEach((step, index) => {
        const pointer = `/blocks/${escapePointer(id)}/${index}`;
        const first = ids.get(step.id);
        if (first === undefined) ids.set(step.id, pointer);
        else {
          const message = `The id ${step.id} belongs to ${first} already.`;
          this.add('PLAN_STEP_TWICE', `${pointer}/id`, message);
        }
        for (const edge of edgesOf(step, pointer)) this.own(edge);
        this.checkCall(step, pointer);
        if (step.kind === 'graph') this.checkGraph(step, pointer);
        this.checkExpressions(step, pointer);
      });
    }
  }

  private checkCall(step: Step, pointer: string): void {
    if (step.kind !== 'call' || Object.hasOwn(this.plan.flows, step.flow)) return;
    this.add('PLAN_REFERENCE', `${pointer}/flow`, `There is no flow ${step.flow}.`);
  }

  private checkGraph({ tasks }: StepOf<'graph'>, pointer: string): void {
    const names = new Set(tasks.map(({ name }) => name));
    if (names.size < tasks.length) {
      this.add('PLAN_NAME', `${pointer}/tasks`, 'Two tasks have the same name.');
    }
    tasks.forEach(({ after }, index) => {
      const unknown = after.find((name) => !names.has(name));
      if (unknown === undefined) return;
      this.add('PLAN_REFERENCE', `${pointer}/tasks/${index}/after`, `There is no task ${unknown}.`);
    });
    const ordered = orderTasks(tasks);
    if ('order' in ordered) return;
    const message = `The tasks wait for each other: ${ordered.cycle.join(' → ')}.`;
    this.add('PLAN_CYCLE', `${pointer}/tasks`, message);
  }

  private checkExpressions(step: Step, pointer: string): void {
    const size = measure(step);
    if (size.depth > PLAN_LIMITS.expressionDepth) {
      this.add('PLAN_TOO_DEEP', pointer, 'An expression of this step is nested too deep.');
    }
    if (size.nodes > PLAN_LIMITS.expressionNodes) {
      this.add('PLAN_TOO_LARGE', pointer, 'The expressions of this step are too large.');
    }
  }

  /** A bot by script leads to a flow; a linked plan knows every bot that is named in it. */
  private checkBots(): void {
    for (const [name, bot] of Object.entries(this.plan.bots)) {
      const pointer = `/bots/${escapePointer(name)}`;
      if (bot.kind === 'script' && !Object.hasOwn(this.plan.flows, bot.flow)) {
        this.add('PLAN_REFERENCE', `${pointer}/flow`, `There is no flow ${bot.flow}.`);
      }
      if (name !== name.toLowerCase()) {
        this.add('PLAN_NAME', pointer, `The name ${name} has to be in lower case.`);
      }
    }
    if (Object.keys(this.plan.bots).length > 0) this.checkBotNames();
  }

  private checkBotNames(): void {
    for (const [id, steps] of Object.entries(this.plan.blocks)) {
      steps.forEach((step, index) => {
        if (step.kind !== 'bot' || step.bot.op !== 'literal') return;
        const name = String(step.bot.value).toLowerCase();
        if (Object.hasOwn(this.plan.bots, name)) return;
        const pointer = `/blocks/${escapePointer(id)}/${index}/bot`;
        this.add('PLAN_REFERENCE', pointer, `The plan has no bot ${name}.`);
      });
    }
  }

  /** Every block belongs to one step or flow: two owners, or none, are mistakes. */
  private own(edge: Edge): void {
    if (!Object.hasOwn(this.plan.blocks, edge.block)) {
      this.add('PLAN_REFERENCE', edge.pointer, `There is no block ${edge.block}.`);
      return;
    }
    const owner = this.owners.get(edge.block);
    if (owner === undefined) this.owners.set(edge.block, edge.pointer);
    else {
      const message = `The block ${edge.block} belongs to ${owner} already.`;
      this.add('PLAN_CYCLE', edge.pointer, message);
    }
  }

  /** Walks the blocks from the flows: what is not met is out of reach or a circle of its own. */
  private checkShape(): void {
    const queue = Object.values(this.plan.flows).map((flow) => flow.block);
    for (const block of queue) this.depths.set(block, 1);
    for (let block = queue.pop(); block !== undefined; block = queue.pop()) {
      queue.push(...this.enter(block));
    }
    for (const id of Object.keys(this.plan.blocks)) {
      if (this.depths.has(id)) continue;
      const isOwned = this.owners.has(id);
      this.add(
        isOwned ? 'PLAN_CYCLE' : 'PLAN_UNREACHABLE',
        `/blocks/${escapePointer(id)}`,
        isOwned ? `The block ${id} leads back to itself.` : `Nothing leads to the block ${id}.`,
      );
    }
  }

  private enter(block: string): readonly string[] {
    const depth = this.depths.get(block) ?? 1;
    const steps = Object.hasOwn(this.plan.blocks, block) ? this.plan.blocks[block] : undefined;
    const next: string[] = [];
    (steps ?? []).forEach((step, index) => {
      const pointer = `/blocks/${escapePointer(block)}/${index}`;
      const isInLoop = this.inLoops.has(block);
      if (step.kind === 'exit' && step.from === 'loop' && !isInLoop) {
        this.add('PLAN_INVALID', `${pointer}/from`, 'There is no loop around it to be left.');
      }
      for (const edge of edgesOf(step, pointer)) {
        if (this.depths.has(edge.block)) continue;
        if (isInLoop || LOOPS.has(step.kind)) this.inLoops.add(edge.block);
        this.depths.set(edge.block, depth + 1);
        if (depth + 1 === PLAN_LIMITS.depth + 1) {
          const message = `Blocks are nested deeper than ${PLAN_LIMITS.depth}.`;
          this.add('PLAN_TOO_DEEP', edge.pointer, message);
        }
        next.push(edge.block);
      }
    });
    return next;
  }
}

/** The blocks that a step leads to. */
function edgesOf(step: Step, pointer: string): readonly Edge[] {
  return blocksOf(step).map((edge) => ({ ...edge, pointer: pointer + edge.pointer }));
}

/** How deep and how large a step is; uses no recursion. */
function measure(step: Step): { readonly depth: number; readonly nodes: number } {
  const stack: { value: unknown; depth: number }[] = [{ value: step, depth: 0 }];
  let depth = 0;
  let nodes = 0;
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { value, depth: level } = entry;
    if (typeof value !== 'object' || value === null) continue;
    const isNode = 'op' in value;
    if (isNode) nodes += 1;
    depth = Math.max(depth, level);
    for (const child of Object.values(value) as unknown[]) {
      stack.push({ value: child, depth: isNode ? level + 1 : level });
    }
  }
  return { depth, nodes };
}
