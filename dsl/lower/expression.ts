import { visitChildren, type TreeNode } from '../basic/children';
import type { BinaryOperator, Expression as PlanExpression } from '../../plan/expression';
import type { CallExpression, Expression, InfixExpression } from '../basic/syntax';
import { lower } from './facts';
import { DATABASE_FUNCTIONS, lowerDatabaseCall, lowerIntervalSum } from './interval';
import type { Lowering } from './lowering';
import { lowerSecret, SECRET } from './secret';

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

const NULL: PlanExpression = { op: 'literal', value: null };
/** Names that mean the function of the same name unless the file sets them. */
const BARE_FUNCTIONS = new Set(['now', 'today']);

type Lowerers = {
  readonly [K in Expression['kind']]: (context: Lowering, expression: Of<K>) => PlanExpression;
};

const LOWERERS: Lowerers = {
  between: lowerBetween,
  broken: () => NULL,
  call: lowerCall,
  choose: lowerChoose,
  command: lowerCommandValue,
  index: (context, { object, index }) => ({
    op: 'index',
    object: context.expression(object),
    index: context.expression(index),
  }),
  infix: lowerInfix,
  isNull: (context, { operand, negated }) => ({
    op: 'isNull',
    operand: context.expression(operand),
    ...(negated ? { negated } : {}),
  }),
  list: (context, { items }) => ({ op: 'list', items: all(context, items) }),
  literal: (_, { value }) => ({ op: 'literal', value }),
  maybeVariable: lowerMaybe,
  member: (context, { object, name, optional }) => ({
    op: 'member',
    object: context.expression(object),
    name,
    ...(optional ? { optional } : {}),
  }),
  method: (context, { object, name, args }) => ({
    op: 'method',
    object: context.expression(object),
    name,
    args: all(context, args),
  }),
  object: (context, { fields }) => ({
    op: 'object',
    fields: fields.map(({ name, value }) => ({ name, value: context.expression(value) })),
  }),
  prefix: (context, { operator, operand }) => ({
    op: operator,
    operand: context.expression(operand),
  }),
  template: (context, { parts }) => ({ op: 'template', parts: all(context, parts) }),
  variable: lowerVariable,
  withObject: (context) => {
    const target = context.withTargets.at(-1);
    return target === undefined ? NULL : context.expression(target);
  },
};

/** An expression of the plan. What waits or has an effect becomes a step before it. */
export function lowerExpression(context: Lowering, expression: Expression): PlanExpression {
  const lowerer = LOWERERS[expression.kind] as (
    context: Lowering,
    expression: Expression,
  ) => PlanExpression;
  return lowerer(context, expression);
}

function all(context: Lowering, items: readonly Expression[]): readonly PlanExpression[] {
  return items.map((item) => context.expression(item));
}

function lowerVariable(context: Lowering, expression: Of<'variable'>): PlanExpression {
  const name = lower(expression.name);
  const isFunction = BARE_FUNCTIONS.has(name) && !context.facts.variables.has(name);
  return isFunction ? { op: 'call', name, args: [] } : { op: 'variable', name };
}

function lowerMaybe(context: Lowering, expression: Of<'maybeVariable'>): PlanExpression {
  const name = lower(expression.name);
  if (context.facts.variables.has(name)) return { op: 'variable', name };
  return { op: 'literal', value: `{${expression.name}}` };
}

/** A SUB or FUNCTION of the file is a step of its own; all others are functions of the language. */
function lowerCall(context: Lowering, expression: CallExpression): PlanExpression {
  const name = lower(expression.name);
  if (!context.facts.subs.has(name)) {
    if (name === SECRET) return lowerSecret(context, expression);
    const known = DATABASE_FUNCTIONS.has(name) ? lowerDatabaseCall(context, expression) : undefined;
    if (known !== undefined) return known;
    return { op: 'call', name, args: all(context, expression.args) };
  }
  const into = context.temporary();
  context.families.command(context, { ...expression, kind: 'callSub' }, into);
  return { op: 'variable', name: into };
}

function lowerCommandValue(context: Lowering, expression: Of<'command'>): PlanExpression {
  const into = context.temporary();
  context.families.command(context, expression.command, into);
  return { op: 'variable', name: into };
}

function lowerBetween(context: Lowering, expression: Of<'between'>): PlanExpression {
  const operand = context.expression(expression.operand);
  const low = context.expression(expression.low);
  const high = context.expression(expression.high);
  return {
    op: 'lazy',
    operator: 'and',
    left: { op: 'binary', operator: '>=', left: operand, right: low },
    right: { op: 'binary', operator: '<=', left: operand, right: high },
  };
}

function lowerInfix(context: Lowering, expression: InfixExpression): PlanExpression {
  const { operator } = expression;
  if (operator === 'and' || operator === 'or' || operator === '??') {
    return lowerLazy(context, expression, operator);
  }
  const shifted = lowerIntervalSum(context, expression);
  if (shifted !== undefined) return shifted;
  const left = context.expression(expression.left);
  const right = context.expression(expression.right);
  if (operator === 'endsWith') return { op: 'call', name: 'ends_with', args: [left, right] };
  if (operator === 'ilike') {
    const small = (value: PlanExpression): PlanExpression => ({
      op: 'call',
      name: 'lower',
      args: [value],
    });
    return { op: 'binary', operator: 'like', left: small(left), right: small(right) };
  }
  const binary: BinaryOperator = operator;
  return { op: 'binary', operator: binary, left, right };
}

/** When the right side has effects it becomes steps that are only reached when they are asked for. */
function lowerLazy(
  context: Lowering,
  expression: InfixExpression,
  operator: 'and' | 'or' | '??',
): PlanExpression {
  const left = context.expression(expression.left);
  if (!hasEffect(context, expression.right)) {
    return { op: 'lazy', operator, left, right: context.expression(expression.right) };
  }
  const name = context.temporary();
  const variable: PlanExpression = { op: 'variable', name };
  context.emit({ kind: 'assign', name, path: [], value: left }, expression);
  const when: PlanExpression =
    operator === 'and' ? variable : { op: operator === 'or' ? 'not' : 'isNull', operand: variable };
  const block = context.inBlock(`${context.nextId}.then`, () => {
    const value = context.expression(expression.right);
    context.emit({ kind: 'assign', name, path: [], value }, expression.right);
  });
  context.emit({ kind: 'if', arms: [{ when, block }] }, expression);
  return variable;
}

function lowerChoose(context: Lowering, expression: Of<'choose'>): PlanExpression {
  const test = context.expression(expression.test);
  if (!hasEffect(context, expression.yes) && !hasEffect(context, expression.no)) {
    const yes = context.expression(expression.yes);
    return { op: 'choose', test, yes, no: context.expression(expression.no) };
  }
  const name = context.temporary();
  const arm = (part: string, from: Expression): string =>
    context.inBlock(`${context.nextId}.${part}`, () => {
      context.emit({ kind: 'assign', name, path: [], value: context.expression(from) }, from);
    });
  const block = arm('then', expression.yes);
  const otherwise = arm('else', expression.no);
  context.emit({ kind: 'if', arms: [{ when: test, block }], otherwise }, expression);
  return { op: 'variable', name };
}

/** True when an expression has a part that becomes a step. */
export function hasEffect({ facts }: Lowering, expression: Expression): boolean {
  let found = false;
  const visitor = {
    node(node: TreeNode): void {
      const isSub = node.kind === 'call' && facts.subs.has(lower(node.name));
      if (node.kind === 'command' || isSub) found = true;
      else if (!found) visitChildren(node, visitor);
    },
  };
  visitor.node(expression);
  return found;
}
