import type { Expression as PlanExpression } from '../../plan/expression';
import type { Statement, StatementOf, Target } from '../basic/syntax';
import { absoluteTarget, setTarget } from './assign';
import type { Lowering } from './lowering';

type Field = StatementOf<'field'>;

/**
 * `WITH object … END WITH`: the object is made anew with the members of the first lines, whose values are read
 * outside of it. From the first statement of another kind on, everything is done line by line.
 */
export function lowerWith(context: Lowering, statement: StatementOf<'with'>): void {
  const target = absoluteTarget(context, statement.target);
  if (!isTarget(target)) return;
  const until = statement.body.findIndex(({ kind }) => kind !== 'field' && kind !== 'broken');
  const first = until < 0 ? statement.body : statement.body.slice(0, until);
  const members = first.filter(isField);
  const isPlain = ({ path }: Field): boolean => path.length === 1;
  const fields = members.filter(isPlain).map(({ path, value }) => ({
    name: path[0]?.name ?? '',
    value: context.expression(value),
  }));
  setTarget(context, target, { op: 'object', fields }, statement);
  context.withTargets.push(target);
  for (const field of members) if (!isPlain(field)) lowerField(context, field);
  if (until >= 0) context.families.statements(context, statement.body.slice(until));
  context.withTargets.pop();
}

/** A line of a WITH: it sets a member of the object. */
export function lowerField(context: Lowering, { path, value, ...span }: Field): void {
  const [object] = context.withTargets.slice(-1);
  if (object === undefined) return;
  const target = path.reduce<Target>(
    (owner, { name, nameSpan }) => ({
      kind: 'member',
      object: owner,
      name,
      nameSpan,
      optional: false,
      start: nameSpan.start,
      end: nameSpan.end,
    }),
    object,
  );
  const right: PlanExpression = context.expression(value);
  setTarget(context, target, right, span);
}

function isField(statement: Statement): statement is Field {
  return statement.kind === 'field';
}

function isTarget(expression: { readonly kind: string }): expression is Target {
  return ['variable', 'member', 'index'].includes(expression.kind);
}
