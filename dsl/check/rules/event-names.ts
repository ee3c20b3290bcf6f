import type { Expression } from '../../basic/syntax';
import type { TreeNode } from '../../basic/visit';
import type { Rule } from '../context';

const MAX_NAME = 200;

/** The name of an event is a text of 1 to 200 characters. */
export const eventNames: Rule = (context) => (node) => {
  const event = eventOf(node);
  if (event?.kind !== 'literal') return;
  const { value } = event;
  if (typeof value === 'string' && value.trim() !== '' && value.length <= MAX_NAME) return;
  context.error({
    code: 'BASIC_EVENT_NAME',
    message: `The name of an event is a text of 1 to ${MAX_NAME} characters.`,
    span: event,
    hint: 'Write for example "order_paid".',
  });
};

function eventOf(node: TreeNode): Expression | undefined {
  if (node.kind === 'publish' || node.kind === 'waitEvent') return node.event;
  return node.kind === 'handler' && node.name === 'ON EVENT' ? node.args[0] : undefined;
}
