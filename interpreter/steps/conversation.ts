import type { StepOf } from '../../plan/schema';
import { evaluate, toText } from '../evaluate';
import { FLAGS } from '../../plan/flags';
import type { Branch } from '../branch';
import type { Runner } from '../host';
import { modelSettingsIn, setModelSettings } from '../settings';
import { takeResult } from './take-result';

/** The text that models are told, by its name; the name begins with a letter, so that no prototype has it. */
function contextOf(step: StepOf<'conversation'>, branch: Branch): Readonly<Record<string, string>> {
  const name = step.subject ? toText(evaluate(step.subject, branch)) : '';
  const text = step.text ? toText(evaluate(step.text, branch)) : '';
  return { [`c:${name.toLowerCase()}`]: text };
}

/** Changes the suggestions or the context of the run's conversation: one short step. */
export const conversation: Runner<StepOf<'conversation'>> = {
  run: () => ({ go: 'perform', long: false }),
  work(step, branch) {
    const { change } = step;
    const name = step.subject ? toText(evaluate(step.subject, branch)) : '';
    const text = step.text ? toText(evaluate(step.text, branch)) : '';
    return {
      part: '',
      effect: { effect: 'change_conversation', change, name, text },
      events: [
        change === 'setContext'
          ? { type: 'context_set', data: { name } }
          : { type: 'suggestions_changed', data: { change, name, text } },
      ],
    };
  },
  settle: (step, branch, outcome, host) =>
    takeResult(outcome, () => {
      if (step.change !== 'setContext' || !host.flags.includes(FLAGS.toldContexts)) return;
      const { contexts = {} } = modelSettingsIn(branch);
      setModelSettings(branch, { contexts: { ...contexts, ...contextOf(step, branch) } });
    }),
};
