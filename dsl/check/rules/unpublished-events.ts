import { RESERVED_EVENTS } from '../../../plan/events';
import type { Expression } from '../../basic/syntax';
import { visitNodes } from '../../basic/visit';
import { closest } from '../../closest';
import type { Rule } from '../context';

/** Whoever waits for an event that this file does not publish should know that it has to come from outside. */
export const unpublishedEvents: Rule = (context) => {
  const published = new Set<string>();
  let isComputed = false;
  visitNodes(context.program.statements, (node) => {
    if (node.kind !== 'publish') return;
    const name = nameOf(node.event);
    if (name === undefined) isComputed = true;
    else published.add(name);
  });
  return {
    waitEvent(node) {
      if (isComputed) return;
      const name = nameOf(node.event);
      if (name === undefined || published.has(name) || RESERVED_EVENTS.has(name)) return;
      const meant = closest(name, published);
      context.hint({
        code: 'BASIC_EVENT_FROM_OUTSIDE',
        message: `Nothing in this file publishes "${name}"; it has to come from outside.`,
        span: node.event,
        hint:
          meant === undefined
            ? `Publish it over HTTP, with everstep event ${name}, or by PUBLISH EVENT in another workflow.`
            : `Did you mean "${meant}"?`,
      });
    },
  };
};

function nameOf(expression: Expression): string | undefined {
  const value = expression.kind === 'literal' ? expression.value : undefined;
  return typeof value === 'string' ? value : undefined;
}
