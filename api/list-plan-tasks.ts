import type { Expression } from '../plan/expression';
import type { Plan, Step } from '../plan/schema';
import type { NewTask } from '../store/runs';

const LONGEST_DESCRIPTION = 500;

/**
 * The tasks of a plan in the order of the program: each bot call and each approval that the workflow can
 * reach, also in SUBs, but not inside the scripts of bots. A task depends on those before it in its branch.
 */
export function listPlanTasks(plan: Plan): readonly NewTask[] {
  const lister = new TaskLister(plan);
  const main = plan.flows['main'];
  if (main !== undefined) lister.walkBlock(main.block, []);
  return lister.tasks;
}

class TaskLister {
  readonly tasks: NewTask[] = [];
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
    if (step.kind === 'call') {
      const flow = this.plan.flows[step.flow];
      return flow === undefined ? before : this.walkBlock(flow.block, before);
    }
    const { blocks, mayBeSkipped } = innerBlocks(step);
    if (blocks.length === 0) return before;
    const ends = blocks.map((block) => this.walkBlock(block, before));
    const all = mayBeSkipped ? [...ends, before] : ends;
    return [...new Set(all.flat())];
  }
}

/** The blocks inside a step, and whether all of them may be passed by. */
function innerBlocks(step: Step): {
  readonly blocks: readonly string[];
  readonly mayBeSkipped: boolean;
} {
  switch (step.kind) {
    case 'if': {
      const arms = step.arms.map(({ block }) => block);
      const blocks = step.otherwise === undefined ? arms : [...arms, step.otherwise];
      return { blocks, mayBeSkipped: step.otherwise === undefined };
    }
    case 'parallel':
      return { blocks: step.branches.map(({ block }) => block), mayBeSkipped: false };
    case 'while':
    case 'for':
    case 'forEach':
      return { blocks: [step.block], mayBeSkipped: false };
    default:
      return { blocks: [], mayBeSkipped: false };
  }
}

function describeTask(
  step: Extract<Step, { kind: 'bot' | 'approval' }>,
): Pick<NewTask, 'taskId' | 'description' | 'agentId'> {
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
