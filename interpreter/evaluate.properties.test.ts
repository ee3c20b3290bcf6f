import fc from '../test/property';
import { AppError } from '../plan/errors';
import type { BinaryOperator, Expression, LazyOperator } from '../plan/expression';
import type { Value } from '../plan/value';
import { evaluate } from './evaluate';
import { scopeWith } from './functions/call-for-test';
import { METHODS } from './functions/methods';
import { FUNCTIONS } from './functions/table';
import { OPERATIONS } from './value/operators';
import { copyValue } from './value/copy';

const NAMES = [
  'a',
  'b',
  'length',
  'constructor',
  '__proto__',
  'toString',
  '$rows',
  '$date',
  'then',
];
const TEXTS = ['', 'a', 'day', '5', '-1.5', '2026-03-05', '#,##0.00', 'YYYY', 'a > 1', '%a_', '😀', '\ud800', '{"a":1}', '__proto__', 'a,b\n1,2', 'a->b', 'SUM']; // prettier-ignore
const NUMBERS = [0, -0, 1, -1, 2, 0.1, 1e21, -1e308, 2 ** 53, 1e-9, 1e6, NaN, Infinity];

const scalar = fc.oneof(
  fc.constantFrom<(null | boolean | number | string)[]>(null, true, false, ...NUMBERS, ...TEXTS),
  fc.string(),
  fc.double(),
);
const name = fc.constantFrom(...NAMES);

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar.map((item) =>
      typeof item !== 'number' ? item : Number.isFinite(item) ? item + 0 : null,
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'B', 'x', 'toString'), tie('value'), {
      noNullPrototype: true,
    }),
    fc.record({ $date: fc.constantFrom('2026-03-05T10:00:00.000Z', 'soon') }),
    fc.record({ $rows: fc.array(tie('value'), { maxLength: 3 }) }),
  ),
}));

const { expression } = fc.letrec<{ expression: Expression }>((tie) => {
  const any = tie('expression');
  const args = fc.array(any, { maxLength: 4 });
  return {
    expression: fc.oneof(
      { depthSize: 'medium' },
      scalar.map((item): Expression => ({ op: 'literal', value: item })),
      fc.constantFrom('v', 'w', 'x').map((item): Expression => ({ op: 'variable', name: item })),
      fc.record({ op: fc.constant('member'), object: any, name }),
      fc.record({ op: fc.constant('index'), object: any, index: any }),
      fc.record({
        op: fc.constant('call'),
        name: fc.constantFrom(...FUNCTIONS.keys(), 'nope'),
        args,
      }),
      fc.record({
        op: fc.constant('method'),
        object: any,
        name: fc.constantFrom(...METHODS.keys(), 'constructor'),
        args,
      }),
      fc.record({ op: fc.constantFrom('negate', 'not'), operand: any }),
      fc.record({
        op: fc.constant('binary'),
        operator: fc.constantFrom(...(Object.keys(OPERATIONS) as BinaryOperator[])),
        left: any,
        right: any,
      }),
      fc.record({
        op: fc.constant('lazy'),
        operator: fc.constantFrom<LazyOperator[]>('and', 'or', '??'),
        left: any,
        right: any,
      }),
      fc.record({ op: fc.constant('choose'), test: any, yes: any, no: any }),
      fc.record({ op: fc.constant('isNull'), operand: any, negated: fc.boolean() }),
      fc.record({ op: fc.constant('template'), parts: args }),
      fc.record({ op: fc.constant('list'), items: args }),
      fc.record({
        op: fc.constant('object'),
        fields: fc.array(fc.record({ name, value: any }), { maxLength: 3 }),
      }),
    ),
  };
});

const variables = fc.record({ v: value, w: value, x: value });

/** What an expression gives, or the code of its failure. */
function outcome(tree: Expression, given: Readonly<Record<string, Value>>): Value {
  try {
    return copyValue(evaluate(tree, scopeWith(given)));
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

const prototypes = [Object, Array, String, Number, Boolean, Function, RegExp, Map].map(
  ({ prototype }) => prototype as object,
);
const snapshot = (): string[] =>
  prototypes.map((prototype) => Reflect.ownKeys(prototype).map(String).join());

it('throws nothing but AppError, leaves values and prototypes as they are, and repeats itself', () => {
  const before = snapshot();
  fc.assert(
    fc.property(expression, variables, (tree, given) => {
      const seen = JSON.stringify(given);
      const first = outcome(tree, given);
      expect(JSON.stringify(given)).toBe(seen);
      expect(outcome(structuredClone(tree), given)).toStrictEqual(first);
    }),
    { numRuns: 5000 },
  );
  expect(snapshot()).toEqual(before);
});

it('calls every function with any values', () => {
  const call = fc.record({
    called: fc.constantFrom(...FUNCTIONS.keys()),
    args: fc.array(fc.oneof(value, scalar), { maxLength: 4 }),
  });
  fc.assert(
    fc.property(call, ({ called, args }) => {
      const { min = 0, max = 0 } = FUNCTIONS.get(called) ?? {};
      const fitting = [...args, null, null, null].slice(
        0,
        Math.min(Math.max(args.length, min), max),
      );
      const tree: Expression = {
        op: 'call',
        name: called,
        args: fitting.map((_item, index) => ({ op: 'variable', name: `v${index}` })),
      };
      const given = Object.fromEntries(fitting.map((item, index) => [`v${index}`, item]));
      expect(outcome(tree, given)).toBeDefined();
    }),
    { numRuns: 20_000 },
  );
});

it('gives plain values that JSON carries unchanged', () => {
  fc.assert(
    fc.property(expression, variables, (tree, given) => {
      const result = outcome(tree, given);
      expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    }),
    { numRuns: 2000 },
  );
});
