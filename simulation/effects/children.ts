import type { EffectModel } from './effect-model';

/** The child is a run of its own; its end comes in as a row. */
export const startChild: EffectModel<'start_child'> = (_rows, child, step) => {
  step.onChild(child);
  return { id: child.id };
};
