import type { Value } from '../../plan/value';
import { codeOf } from '../functions/call-for-test';
import { copyValue } from './copy';

it.each<[Value]>([
  [null],
  ['a'],
  [1],
  [[1, [2], { a: null }]],
  [{ b: { c: [] }, a: 1 }],
  [{ $date: '2026-03-05T00:00:00.000Z' }],
  [{ $rows: [{ id: 1 }] }],
])('copies %j', (value) => {
  expect(copyValue(value)).toStrictEqual(value);
});

it('shares nothing and keeps the order of the keys', () => {
  const inner = { x: 1 };
  const original = { b: inner, a: [inner] };
  const copy = copyValue(original) as { b: unknown; a: unknown[] };
  expect(Object.keys(copy)).toEqual(['b', 'a']);
  expect(copy.b).not.toBe(inner);
  expect(copy.a[0]).not.toBe(inner);
});

it.each(['__proto__', 'constructor', 'prototype'])('refuses the name %s at any depth', (name) => {
  const value = JSON.parse(`{"a":[{"${name}":{"polluted":1}}]}`) as Value;
  expect(codeOf(() => copyValue(value))).toBe('VALUE_NAME');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

it('refuses what is nested too deeply', () => {
  let value: Value = [];
  for (let depth = 1; depth < 200; depth += 1) value = [value];
  expect(copyValue(value)).toEqual(value);
  expect(codeOf(() => copyValue([value]))).toBe('RUN_TOO_DEEP');
});

it('refuses values that grow by doubling before they fill the memory', () => {
  let value: Value = ['x'];
  for (let turn = 0; turn < 60; turn += 1) value = [value, value];
  expect(codeOf(() => copyValue(value))).toBe('RUN_TOO_LARGE');
});

it('refuses a text that is too long', () => {
  expect(codeOf(() => copyValue('x'.repeat(16 * 1024 * 1024 + 1)))).toBe('RUN_TOO_LARGE');
});
