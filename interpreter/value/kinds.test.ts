import { isNull, isTruthy, typeName } from './kinds';

const DATE = { $date: '2026-03-05T00:00:00.000Z' };

it.each([
  [null, false],
  [false, false],
  [0, false],
  ['', false],
  [[], false],
  [{ $rows: [] }, false],
  [true, true],
  [-1, true],
  ['0', true],
  ['false', true],
  [[null], true],
  [{ $rows: [{}] }, true],
  [{}, true],
  [DATE, true],
])('%j as a condition is %j', (value, expected) => {
  expect(isTruthy(value)).toBe(expected);
});

it.each([
  [null, true],
  [{ $rows: [] }, true],
  [[], false],
  ['', false],
  [{}, false],
])('%j is NULL: %j', (value, expected) => {
  expect(isNull(value)).toBe(expected);
});

it.each([
  [null, 'null'],
  [true, 'boolean'],
  [1, 'number'],
  ['', 'string'],
  [[], 'array'],
  [{ $rows: [] }, 'array'],
  [DATE, 'date'],
  [{}, 'object'],
])('%j is of the type %s', (value, expected) => {
  expect(typeName(value)).toBe(expected);
});
