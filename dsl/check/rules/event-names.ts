import type { Expression } from '../../basic/syntax';
import type { CheckContext, Rule } from '../context';

const MAX_NAME = 200;

/** The name of an event is a text of 1 to 200 characters. */
export const eventNames: Rule = (context) => ({
  handler: ({ name, args }) => {
    if (name === 'ON EVENT') checkEvent(context, args[0]);
  },
  publish: ({ event }) => {
    checkEvent(context, event);
  },
  waitEvent: ({ events }) => {
    for (const { event } of events) checkEvent(context, event);
  },
});

function checkEvent(context: CheckContext, event: Expression | undefined): void {
  if (event?.kind !== 'literal') return;
  const { value } = event;
  if (typeof value === 'string' && value.trim() !== '' && value.length <= MAX_NAME) return;
  context.error({
    code: 'BASIC_EVENT_NAME',
    message: `The name of an event is a text of 1 to ${MAX_NAME} characters.`,
    span: event,
    hint: 'Write for example "order_paid".',
  });
}
