import type { Expression as PlanExpression } from '../../plan/expression';
import type { Expression, StatementOf, Target } from '../basic/syntax';
import type { Span } from '../source';
import { lower } from './facts';
import type { Lowering } from './lowering';

/** `target = value`, `+=` and `-=`. A command as the value writes into the variable itself. */
export function lowerAssign(context: Lowering, statement: StatementOf<'assign'>): void {
  const { target, value, operator } = statement;
  const isPlain = target.kind === 'variable' && operator === '=';
  if (isPlain && value.kind === 'command') {
    context.families.command(context, value.command, lower(target.name));
    return;
  }
  const isSub = value.kind === 'call' && context.facts.subs.has(lower(value.name));
  if (isPlain && isSub) {
    context.families.command(context, { ...value, kind: 'callSub' }, lower(target.name));
    return;
  }
  const right = context.expression(value);
  if (operator === '=') {
    setTarget(context, target, right, statement);
    return;
  }
  const left = context.expression(target);
  const binary = { op: 'binary', operator: operator === '+=' ? '+' : '-', left, right } as const;
  setTarget(context, target, binary, statement);
}

/** APPEND, PUSH and `list.PUSH(e)`; a list inside an object is set to a longer one. */
export function lowerAppend(
  context: Lowering,
  statement: Span & { readonly list: Target; readonly value: Expression },
): void {
  const value = context.expression(statement.value);
  if (statement.list.kind === 'variable') {
    context.emit({ kind: 'append', name: lower(statement.list.name), value }, statement);
    return;
  }
  const args = [context.expression(statement.list), value];
  setTarget(context, statement.list, { op: 'call', name: 'append', args }, statement);
}

/** The target with the object of the WITH around it in place of what is left out before its first dot. */
export function absoluteTarget(context: Lowering, target: Expression): Expression {
  if (target.kind === 'withObject') return context.withTargets.at(-1) ?? target;
  if (target.kind !== 'member' && target.kind !== 'index') return target;
  return { ...target, object: absoluteTarget(context, target.object) };
}

/** Assigns to a variable, a member or an element. */
export function setTarget(
  context: Lowering,
  target: Target,
  value: PlanExpression,
  span: Span,
): void {
  const path: PlanExpression[] = [];
  let node: Expression = absoluteTarget(context, target);
  while (node.kind === 'member' || node.kind === 'index') {
    const entry: PlanExpression =
      node.kind === 'member' ? { op: 'literal', value: node.name } : context.expression(node.index);
    path.unshift(entry);
    node = node.object;
  }
  if (node.kind !== 'variable') {
    context.report({
      code: 'BASIC_TARGET',
      message: 'Only a variable, a member or an element can be set.',
      span: target,
      hint: 'Write name = value.',
    });
    return;
  }
  context.emit({ kind: 'assign', name: lower(node.name), path, value }, span);
}
