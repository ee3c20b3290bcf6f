import fc from '../../test/property';
import type { Value } from '../../plan/value';
import { callFunction, codeOf, date } from './call-for-test';

const ROWS = [
  { id: 1, name: 'Bo', price: 10 },
  { id: 2, name: 'Al', price: 2.5 },
  { id: 3, name: 'Cy', price: 10 },
];

it.each<[string, Value[], Value]>([
  ['append', [[1], 2], [1, 2]],
  ['append', [null, 2], [2]],
  ['append', [[1], [2]], [1, [2]]],
  ['append', [{ $rows: [{ a: 1 }] }, { a: 2 }], [{ a: 1 }, { a: 2 }]],
  ['ubound', [[1, 2]], 2],
  ['ubound', [null], 0],
  ['ubound', [{ $rows: [{}] }], 1],
  ['first', [[1, 2, 3]], 1],
  ['first', [[1, 2, 3], 2], [1, 2]],
  ['first', [[1, 2, 3], -2], []],
  ['first', [ROWS, 'name'], 'Bo'],
  ['first', [[]], null],
  ['first', [null], null],
  ['first', [{ $rows: ROWS }, 'id'], 1],
  ['last', [[1, 2, 3]], 3],
  ['last', [[1, 2, 3], 2], [2, 3]],
  ['last', [[1, 2, 3], 0], []],
  ['last', [ROWS, 'name'], 'Cy'],
  ['last', [[], 'name'], null],
  ['slice', [[1, 2, 3], 1], [2, 3]],
  ['slice', [[1, 2, 3], -2, -1], [2]],
  ['slice', ['a😀c', 1, 2], '😀'],
  ['slice', ['a😀c', -2], '😀c'],
  ['reverse', [[1, 2]], [2, 1]],
  ['reverse', ['a😀'], '😀a'],
  ['sort', [[3, 1, 2]], [1, 2, 3]],
  ['sort', [[3, 1, 2], 'DESC'], [3, 2, 1]],
  ['sort', [['10', '9', 1]], [1, '9', '10']],
  ['sort', [['b', 'B', 'a', null, 5, true]], [true, 5, 'B', 'a', 'b', null]],
  ['sort', [[date('2026-02-01'), date('2026-01-01')]], [date('2026-01-01'), date('2026-02-01')]],
  ['sort', [ROWS, 'name'], [ROWS[1] ?? null, ROWS[0] ?? null, ROWS[2] ?? null]],
  ['sort', [ROWS, 'id', 'desc'], [ROWS[2] ?? null, ROWS[1] ?? null, ROWS[0] ?? null]],
  ['sort', [ROWS, 'price DESC, name'], [ROWS[0] ?? null, ROWS[2] ?? null, ROWS[1] ?? null]],
  ['unique', [[1, '1', 2, 1]], [1, 2]],
  ['unique', [ROWS, 'price'], [ROWS[0] ?? null, ROWS[1] ?? null]],
  ['map', [ROWS, 'id'], [1, 2, 3]],
  ['map', [[{ a: { b: 1 } }], 'a.b'], [1]],
  ['map', [[{ a: 1, b: 2 }], 'a->x, b->y'], [{ x: 1, y: 2 }]],
  ['map', [[{ a: 1, b: 2 }], 'a->x, b'], [{ x: 1, b: 2 }]],
  ['filter', [ROWS, 'price > 5 AND id <> 1'], [ROWS[2] ?? null]],
  ['filter', [ROWS, 'name', 'Al'], [ROWS[1] ?? null]],
  ['join', [[1, null, 'x']], '1,,x'],
  ['join', [['a', 'b'], ' - '], 'a - b'],
  ['join', [null, ','], ''],
  ['join', [[{ k: 1, a: 1 }], [{ K: '1', b: 2 }], 'k'], [{ k: 1, a: 1, K: '1', b: 2 }]],
  ['join', [[{ k: 1, a: 1 }, { k: 2 }], [{ k: 1, a: 9, b: 2 }], 'k'], [{ k: 1, a: 1, b: 2 }]],
])('%s(%j) is %j', (name, args, expected) => {
  expect(callFunction(name, ...args)).toEqual(expected);
});

it.each<[string, string, Value[]]>([
  ['VALUE_TYPE', 'ubound', ['text']],
  ['VALUE_TYPE', 'append', [{}, 1]],
  ['VALUE_TYPE', 'join', [[1], [2], 'k']],
  ['VALUE_NAME', 'map', [[{}], 'a->__proto__']],
  ['VALUE_RANGE', 'map', [[{}], 'a->']],
  ['RUN_TOO_LARGE', 'map', [Array<Value>(100_000).fill(null), 'a->b' + ',a->b'.repeat(20)]],
  ['RUN_TOO_LARGE', 'append', [Array<Value>(1_000_000).fill(1), 1]],
  ['RUN_TOO_LARGE', 'join', [Array<Value>(100).fill('x'.repeat(200_000)), '']],
])('gives %s for %s', (code, name, args) => {
  expect(codeOf(() => callFunction(name, ...args))).toBe(code);
});

it('sorts any list the same way, whatever its order was', () => {
  const scalar = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null));
  fc.assert(
    fc.property(fc.array(scalar), (items) => {
      const sorted = callFunction('sort', items) as Value[];
      expect(sorted).toHaveLength(items.length);
      expect(callFunction('sort', sorted)).toEqual(sorted);
      expect(items.every((item) => sorted.includes(item))).toBe(true);
    }),
  );
});
