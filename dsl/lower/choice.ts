import type { Expression as PlanExpression } from '../../plan/expression';
import type { IfArm, StatementOf } from '../basic/syntax';
import type { Span } from '../source';
import { hasEffect } from './expression';
import type { Lowering } from './lowering';

/** IF: steps that a later condition needs are only reached when the earlier ones do not hold. */
export function lowerIf(context: Lowering, statement: StatementOf<'if'>): void {
  lowerArms(context, statement.arms, statement.otherwise, statement);
}

function lowerArms(
  context: Lowering,
  arms: readonly IfArm[],
  otherwise: StatementOf<'if'>['otherwise'],
  span: Span,
): void {
  const split = arms.findIndex((arm, index) => index > 0 && hasEffect(context, arm.condition));
  const here = split < 0 ? arms : arms.slice(0, split);
  const conditions = here.map((arm) => context.expression(arm.condition));
  const id = context.nextId;
  const lowered = here.map((arm, index) => ({
    when: conditions[index] ?? { op: 'literal' as const, value: false },
    block: context.body(index === 0 ? `${id}.then` : `${id}.elseif${index}`, arm.body),
  }));
  const rest = split < 0 ? [] : arms.slice(split);
  const elseBlock =
    rest.length > 0
      ? context.inBlock(`${id}.else`, () => {
          lowerArms(context, rest, otherwise, rest[0]?.condition ?? span);
        })
      : otherwise === undefined
        ? undefined
        : context.body(`${id}.else`, otherwise);
  const last = elseBlock === undefined ? {} : { otherwise: elseBlock };
  context.emit({ kind: 'if', arms: lowered, ...last }, span);
}

/** SELECT and SWITCH: the value is taken once, then compared loosely with each CASE. */
export function lowerSelect(context: Lowering, statement: StatementOf<'select'>): void {
  const subject = readOnce(context, context.expression(statement.subject), statement.subject);
  const conditions = statement.cases.map(({ values }) =>
    values
      .map((value): PlanExpression => {
        const right = context.expression(value);
        return { op: 'binary', operator: '=', left: subject, right };
      })
      .reduceRight<PlanExpression | undefined>(
        (right, left) => (right === undefined ? left : { op: 'lazy', operator: 'or', left, right }),
        undefined,
      ),
  );
  const id = context.nextId;
  const arms = statement.cases.map(({ body }, index) => ({
    when: conditions[index] ?? { op: 'literal' as const, value: false },
    block: context.body(`${id}.case${index}`, body),
  }));
  const { otherwise } = statement;
  if (arms.length === 0) {
    const when = { op: 'literal', value: true } as const;
    const block = context.body(`${id}.else`, otherwise ?? []);
    context.emit({ kind: 'if', arms: [{ when, block }] }, statement);
    return;
  }
  const last = otherwise === undefined ? {} : { otherwise: context.body(`${id}.else`, otherwise) };
  context.emit({ kind: 'if', arms, ...last }, statement);
}

function readOnce(context: Lowering, value: PlanExpression, span: Span): PlanExpression {
  if (value.op === 'variable' || value.op === 'literal') return value;
  const name = context.temporary();
  context.emit({ kind: 'assign', name, path: [], value }, span);
  return { op: 'variable', name };
}
