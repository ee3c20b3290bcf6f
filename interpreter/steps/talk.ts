import type { StepOf } from '../../plan/schema';
import { evaluate, toText } from '../evaluate';
import type { Runner } from '../host';
import { memoryOwner } from './memory-owner';
import { takeResult } from './take-result';

/** Says something: a message row and an event, once. */
export const talk: Runner<StepOf<'talk'>> = {
  run: () => ({ go: 'perform', long: false }),
  work(step, branch, host) {
    const content = toText(evaluate(step.message, branch));
    const recipient = step.to ? toText(evaluate(step.to, branch)) : null;
    const id = host.deriveId(branch.key('message'));
    const sender = memoryOwner(host.plan);
    return {
      part: '',
      effect: { effect: 'send_message', id, sender, recipient, content, type: 'text' },
      events: [{ type: 'message_sent', data: { messageId: id, content, recipient } }],
    };
  },
  settle: (_step, _branch, outcome) => takeResult(outcome),
};
