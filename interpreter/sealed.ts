import type { Expression } from '../plan/expression';
import type { Value } from '../plan/value';
import { evaluate, toText, type Scope } from './evaluate';

/** A text in which secrets are only named. Whoever makes the call puts their values in. */
export type SealedText = readonly (string | { readonly secret: string })[];

/** A value with places where a secret belongs; the place itself holds NULL until then. */
export interface SealedValue {
  readonly value: Value;
  readonly holes: readonly {
    readonly path: readonly (string | number)[];
    readonly text: SealedText;
  }[];
}

/**
 * An expression as text that names its secrets. Which they are is written in the plan: what comes from
 * outside is text and never names one.
 */
export function sealText(expression: Expression, scope: Scope): SealedText {
  if (expression.op === 'secret') return [{ secret: expression.name }];
  if (!namesSecret(expression)) return [toText(evaluate(expression, scope))];
  if (expression.op === 'template') {
    return expression.parts.flatMap((part) => sealText(part, scope));
  }
  if (expression.op === 'binary' && expression.operator === '+') {
    return [...sealText(expression.left, scope), ...sealText(expression.right, scope)];
  }
  // Its secret stands where nothing can take it: evaluating it says so.
  return [toText(evaluate(expression, scope))];
}

/** An expression as a value that names its secrets, in its fields and elements, too. */
export function sealValue(expression: Expression, scope: Scope): SealedValue {
  if (!namesSecret(expression)) return { value: evaluate(expression, scope), holes: [] };
  if (expression.op === 'object') {
    const fields = expression.fields.map(
      ({ name, value }) => [name, sealValue(value, scope)] as const,
    );
    return {
      value: Object.fromEntries(fields.map(([name, { value }]) => [name, value])),
      holes: fields.flatMap(([name, { holes }]) => below(name, holes)),
    };
  }
  if (expression.op === 'list') {
    const items = expression.items.map((item) => sealValue(item, scope));
    return {
      value: items.map(({ value }) => value),
      holes: items.flatMap(({ holes }, index) => below(index, holes)),
    };
  }
  return { value: null, holes: [{ path: [], text: sealText(expression, scope) }] };
}

/** The text as people may see it. */
export function shownText(text: SealedText): string {
  return text.map((part) => (typeof part === 'string' ? part : '***')).join('');
}

function below(key: string | number, holes: SealedValue['holes']): SealedValue['holes'] {
  return holes.map(({ path, text }) => ({ path: [key, ...path], text }));
}

function namesSecret(expression: Expression): boolean {
  const stack: unknown[] = [expression];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if ('op' in value && value.op === 'secret') return true;
    stack.push(...(Object.values(value) as unknown[]).filter((child) => child !== undefined));
  }
  return false;
}
