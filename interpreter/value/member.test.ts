import type { Value } from '../../plan/value';
import { readIndex, readMember } from './member';

const ORDER: Value = { Total: 5, total: 6, Lines: [1], $weird: 1 };
const ROWS: Value = { $rows: [{ status: 'open', Id: 7 }, { status: 'done' }] };
const GADGETS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  'then',
  'toJSON',
  'Symbol.iterator',
];

describe('readMember', () => {
  it.each([
    [ORDER, 'total', 6],
    [ORDER, 'Total', 5],
    [ORDER, 'TOTAL', 5],
    [ORDER, 'lines', [1]],
    [ORDER, 'missing', null],
    [null, 'x', null],
    ['text', 'length', 4],
    ['text', 'LENGTH', 4],
    ['😀', 'length', 1],
    ['text', 'x', null],
    [[1, 2], 'length', 2],
    [[{ a: 1 }], 'a', null],
    [5, 'length', null],
    [true, 'length', null],
    [ROWS, 'status', 'open'],
    [ROWS, 'id', 7],
    [ROWS, 'length', 2],
    [ROWS, 'missing', null],
    [{ $rows: [] }, 'status', null],
    [{ $rows: [] }, 'length', 0],
    [{ length: 9 }, 'length', 9],
    [{}, 'length', null],
  ])('of %j: %s is %j', (value, name, expected) => {
    expect(readMember(value, name)).toEqual(expected);
  });

  it.each(GADGETS)('never reaches %s of the engine', (name) => {
    const values: Value[] = [null, true, 1, 'text', [], [1], {}, { a: 1 }, ROWS, { $date: 'x' }];
    expect(values.map((value) => readMember(value, name))).toEqual(values.map(() => null));
    expect(values.map((value) => readIndex(value, name))).toEqual(values.map(() => null));
  });

  it.each(['hasOwnProperty', 'toString', 'then', 'toJSON'])(
    'takes %s as a name of data',
    (name) => {
      expect(readMember({ [name]: 1 }, name)).toBe(1);
    },
  );
});

describe('readIndex', () => {
  it.each([
    [[10, 20], 0, 10],
    [[10, 20], 1, 20],
    [[10, 20], '1', 20],
    [[10, 20], 2, null],
    [[10, 20], -1, null],
    [[10, 20], 0.5, null],
    [[10, 20], 'length', 2],
    [[10, 20], null, null],
    [ROWS, 1, { status: 'done' }],
    [ROWS, 'status', 'open'],
    [{ a: 1, '5': 2 }, 'A', 1],
    [{ a: 1, '5': 2 }, 5, 2],
    [{ a: 1 }, null, null],
    [{ a: 1 }, ['a'], null],
    ['text', 0, null],
    ['text', 'length', 4],
    [null, 0, null],
    [5, 0, null],
  ])('%j at %j is %j', (value, index, expected) => {
    expect(readIndex(value, index)).toEqual(expected);
  });
});
