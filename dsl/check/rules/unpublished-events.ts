import { RESERVED_EVENTS } from '../../../plan/events';
import type { Expression } from '../../basic/syntax';
import type { Span } from '../../source';
import type { CheckContext, Rule } from '../context';

/** Whoever waits for an event that this file does not publish should know that it has to come from outside. */
export const unpublishedEvents: Rule = (context) => {
  const published = new Set<string>();
  const awaited: { readonly name: string; readonly span: Span }[] = [];
  let isComputed = false;
  return {
    publish({ event }) {
      const name = nameOf(event);
      if (name === undefined) isComputed = true;
      else published.add(name);
    },
    waitEvent({ events }) {
      for (const { event } of events) {
        const name = nameOf(event);
        if (name !== undefined) awaited.push({ name, span: event });
      }
    },
    end() {
      if (isComputed) return;
      for (const { name, span } of awaited) {
        if (!published.has(name) && !RESERVED_EVENTS.has(name))
          tell(context, name, { span, published });
      }
    },
  };
};

function tell(
  context: CheckContext,
  name: string,
  { span, published }: { readonly span: Span; readonly published: ReadonlySet<string> },
): void {
  const meant = context.meant(name, published);
  context.hint({
    code: 'BASIC_EVENT_FROM_OUTSIDE',
    message: `Nothing in this file publishes "${name}"; it has to come from outside.`,
    span,
    hint:
      meant === undefined
        ? `Publish it over HTTP, with everstep event ${name}, or by PUBLISH EVENT in another workflow.`
        : `Did you mean "${meant}"?`,
  });
}

function nameOf(expression: Expression): string | undefined {
  const value = expression.kind === 'literal' ? expression.value : undefined;
  return typeof value === 'string' ? value : undefined;
}
