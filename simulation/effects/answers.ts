import type { EffectModel } from './effect-model';

export const readAnswer: EffectModel<'read_answer'> = (rows, { question }, { now }) => {
  const kept = rows.answers.get(question);
  if (kept === undefined || (kept.until !== null && kept.until <= now)) return { hit: false };
  return { hit: true, value: kept.value, runId: 'run', at: '2026-01-01T00:00:00.000Z' };
};

export const keepAnswer: EffectModel<'keep_answer'> = (rows, effect, { now }) => {
  const { question, value, forMs } = effect;
  rows.answers.set(question, { value, until: forMs === null ? null : now + forMs });
  return null;
};
