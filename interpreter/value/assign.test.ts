import type { Value } from '../../plan/value';
import { codeOf } from '../functions/call-for-test';
import { assignInto } from './assign';

it.each<[Value, Value[], Value, Value]>([
  [1, [], 2, 2],
  [null, ['a'], 1, { a: 1 }],
  [null, ['a', 'b'], 1, { a: { b: 1 } }],
  [null, [0], 1, [1]],
  [null, ['a', 0, 'b'], 1, { a: [{ b: 1 }] }],
  [{ a: 1 }, ['a'], 2, { a: 2 }],
  [{ Name: 1 }, ['name'], 2, { Name: 2 }],
  [{ Name: 1, name: 2 }, ['name'], 3, { Name: 1, name: 3 }],
  [{}, [5], 1, { '5': 1 }],
  [{}, ['toString'], 1, { toString: 1 }],
  [{}, ['toString', 'x'], 1, { toString: { x: 1 } }],
  [{}, ['hasOwnProperty'], 1, { hasOwnProperty: 1 }],
  [[1, 2], [1], 9, [1, 9]],
  [[1, 2], [2], 9, [1, 2, 9]],
  [[1, 2], ['0'], 9, [9, 2]],
  [[{ a: 1 }], [0, 'a'], 2, [{ a: 2 }]],
  [[1], [1, 'x'], 2, [1, { x: 2 }]],
  [{ $rows: [{ a: 1 }, { a: 2 }] }, ['a'], 5, { $rows: [{ a: 5 }, { a: 2 }] }],
  [{ $rows: [{ a: 1 }] }, [1, 'a'], 5, { $rows: [{ a: 1 }, { a: 5 }] }],
  [{ $rows: [] }, ['a'], 5, { $rows: [{ a: 5 }] }],
  [{ a: 1 }, ['a\0'], 1, { a: 1, 'a\ufffd': 1 }],
])('%j at %j becomes %j: %j', (target, path, value, expected) => {
  const before = JSON.stringify(target);
  expect(assignInto(target, path, value)).toEqual(expected);
  expect(JSON.stringify(target)).toBe(before);
});

it.each<[string, Value, Value[]]>([
  ['VALUE_RANGE', [1], [2]],
  ['VALUE_RANGE', [1], [-1]],
  ['VALUE_RANGE', [1], [0.5]],
  ['VALUE_RANGE', null, [1]],
  ['VALUE_RANGE', { length: -1, list: [] }, ['list', 4_294_967_296]],
  ['VALUE_TYPE', [1], ['a']],
  ['VALUE_TYPE', 'text', ['a']],
  ['VALUE_TYPE', 5, ['a']],
  ['VALUE_TYPE', { a: 1 }, ['a', 'b']],
  ['VALUE_TYPE', { a: 1 }, [null]],
  ['VALUE_TYPE', { a: 1 }, [['a']]],
  ['VALUE_TYPE', { $date: '2026-03-05T00:00:00.000Z' }, ['a']],
  ['VALUE_TYPE', { $rows: [{}] }, [0]],
  ['VALUE_NAME', {}, ['__proto__']],
  ['VALUE_NAME', null, ['a', '__proto__', 'x']],
  ['VALUE_NAME', {}, ['constructor', 'prototype']],
  ['VALUE_NAME', { $rows: [] }, ['prototype']],
])('gives %s for %j at %j', (code, target, path) => {
  expect(codeOf(() => assignInto(target, path, 1))).toBe(code);
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('x');
});

it('shares what lies beside the path and copies what is put in', () => {
  const beside = { x: 1 };
  const value = { y: 1 };
  const result = assignInto({ beside, a: null }, ['a'], value) as Record<string, Value>;
  expect(result['beside']).toBe(beside);
  expect(result['a']).toEqual(value);
  expect(result['a']).not.toBe(value);
});

it('refuses a value that grows into itself for ever', () => {
  let value: Value = {};
  const grow = (): void => {
    for (let turn = 0; turn < 300; turn += 1) value = assignInto(value, ['a'], value);
  };
  expect(codeOf(grow)).toBe('RUN_TOO_DEEP');
});

it('refuses a path that is too long', () => {
  expect(codeOf(() => assignInto(null, Array<Value>(200).fill('a'), 1))).toBe('RUN_TOO_DEEP');
});
