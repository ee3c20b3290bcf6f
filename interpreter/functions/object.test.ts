import type { Value } from '../../plan/value';
import { callFunction, codeOf } from './call-for-test';

const SALES = [
  { region: 'N', month: 'Jan', amount: 0.1 },
  { region: 'S', month: 'Jan', amount: 2 },
  { region: 'N', month: 'Feb', amount: 0.2 },
];

it.each<[string, Value[], Value]>([
  ['keys', [{ b: 1, a: 2 }], ['b', 'a']],
  ['keys', [{ $rows: [{ x: 1 }] }], ['x']],
  ['keys', [null], []],
  ['values', [{ b: 1, a: 2 }], [1, 2]],
  ['merge', [[1], [2]], [1, 2]],
  ['merge', [null, [2]], [2]],
  ['merge', [{ a: 1, b: 1 }, { b: 2 }], { a: 1, b: 2 }],
  [
    'group_by',
    [SALES, 'region'],
    { N: [SALES[0] ?? null, SALES[2] ?? null], S: [SALES[1] ?? null] },
  ],
  ['group_by', [[{ k: 'toString' }], 'k'], { toString: [{ k: 'toString' }] }],
  [
    'pivot',
    [SALES, 'region', 'amount'],
    [
      { region: 'N', amount: 0.3 },
      { region: 'S', amount: 2 },
    ],
  ],
  [
    'pivot',
    [SALES, 'region', 'month', 'amount'],
    [
      { region: 'N', Jan: 0.1, Feb: 0.2 },
      { region: 'S', Jan: 2 },
    ],
  ],
  ['fill', [{ name: 'Al', n: 2 }, 'Hi {{ name }}, {{n}} {{missing}}!'], 'Hi Al, 2 !'],
  ['fill', [[{ a: 1 }, { a: 2 }], 'x{{a}}'], ['x1', 'x2']],
  ['fill', [{ a: '$&' }, { t: '{{a}}', list: ['{{a}}', 5] }], { t: '$&', list: ['$&', 5] }],
])('%s(%j) is %j', (name, args, expected) => {
  expect(callFunction(name, ...args)).toEqual(expected);
});

it.each<[string, string, Value[]]>([
  ['VALUE_TYPE', 'keys', ['x']],
  ['VALUE_TYPE', 'merge', [[1], 'x']],
  ['VALUE_NAME', 'group_by', [[{ k: '__proto__' }], 'k']],
  ['VALUE_NAME', 'pivot', [[{ k: 'constructor', v: 1 }], 'x', 'k', 'v']],
  ['VALUE_TYPE', 'pivot', [[{ k: 'a', v: 'x' }], 'k', 'v']],
  ['RUN_TOO_LARGE', 'fill', [Array<Value>(1000).fill({}), 'x'.repeat(20_000)]],
  ['RUN_TOO_LARGE', 'fill', [{ a: 'x'.repeat(100_000) }, '{{a}}'.repeat(200)]],
])('gives %s for %s', (code, name, args) => {
  expect(codeOf(() => callFunction(name, ...args))).toBe(code);
});
