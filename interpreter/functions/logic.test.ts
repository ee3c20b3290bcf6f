import type { Expression } from '../../plan/expression';
import type { Value } from '../../plan/value';
import { evaluate } from '../evaluate';
import { callFunction, scopeWith } from './call-for-test';

it.each<[string, Value[], Value]>([
  ['iif', [true, 1, 2], 1],
  ['if', ['', 1, 2], 2],
  ['nvl', [null, 3], 3],
  ['nvl', [0, 3], 0],
  ['nvl', [{ $rows: [] }, 3], 3],
  ['coalesce', [null], null],
  ['coalesce', [null, null, '', 4], ''],
  ['coalesce', [null, null], null],
  ['len', ['abc'], 3],
  ['len', ['😀'], 1],
  ['len', [null], 0],
  ['len', [[1, 2]], 2],
  ['length', [{ $rows: [{}] }], 1],
  ['len', [1234], 4],
  ['isempty', [null], true],
  ['isempty', [''], true],
  ['isempty', [[]], true],
  ['isempty', [{ $rows: [] }], true],
  ['isempty', [{}], true],
  ['isempty', [0], false],
  ['isempty', [' '], false],
  ['isempty', [{ a: 1 }], false],
  ['isempty', [{ $date: '2026-01-01' }], false],
  ['isnull', [null], true],
  ['isnull', [''], false],
  ['isnumeric', ['1.5'], true],
  ['is_numeric', ['1.5x'], false],
  ['isnumeric', [null], false],
  ['isdate', ['2026-02-28'], true],
  ['isdate', ['2026-02-30'], false],
  ['typeof', [[1]], 'array'],
  ['typeof', ['x'], 'string'],
  ['is_active', ['Active'], true],
  ['is_active', [{ status: 'active' }], true],
  ['is_active', [{ active: false, status: 'active' }], false],
  ['is_active', [null], false],
  ['is_personal_email', ['Anna@GMAIL.com'], true],
  ['is_personal_email', ['anna@firm.com'], false],
  ['is_personal_email', [null], false],
  ['is_autoreply', ['Re: Offer', 'I am Out of Office'], true],
  ['is_autoreply', ['Offer'], false],
])('%s(%j) is %j', (name, args, expected) => {
  expect(callFunction(name, ...args)).toEqual(expected);
});

it.each([
  ['iif', [true, 1]],
  ['if', [false, null, 1]],
  ['nvl', [1]],
  ['coalesce', [null, 1]],
])('%s leaves what it does not need unevaluated', (name, first) => {
  const fails: Expression = {
    op: 'binary',
    operator: '/',
    left: { op: 'literal', value: 1 },
    right: { op: 'literal', value: 0 },
  };
  const args = first.map((value): Expression =>
    value === null && name === 'if' ? fails : { op: 'literal', value },
  );
  const padded = name === 'if' ? args : [...args, fails];
  expect(evaluate({ op: 'call', name, args: padded }, scopeWith())).toBe(1);
});
