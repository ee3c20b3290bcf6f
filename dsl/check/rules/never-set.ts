import type { VariableExpression } from '../../basic/syntax';
import { lower } from '../../lower/facts';
import type { Rule } from '../context';

/** Names that the session, an event, a webhook or the engine sets. */
const GIVEN = new Set(
  (
    'user username mobile from session fields metadata params body headers method path hour admin history ' +
    'approval error last_result steps event form input now today action request'
  ).split(' '),
);

/**
 * A name that nothing can have set where it is read. Only a hint: it reads as NULL. Behind the first bot or
 * call anything may be set, as answers set variables. Names in the conditions of data statements are columns.
 */
export const neverSet: Rule = (context) => {
  const { variables, subs } = context.facts;
  const reads = new Map<string, VariableExpression>();
  let isOpen = false;
  const open = (): void => {
    isOpen = true;
  };
  return {
    bot: open,
    callSub: open,
    keyword: open,
    variable(node, ancestors) {
      if (isOpen) return;
      const name = lower(node.name);
      if (variables.has(name) || reads.has(name) || subs.has(name) || GIVEN.has(name)) return;
      if (!ancestors.some(({ kind }) => kind === 'find' || kind === 'update'))
        reads.set(name, node);
    },
    end() {
      for (const [name, read] of reads) {
        const meant = context.meant(name, variables);
        context.hint({
          code: 'BASIC_NEVER_SET',
          message: `Nothing sets ${read.name}; it is NULL here.`,
          span: read,
          hint:
            meant === undefined
              ? `Write ${read.name} = value before it.`
              : `Did you mean ${meant}?`,
        });
      }
    },
  };
};
