import type { StepOf } from '../../plan/schema';
import { evaluate, toText } from '../evaluate';
import type { Runner } from '../host';
import { takeResult } from './take-result';

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
  settle: (_step, _branch, outcome) => takeResult(outcome),
};
