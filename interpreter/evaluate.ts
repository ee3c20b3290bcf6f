import { AppError } from '../plan/errors';
import type { Expression, LazyOperator } from '../plan/expression';
import type { Value } from '../plan/value';
import { arityError, takes, type FunctionEntry } from './functions/entry';
import { METHODS } from './functions/methods';
import { FUNCTIONS } from './functions/table';
import { cleanValue } from './value/clean';
import { isNull, isTruthy } from './value/kinds';
import { MAX_DEPTH, tooDeep } from './value/limits';
import { readIndex, readMember } from './value/member';
import { checkName } from './value/names';
import { concatenate, negate, OPERATIONS } from './value/operators';
import type { Scope } from './value/scope';
import { cleanText, toText } from './value/text';

export type { Scope } from './value/scope';
export { isTruthy } from './value/kinds';
export { toNumber } from './value/number';
export { toText } from './value/text';

/** An expression made ready: what it gives depends on the scope alone. */
type Ready = (scope: Scope) => Value;

const ready = new WeakMap<Expression, Ready>();

/**
 * The value of an expression. The first call makes closures of it, later ones only run them.
 * Synchronous; what it throws is an `AppError`, whatever the expression and its values are.
 */
export function evaluate(expression: Expression, scope: Scope): Value {
  let run = ready.get(expression);
  if (run === undefined) {
    run = prepare(expression, 1);
    ready.set(expression, run);
  }
  return run(scope);
}

type Form<K extends Expression['op']> = Expression & { readonly op: K };
type Preparer<K extends Expression['op']> = (expression: Form<K>, depth: number) => Ready;

function prepare(expression: Expression, depth: number): Ready {
  if (depth > MAX_DEPTH) throw tooDeep(MAX_DEPTH);
  const preparer = preparers[expression.op] as Preparer<Expression['op']>;
  return preparer(expression, depth + 1);
}

const preparers: { readonly [K in Expression['op']]: Preparer<K> } = {
  literal: ({ value }) => constant(cleanValue(value)),
  variable:
    ({ name }) =>
    (scope) =>
      scope.read(name),
  member: (expression, depth) => {
    const { name } = expression;
    const object = prepare(expression.object, depth);
    return (scope) => readMember(object(scope), name);
  },
  index: (expression, depth) => {
    const object = prepare(expression.object, depth);
    const index = prepare(expression.index, depth);
    return (scope) => readIndex(object(scope), index(scope));
  },
  call: prepareCall,
  method: prepareMethod,
  negate: (expression, depth) => {
    const operand = prepare(expression.operand, depth);
    return (scope) => negate(operand(scope));
  },
  not: (expression, depth) => {
    const operand = prepare(expression.operand, depth);
    return (scope) => !isTruthy(operand(scope));
  },
  binary: (expression, depth) => {
    const operation = OPERATIONS[expression.operator];
    const left = prepare(expression.left, depth);
    const right = prepare(expression.right, depth);
    return (scope) => operation(left(scope), right(scope));
  },
  lazy: (expression, depth) => {
    const left = prepare(expression.left, depth);
    const right = prepare(expression.right, depth);
    return lazy[expression.operator](left, right);
  },
  choose: (expression, depth) => {
    const test = prepare(expression.test, depth);
    const yes = prepare(expression.yes, depth);
    const no = prepare(expression.no, depth);
    return (scope) => (isTruthy(test(scope)) ? yes(scope) : no(scope));
  },
  isNull: (expression, depth) => {
    const operand = prepare(expression.operand, depth);
    const wanted = expression.negated !== true;
    return (scope) => isNull(operand(scope)) === wanted;
  },
  secret: ({ name }) => refusal(() => new AppError('SECRET_PLACE', { name })),
  template: (expression, depth) => {
    const parts = expression.parts.map((part) => prepare(part, depth));
    return (scope) => parts.reduce((text, part) => concatenate(text, toText(part(scope))), '');
  },
  list: (expression, depth) => {
    const items = expression.items.map((item) => prepare(item, depth));
    return (scope) => runAll(items, scope);
  },
  object: prepareObject,
};

const lazy: Readonly<Record<LazyOperator, (left: Ready, right: Ready) => Ready>> = {
  and: (left, right) => (scope) => {
    const value = left(scope);
    return isTruthy(value) ? right(scope) : value;
  },
  or: (left, right) => (scope) => {
    const value = left(scope);
    return isTruthy(value) ? value : right(scope);
  },
  '??': (left, right) => (scope) => {
    const value = left(scope);
    return isNull(value) ? right(scope) : value;
  },
};

function prepareCall(expression: Form<'call'>, depth: number): Ready {
  const { name, args } = expression;
  const entry = FUNCTIONS.get(name.toLowerCase());
  if (!entry) return refusal(() => new AppError('FUNCTION_UNKNOWN', { name: name.toUpperCase() }));
  if (!takes(entry, args.length)) {
    return refusal(() => arityError(name.toUpperCase(), entry, args.length));
  }
  if (entry.rewrite) return prepare(entry.rewrite(args), depth);
  return bind(entry, args, depth);
}

function prepareMethod(expression: Form<'method'>, depth: number): Ready {
  const { name, args } = expression;
  const method = METHODS.get(name.toLowerCase());
  if (!method) return refusal(() => new AppError('FUNCTION_UNKNOWN', { name: `.${name}` }));
  const all = [expression.object, ...args];
  if (takes(method, all.length)) return bind(method, all, depth);
  return refusal(() => arityError(`.${name}`, method, all.length, 1));
}

function bind(entry: FunctionEntry, args: readonly Expression[], depth: number): Ready {
  const { run } = entry;
  const values = args.map((arg) => prepare(arg, depth));
  return (scope) => run(runAll(values, scope), scope);
}

function prepareObject(expression: Form<'object'>, depth: number): Ready {
  const fields = expression.fields.map(({ name, value }) => ({
    name: cleanText(checkName(name)),
    value: prepare(value, depth),
  }));
  return (scope) => {
    const result: Record<string, Value> = {};
    for (const field of fields) result[field.name] = field.value(scope);
    return result;
  };
}

function runAll(parts: readonly Ready[], scope: Scope): Value[] {
  const values: Value[] = [];
  for (const part of parts) values.push(part(scope));
  return values;
}

function constant(value: Value): Ready {
  return () => value;
}

/** What cannot work fails when it is reached, so that the rest of a program still runs. */
function refusal(makeError: () => AppError): Ready {
  return () => {
    throw makeError();
  };
}
