import type { VariableExpression } from '../../basic/syntax';
import { visitNodes } from '../../basic/visit';
import { closest } from '../../closest';
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
 * call anything may be set, as answers set variables.
 */
export const neverSet: Rule = (context) => {
  const { variables, subs } = context.facts;
  const known = new Set([...variables, ...subs.keys(), ...GIVEN]);
  let openFrom = Number.POSITIVE_INFINITY;
  const reads: VariableExpression[] = [];
  visitNodes(context.program.statements, (node) => {
    if (node.kind === 'bot' || node.kind === 'keyword' || node.kind === 'callSub') {
      openFrom = Math.min(openFrom, node.start);
    }
    if (node.kind === 'variable' && !known.has(lower(node.name))) reads.push(node);
  });
  const told = new Set<string>();
  for (const read of reads) {
    const name = lower(read.name);
    if (read.start >= openFrom || told.has(name)) continue;
    told.add(name);
    const meant = closest(name, variables);
    context.hint({
      code: 'BASIC_NEVER_SET',
      message: `Nothing sets ${read.name}; it is NULL here.`,
      span: read,
      hint:
        meant === undefined ? `Write ${read.name} = value before it.` : `Did you mean ${meant}?`,
    });
  }
  return {};
};
