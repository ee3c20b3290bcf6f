import { MAX_REASKS, readReply } from '../../plan/replies/read-reply';
import type { Variables } from '../../plan/value';
import { sendInbox, type RunRows } from '../run-rows';
import { deadlineOf } from './deadline';
import type { EffectModel } from './effect-model';

/** What somebody replies to a question; false where it is no longer open. */
export function reply(
  rows: RunRows,
  id: string,
  said: { readonly text: string; readonly by: string; readonly at: string },
): 'taken' | 'asked_again' | 'closed' {
  const question = rows.questions.get(id);
  if (question?.status !== 'open') return 'closed';
  const read = readReply(question.form, said.text);
  if (!('value' in read) && question.reasked < MAX_REASKS) {
    question.reasked += 1;
    return 'asked_again';
  }
  const isValid = 'value' in read;
  const value = isValid ? read.value : question.form.fallback;
  const payload: Variables = { value, valid: isValid, ...said };
  question.status = 'answered';
  question.answer = payload;
  sendInbox(rows, `reply:${id}`, { kind: 'reply', subject: id, payload });
  return 'taken';
}

export const openQuestion: EffectModel<'open_question'> = (rows, effect, step) => {
  const known = rows.questions.get(effect.id);
  const until = deadlineOf(known, effect.timeoutMs, step);
  if (!known) {
    const { id, stepId, prompt, form } = effect;
    const asked = { questionId: id, stepId, prompt, number: rows.questions.size };
    rows.questions.set(id, { asked, form, path: step.path, until, status: 'open', reasked: 0 });
    step.onHear(asked);
  }
  return { questionId: effect.id, until };
};

export const expireQuestion: EffectModel<'expire_question'> = (rows, { id }) => {
  const question = rows.questions.get(id);
  const source = rows.sources.get(`reply:${id}`);
  if (question?.answer && source) return { number: source.number, payload: question.answer };
  if (question?.status === 'open') question.status = 'expired';
  return { expired: true };
};

export const changeConversation: EffectModel<'change_conversation'> = (
  rows,
  { change, name, text },
) => {
  const { suggestions, context } = rows.conversation;
  if (change === 'clearSuggestions') suggestions.clear();
  else if (change === 'addSuggestion') suggestions.set(name, text);
  else context.set(name, text);
  return {};
};
