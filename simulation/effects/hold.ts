import type { EffectModel } from './effect-model';

export const holdRun: EffectModel<'hold_run'> = ({ holds }, { code }, { path, stepId }) => {
  const number = holds.filter((hold) => hold.path === path && hold.stepId === stepId).length;
  holds.push({ path, stepId, code, number });
  return {};
};
