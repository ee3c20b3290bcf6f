import { AppError } from '../../plan/errors';
import { RESERVED_EVENTS } from '../../plan/events';
import type { StepOf } from '../../plan/schema';
import { evaluate, toText } from '../evaluate';
import type { Runner } from '../host';
import { takeResult } from './take-result';

/** Publishes an event in the transaction of its step: it is sent once or not at all. */
export const publish: Runner<StepOf<'publish'>> = {
  run: () => ({ go: 'perform', long: false }),
  work(step, branch, host) {
    const name = toText(evaluate(step.event, branch)).trim();
    if (name === '' || name.length > 200) {
      const expected = 'a name of 1 to 200 characters';
      throw new AppError('VALUE_RANGE', { where: 'PUBLISH EVENT', found: name, expected });
    }
    if (RESERVED_EVENTS.has(name)) throw new AppError('EVENT_RESERVED', { name });
    const data = step.data ? evaluate(step.data, branch) : {};
    const id = host.deriveId(branch.key('event'));
    const { handlerDepth: depth } = branch;
    return {
      part: '',
      effect: { effect: 'publish_event', id, name, data, ...(depth > 0 && { depth }) },
      events: [{ type: 'event_published', data: { name, eventId: id } }],
    };
  },
  settle: (_step, _branch, outcome) => takeResult(outcome),
};
