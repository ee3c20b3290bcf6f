import type { BinaryOperator, Expression, LazyOperator } from '../plan/expression';
import type { Value } from '../plan/value';
import { evaluate, isTruthy, toNumber, toText } from './evaluate';
import { codeOf, date, scopeWith } from './functions/call-for-test';

const literal = (value: null | boolean | number | string): Expression => ({ op: 'literal', value });
const variable = (name: string): Expression => ({ op: 'variable', name });
const SCOPE = scopeWith();

function binary(left: Value, operator: BinaryOperator, right: Value): Value {
  const expression: Expression = {
    op: 'binary',
    operator,
    left: variable('left'),
    right: variable('right'),
  };
  return evaluate(expression, scopeWith({ left, right }));
}

const EMPTY = { $rows: [] };
const ROWS = { $rows: [{ id: 1 }, { id: 2 }] };

it.each<[Value, BinaryOperator, Value, Value]>([
  [1, '+', 2, 3],
  [0.1, '+', 0.2, 0.3],
  [1000.1, '+', -1000, 0.1],
  ['a', '+', 'b', 'ab'],
  ['a', '+', 1, 'a1'],
  [1, '+', 'a', '1a'],
  ['1', '+', 1, '11'],
  ['a', '+', null, 'a'],
  [null, '+', 'a', 'a'],
  [null, '+', null, null],
  [null, '+', 1, 1],
  [1, '+', null, 1],
  [true, '+', 1, 2],
  ['a', '+', true, 'atrue'],
  ['a', '+', EMPTY, 'a'],
  ['a', '+', [1], 'a[1]'],
  ['at ', '+', date('2026-03-05'), 'at 2026-03-05'],
  [[1], '+', [2], [1, 2]],
  [[1], '+', null, [1]],
  [null, '+', [1], [1]],
  [ROWS, '+', [{ id: 3 }], [{ id: 1 }, { id: 2 }, { id: 3 }]],
  [date('2026-03-05'), '+', 90, date('2026-03-05T00:01:30.000Z')],
  [0.5, '+', date('2026-03-05'), date('2026-03-05T00:00:00.500Z')],
  [date('2026-03-05'), '+', null, date('2026-03-05')],
  [5, '-', 3, 2],
  ['5', '-', '3', 2],
  [0.3, '-', 0.1, 0.2],
  [null, '-', 1, -1],
  [date('2026-03-05'), '-', 86_400, date('2026-03-04')],
  [date('2026-03-05'), '-', date('2026-03-04'), 86_400],
  [3, '*', 1.1, 3.3],
  ['3', '*', 2, 6],
  [0, '*', -1, 0],
  [1, '/', 3, 0.333333333333333],
  [7, '/', 2, 3.5],
  [7, '%', 3, 1],
  [0.3, '%', 0.1, 0],
  [2, '^', 10, 1024],
  [2, '^', 0.5, 1.4142135623731],
  [1, '=', '1.0', true],
  [0.3, '=', 0.3, true],
  ['a', '=', 'A', false],
  [EMPTY, '=', null, true],
  [ROWS, '=', null, false],
  [ROWS, '<>', null, true],
  [1, '<>', '1', false],
  [1, '<', 2, true],
  ['10', '<', 9, false],
  ['a', '<', 'b', true],
  [null, '<', 1, false],
  [null, '<=', 1, false],
  [null, '>', 1, false],
  [null, '>=', 1, false],
  [1, '>', null, false],
  [null, '<=', null, false],
  [2, '<=', 2, true],
  [2, '>=', 2, true],
  [3, '>', 'x', false],
  [date('2026-03-05'), '<', '2026-03-06', true],
  [date('2026-03-05'), '>=', date('2026-03-05'), true],
  ['hello', 'contains', 'ell', true],
  ['hello', 'contains', 'ELL', false],
  ['hello', 'contains', null, false],
  [[1, 'a'], 'contains', '1', true],
  [ROWS, 'contains', { id: 2 }, true],
  [EMPTY, 'contains', 'id', false],
  [{ Name: 1 }, 'contains', 'name', true],
  [{ Name: 1 }, 'contains', 'toString', false],
  [null, 'contains', 'a', false],
  [12345, 'contains', 34, true],
  ['hello', 'startsWith', 'he', true],
  [null, 'startsWith', 'he', false],
  ['hello', 'startsWith', null, false],
  ['hello', 'like', 'h%o', true],
  ['hello', 'like', 'h_llo', true],
  [null, 'like', '%', false],
  [2, 'in', [1, '2'], true],
  ['x', 'in', [1, 2], false],
  ['ell', 'in', 'hello', true],
  ['a', 'in', null, false],
])('%j %s %j is %j', (left, operator, right, expected) => {
  expect(binary(left, operator, right)).toEqual(expected);
});

it.each<[string, Value, BinaryOperator, Value]>([
  ['VALUE_RANGE', 1, '/', 0],
  ['VALUE_RANGE', 1, '/', null],
  ['VALUE_RANGE', 1, '%', 0],
  ['VALUE_RANGE', 1e308, '*', 10],
  ['VALUE_RANGE', -8, '^', 0.5],
  ['VALUE_RANGE', 0, '^', -1],
  ['VALUE_RANGE', date('2026-03-05'), '+', 1e300],
  ['VALUE_TYPE', 'a', '*', 2],
  ['VALUE_TYPE', '', '-', 1],
  ['VALUE_TYPE', {}, '+', 1],
  ['VALUE_TYPE', [1], '+', 1],
  ['VALUE_TYPE', {}, '+', {}],
  ['VALUE_TYPE', [1], '*', 1],
  ['VALUE_TYPE', 1, '-', date('2026-03-05')],
  ['VALUE_TYPE', { $date: 'soon' }, '+', 1],
  ['VALUE_TYPE', { valueOf: 5 }, '*', 1],
  ['RUN_TOO_LARGE', 'x'.repeat(6_000_000), '+', 'x'.repeat(6_000_000)],
  ['RUN_TOO_LARGE', Array<Value>(600_000).fill(1), '+', Array<Value>(600_000).fill(1)],
])('gives %s', (code, left, operator, right) => {
  expect(codeOf(() => binary(left, operator, right))).toBe(code);
});

it.each<[Value, LazyOperator, Value, Value]>([
  [0, 'or', 'b', 'b'],
  ['a', 'or', 'b', 'a'],
  [EMPTY, 'or', [], []],
  [null, 'or', false, false],
  [1, 'and', 2, 2],
  [0, 'and', 2, 0],
  ['', 'and', 2, ''],
  [null, '??', 1, 1],
  [EMPTY, '??', 1, 1],
  [0, '??', 1, 0],
  ['', '??', 1, ''],
])('%j %s %j is %j', (left, operator, right, expected) => {
  const expression: Expression = {
    op: 'lazy',
    operator,
    left: variable('left'),
    right: variable('right'),
  };
  expect(evaluate(expression, scopeWith({ left, right }))).toEqual(expected);
});

const FAILS: Expression = { op: 'call', name: 'nope', args: [] };

it.each<[Expression, Value]>([
  [{ op: 'lazy', operator: 'or', left: literal(1), right: FAILS }, 1],
  [{ op: 'lazy', operator: 'and', left: literal(0), right: FAILS }, 0],
  [{ op: 'lazy', operator: '??', left: literal(0), right: FAILS }, 0],
  [{ op: 'choose', test: literal(true), yes: literal(1), no: FAILS }, 1],
  [{ op: 'choose', test: literal(''), yes: FAILS, no: literal(2) }, 2],
])('does not evaluate what it does not need', (expression, expected) => {
  expect(evaluate(expression, SCOPE)).toBe(expected);
});

const ORDER = scopeWith({
  order: { Lines: [{ price: 2 }], total: 5, empty: EMPTY },
  rows: ROWS,
  i: 0,
});
const order = variable('order');

it.each<[Expression, Value]>([
  [literal('x\0'), 'x\ufffd'],
  [literal(-0), 0],
  [variable('missing'), null],
  [{ op: 'member', object: order, name: 'total' }, 5],
  [{ op: 'member', object: order, name: 'TOTAL' }, 5],
  [{ op: 'member', object: variable('missing'), name: 'x', optional: true }, null],
  [{ op: 'member', object: variable('rows'), name: 'id' }, 1],
  [
    {
      op: 'member',
      object: {
        op: 'index',
        object: { op: 'member', object: order, name: 'lines' },
        index: variable('i'),
      },
      name: 'price',
    },
    2,
  ],
  [{ op: 'index', object: order, index: literal('total') }, 5],
  [{ op: 'negate', operand: literal(5) }, -5],
  [{ op: 'negate', operand: literal('5') }, -5],
  [{ op: 'negate', operand: literal(0) }, 0],
  [{ op: 'negate', operand: literal(null) }, 0],
  [{ op: 'not', operand: variable('missing') }, true],
  [{ op: 'not', operand: variable('rows') }, false],
  [{ op: 'isNull', operand: { op: 'member', object: order, name: 'empty' } }, true],
  [{ op: 'isNull', operand: order, negated: true }, true],
  [{ op: 'isNull', operand: order, negated: false }, false],
  [
    { op: 'template', parts: [literal('n='), literal(1.5), literal(null), variable('i')] },
    'n=1.50',
  ],
  [{ op: 'template', parts: [] }, ''],
  [{ op: 'list', items: [literal(1), variable('i')] }, [1, 0]],
  [
    {
      op: 'object',
      fields: [
        { name: 'a', value: literal(1) },
        { name: 'toString', value: literal(2) },
      ],
    },
    { a: 1, toString: 2 },
  ],
  [{ op: 'call', name: 'ucase', args: [literal('a')] }, 'A'],
  [{ op: 'method', object: literal(' a '), name: 'trim', args: [] }, 'a'],
])('evaluates each form', (expression, expected) => {
  expect(evaluate(expression, ORDER)).toEqual(expected);
  expect(evaluate(expression, ORDER)).toEqual(expected);
});

it('reads the scope again on every call', () => {
  const expression: Expression = {
    op: 'binary',
    operator: '+',
    left: variable('i'),
    right: literal(1),
  };
  const results = [1, 2, 3].map((i) => evaluate(expression, scopeWith({ i })));
  expect(results).toEqual([2, 3, 4]);
});

it.each(['__proto__', 'constructor', 'prototype'])('refuses to make a member %s', (name) => {
  const fields = [{ name, value: literal(1) }];
  expect(codeOf(() => evaluate({ op: 'object', fields }, SCOPE))).toBe('VALUE_NAME');
});

it('reaches no function of the engine through members', () => {
  const names = ['constructor', '__proto__', 'toString', 'valueOf', 'call', 'apply'];
  const roots: Expression[] = [
    literal('text'),
    { op: 'list', items: [] },
    { op: 'object', fields: [] },
  ];
  for (const root of roots) {
    for (const first of names) {
      for (const second of names) {
        const inner: Expression = { op: 'member', object: root, name: first };
        const outer: Expression = { op: 'index', object: inner, index: literal(second) };
        expect(evaluate(outer, SCOPE)).toBeNull();
      }
    }
  }
});

function nest(depth: number): Expression {
  let expression: Expression = literal(true);
  for (let level = 1; level < depth; level += 1) expression = { op: 'not', operand: expression };
  return expression;
}

it('takes expressions 200 deep and refuses deeper ones', () => {
  expect(evaluate(nest(200), SCOPE)).toBe(false);
  expect(codeOf(() => evaluate(nest(201), SCOPE))).toBe('RUN_TOO_DEEP');
  expect(codeOf(() => evaluate(nest(100_000), SCOPE))).toBe('RUN_TOO_DEEP');
});

it('refuses a template that grows too long', () => {
  const parts = Array.from({ length: 11 }, () => variable('big'));
  const scope = scopeWith({ big: 'x'.repeat(1_000_000) });
  expect(codeOf(() => evaluate({ op: 'template', parts }, scope))).toBe('RUN_TOO_LARGE');
});

it('offers the conversions that the walk needs', () => {
  expect(isTruthy([])).toBe(false);
  expect(toText(1.5)).toBe('1.5');
  expect(toNumber('1.5', 'WAIT')).toBe(1.5);
});
