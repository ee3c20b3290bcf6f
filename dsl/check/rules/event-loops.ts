import type { Expression } from '../../basic/syntax';
import type { Rule } from '../context';

/** A handler that publishes its own event would call itself again and again. */
export const eventLoops: Rule = (context) => ({
  publish(node, ancestors) {
    const name = nameOf(node.event);
    const handler = ancestors.find(
      (ancestor) =>
        ancestor.kind === 'handler' &&
        ancestor.name === 'ON EVENT' &&
        nameOf(ancestor.args[0]) === name,
    );
    if (name === undefined || handler === undefined) return;
    context.warning({
      code: 'BASIC_EVENT_LOOP',
      message: `The handler of "${name}" publishes "${name}" itself.`,
      span: node,
      hint: 'Publish another event, or this one outside of its handler.',
    });
  },
});

function nameOf(expression: Expression | undefined): string | undefined {
  const value = expression?.kind === 'literal' ? expression.value : undefined;
  return typeof value === 'string' ? value : undefined;
}
