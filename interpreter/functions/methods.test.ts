import type { Value } from '../../plan/value';
import { callMethod, codeOf } from './call-for-test';

it.each<[Value, string, Value[], Value]>([
  [[1], 'push', [2], [1, 2]],
  [[1], 'PUSH', [2], [1, 2]],
  [null, 'push', [1], [1]],
  [' a ', 'trim', [], 'a'],
  ['hello', 'contains', ['ell'], true],
  [[1, 2], 'contains', ['2'], true],
  [null, 'contains', ['x'], null],
  [null, 'trim', [], null],
  ['abc', 'toUpperCase', [], 'ABC'],
  ['ABC', 'toLowerCase', [], 'abc'],
  ['abc', 'startsWith', ['a'], true],
  ['abc', 'endsWith', ['c'], true],
  ['a-b', 'replace', ['-', '+'], 'a+b'],
  ['a-b', 'split', ['-'], ['a', 'b']],
  [['a', 'b'], 'join', ['-'], 'a-b'],
  [[1, 2, 3], 'slice', [1], [2, 3]],
  [[1, 2, 3], 'splice', [1, 1], [1, 3]],
  [[1, 2, 3], 'splice', [1], [1]],
  [[1, 2, 3], 'splice', [-1, 1, 9, 8], [1, 2, 9, 8]],
  ['hello', 'substring', [1, 3], 'el'],
  ['hello', 'substring', [3, 1], 'el'],
  ['hello', 'substring', [3], 'lo'],
  ['hello', 'indexOf', ['l'], 2],
  ['hello', 'indexOf', ['x'], -1],
  [[1, '2'], 'indexOf', [2], 1],
  [1.005, 'toFixed', [2], '1.01'],
  [5, 'toString', [], '5'],
  [[1, 2], 'length', [], 2],
  [{ $rows: [] }, 'count', [], 0],
  [{ a: 1 }, 'keys', [], ['a']],
  [[{ a: 1 }, { a: 2 }], 'filter', ['a > 1'], [{ a: 2 }]],
  [[3, 1], 'sort', [], [1, 3]],
  [{ $rows: [{ a: 1 }] }, 'first', [], { a: 1 }],
])('%j.%s(%j) is %j', (object, name, args, expected) => {
  const before = JSON.stringify(object);
  expect(callMethod(object, name, ...args)).toEqual(expected);
  expect(JSON.stringify(object)).toBe(before);
});

it.each(['constructor', '__proto__', 'valueOf', 'hasOwnProperty', 'call', 'bind', 'then', 'eval'])(
  'there is no method %s',
  (name) => {
    expect(codeOf(() => callMethod('text', name))).toBe('FUNCTION_UNKNOWN');
    expect(codeOf(() => callMethod([], name, 'return 1'))).toBe('FUNCTION_UNKNOWN');
  },
);

it('counts arguments without the object', () => {
  expect(codeOf(() => callMethod([], 'push'))).toBe('FUNCTION_ARGUMENTS');
  expect(() => callMethod([], 'push')).toThrow('.push takes 1 argument, but 0 were given.');
});
