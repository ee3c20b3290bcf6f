import type { Value } from '../../plan/value';
import { callFunction, codeOf } from './call-for-test';

const ROWS = [
  { amount: 0.1, state: 'open' },
  { amount: '0.2', state: 'done' },
  { amount: null, state: 'open' },
  { amount: '', state: '' },
];

it.each<[string, Value[], Value]>([
  ['sum', [ROWS, 'amount'], 0.3],
  ['sum', [[1, 2, null]], 3],
  ['sum', [[]], 0],
  ['sum', [null], 0],
  ['sum', [{ $rows: ROWS }, 'AMOUNT'], 0.3],
  ['avg', [ROWS, 'amount'], 0.15],
  ['avg', [[]], 0],
  ['count', [ROWS], 4],
  ['count', [ROWS, 'amount'], 2],
  ['count', [ROWS, 'state = open'], 2],
  ['count', [ROWS, 'amount>0.1'], 1],
  ['count', [null], 0],
  ['min', [[3, 1, 2]], 1],
  ['max', [[3, 1, 2]], 3],
  ['max', [1, 5, 3], 5],
  ['max', [[]], null],
  ['min', [ROWS, 'amount'], 0.1],
  ['max', ['b', 'a'], 'b'],
  ['max', [null, 4], 4],
  ['max', [[{ $date: '2026-01-01' }, { $date: '2026-02-01' }]], { $date: '2026-02-01' }],
  ['aggregate', ['SUM', ROWS, 'amount'], 0.3],
  ['aggregate', ['sum', [1, 2]], 3],
  ['aggregate', ['Average', ROWS, 'amount'], 0.15],
  ['aggregate', ['COUNT', ROWS, 'amount'], 2],
  ['aggregate', ['COUNT', ROWS, 'state', 'state = open'], 2],
  ['aggregate', ['MIN', ROWS, 'amount'], 0.1],
  ['aggregate', ['MAX', ROWS, 'amount'], '0.2'],
])('%s(%j) is %j', (name, args, expected) => {
  expect(callFunction(name, ...args)).toEqual(expected);
});

it.each<[string, string, Value[]]>([
  ['VALUE_TYPE', 'sum', [['x']]],
  ['VALUE_TYPE', 'sum', ['table']],
  ['VALUE_TYPE', 'count', ['table']],
  ['VALUE_RANGE', 'aggregate', ['MEDIAN', []]],
  ['VALUE_RANGE', 'sum', [[1.7e308, 1.7e308]]],
])('gives %s for %s(%j)', (code, name, args) => {
  expect(codeOf(() => callFunction(name, ...args))).toBe(code);
});
