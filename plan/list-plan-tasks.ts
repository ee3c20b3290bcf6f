import type { Expression } from './expression';
import { calledFlow } from './flow-of-file';
import type { Plan, Step } from './schema';
import { blocksOf } from './step-blocks';
import type { GraphTask } from './steps/graph';
import { orderTasks } from './task-order';

/** What one bot or person does in a run, as the plan tells it. */
export interface PlanTask {
  readonly taskId: string;
  readonly description: string;
  readonly agentId: string | null;
  readonly orderIndex: number;
  readonly dependsOn: readonly string[];
}

const LONGEST_DESCRIPTION = 500;

/**
 * The tasks of a plan in the order of the program: each bot call and each approval that the workflow can
 * reach, also in SUBs, but not inside the scripts of bots. A task depends on those before it in its branch.
 */
export function listPlanTasks(plan: Plan): readonly PlanTask[] {
  const lister = new TaskLister(plan);
  const main = plan.flows['main'];
  if (main !== undefined) lister.walkBlock(main.block, []);
  return lister.tasks;
}

class TaskLister {
  readonly tasks: PlanTask[] = [];
  readonly #seen = new Set<string>();

  constructor(private readonly plan: Plan) {}

  /** Walks a block once; gives the tasks after which the next step may run. */
  walkBlock(block: string, before: readonly string[]): readonly string[] {
    if (this.#seen.has(block)) return before;
    this.#seen.add(block);
    let last = before;
    for (const step of this.plan.blocks[block] ?? []) last = this.#walkStep(step, last);
    return last;
  }

  #walkStep(step: Step, before: readonly string[]): readonly string[] {
    if (step.kind === 'bot' || step.kind === 'approval') {
      this.tasks.push({ ...describeTask(step), orderIndex: this.tasks.length, dependsOn: before });
      return [step.id];
    }
    const called = calledFlow(step);
    if (called !== undefined) {
      const flow = this.plan.flows[called];
      return flow === undefined ? before : this.walkBlock(flow.block, before);
    }
    if (step.kind === 'scheduleIn') return before;
    if (step.kind === 'graph') return this.#walkGraph(step.tasks, before);
    const blocks = blocksOf(step);
    if (blocks.length === 0) return before;
    const ends = blocks.map(({ block }) => this.walkBlock(block, before));
    const all = mayBePassed(step) ? [...ends, before] : ends;
    return [...new Set(all.flat())];
  }

  /** Each task comes after the last ones of those it depends on; the graph ends with what nothing waits for. */
  #walkGraph(tasks: readonly GraphTask[], before: readonly string[]): readonly string[] {
    const ends = new Map<string, readonly string[]>();
    const ordered = orderTasks(tasks);
    for (const { name, after, block } of 'order' in ordered ? ordered.order : tasks) {
      const last = after.flatMap((other) => ends.get(other) ?? []);
      ends.set(name, this.walkBlock(block, after.length === 0 ? before : [...new Set(last)]));
    }
    const awaited = new Set(tasks.flatMap(({ after }) => after));
    const open = tasks.filter(({ name }) => !awaited.has(name));
    return [...new Set(open.flatMap(({ name }) => ends.get(name) ?? []))];
  }
}

/** True when a run may pass all blocks of the step by. */
function mayBePassed(step: Step): boolean {
  return step.kind === 'if' && step.otherwise === undefined;
}

function describeTask(
  step: Extract<Step, { kind: 'bot' | 'approval' }>,
): Pick<PlanTask, 'taskId' | 'description' | 'agentId'> {
  const label = step.label === undefined ? '' : `STEP ${step.label}: `;
  if (step.kind === 'bot') {
    const bot = readLiteral(step.bot);
    const action = readLiteral(step.action) ?? '';
    const description = `${label}${bot ?? 'a bot'}: ${action}`.replace(/: $/, '');
    return { taskId: step.id, description: cut(description), agentId: bot };
  }
  const from = readLiteral(step.from);
  const description = `${label}approval from ${from ?? 'somebody'}`;
  return { taskId: step.id, description: cut(description), agentId: from };
}

/** What the text itself says; null where it is only known when the step is reached. */
function readLiteral(expression: Expression): string | null {
  if (expression.op === 'literal')
    return expression.value === null ? null : String(expression.value);
  if (expression.op !== 'template') return null;
  return expression.parts.map((part) => readLiteral(part) ?? '…').join('');
}

function cut(text: string): string {
  return text.length > LONGEST_DESCRIPTION ? `${text.slice(0, LONGEST_DESCRIPTION - 1)}…` : text;
}
