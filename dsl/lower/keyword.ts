import type { Expression as PlanExpression } from '../../plan/expression';
import type { Clause, KeywordCommand } from '../basic/syntax';
import { lower } from './facts';
import type { Lowering } from './lowering';

const MAX_NAME = 100;

/** A keyword without a step kind of its own: it compiles, and a run that reaches it fails. */
export function lowerKeyword(context: Lowering, command: KeywordCommand, into?: string): void {
  context.notAvailable(command.name, command);
  const args = command.args.map((argument) => context.expression(argument));
  const clauses: Record<string, PlanExpression> = {};
  let target = into;
  for (const clause of command.clauses) {
    const [value] = clause.values;
    if (clause.word === 'INTO' && value?.kind === 'variable' && target === undefined) {
      target = lower(value.name);
    } else clauses[lower(clause.word).split(' ').join('_')] = lowerClause(context, clause);
  }
  context.emit(
    {
      kind: 'keyword',
      name: command.name.slice(0, MAX_NAME),
      args,
      clauses,
      ...(target === undefined ? {} : { into: target }),
    },
    command,
  );
}

function lowerClause(context: Lowering, clause: Clause): PlanExpression {
  if (clause.pairs.length > 0) {
    const fields = clause.pairs.map(({ name, value }) => ({
      name,
      value: context.expression(value),
    }));
    return { op: 'object', fields };
  }
  const items = clause.values.map((value) => context.expression(value));
  const [only] = items;
  if (only === undefined) return { op: 'literal', value: true };
  return items.length === 1 ? only : { op: 'list', items };
}
