import type { Step, StepOf } from './schema';

/** A block that a step leads to, and where in the step it is named (a JSON pointer below the step). */
export interface StepBlock {
  readonly block: string;
  readonly pointer: string;
}

/** The blocks inside a step, in the order of the text. The one list of them. */
export function blocksOf(step: Step): readonly StepBlock[] {
  switch (step.kind) {
    case 'if':
      return [
        ...step.arms.map(({ block }, index) => ({ block, pointer: `/arms/${index}/block` })),
        ...named(step, 'otherwise'),
      ];
    case 'while':
    case 'for':
    case 'forEach':
    case 'forEachParallel':
    case 'onFailure':
    case 'handler':
    case 'scheduleIn':
      return [{ block: step.block, pointer: '/block' }];
    case 'parallel':
      return step.branches.map(({ block }, index) => ({
        block,
        pointer: `/branches/${index}/block`,
      }));
    case 'graph':
      return step.tasks.map(({ block }, index) => ({ block, pointer: `/tasks/${index}/block` }));
    case 'try':
      return [...named(step, 'block'), ...named(step, 'catch'), ...named(step, 'finally')];
    default:
      return [];
  }
}

/** The same step with other names of its blocks. */
export function renameBlocks(step: Step, rename: (block: string) => string): Step {
  switch (step.kind) {
    case 'if':
      return {
        ...step,
        arms: step.arms.map((arm) => ({ ...arm, block: rename(arm.block) })),
        ...(step.otherwise !== undefined && { otherwise: rename(step.otherwise) }),
      };
    case 'parallel':
      return {
        ...step,
        branches: step.branches.map((branch) => ({ ...branch, block: rename(branch.block) })),
      };
    case 'graph':
      return {
        ...step,
        tasks: step.tasks.map((task) => ({ ...task, block: rename(task.block) })),
      };
    case 'try':
      return { ...step, block: rename(step.block), ...renameHandlers(step, rename) };
    default:
      return 'block' in step ? { ...step, block: rename(step.block) } : step;
  }
}

function renameHandlers(
  step: StepOf<'try'>,
  rename: (block: string) => string,
): Pick<StepOf<'try'>, 'catch' | 'finally'> {
  return {
    ...(step.catch !== undefined && { catch: rename(step.catch) }),
    ...(step.finally !== undefined && { finally: rename(step.finally) }),
  };
}

function named<K extends string>(
  step: Readonly<Partial<Record<K, string>>>,
  name: K,
): readonly StepBlock[] {
  const block = step[name];
  return block === undefined ? [] : [{ block, pointer: `/${name}` }];
}
