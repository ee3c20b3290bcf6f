import fc from '../../test/property';
import type { Value } from '../../plan/value';
import { codeOf } from '../functions/call-for-test';
import { looseEquals, order } from './compare';

const DATE: Value = { $date: '2026-03-05T00:00:00.000Z' };
const EMPTY: Value = { $rows: [] };

describe('looseEquals', () => {
  it.each<[Value, Value, boolean]>([
    [1, 1, true],
    [1, '1', true],
    [1.5, ' 1.50 ', true],
    [1, 'one', false],
    ['1', '01', false],
    ['a', 'A', false],
    ['\u00e9', 'e\u0301', false],
    [true, 1, true],
    [false, 0, true],
    [true, 2, false],
    [true, 'TRUE', true],
    [false, 'false', true],
    [true, 'yes', false],
    [null, null, true],
    [null, 0, false],
    [null, '', false],
    [null, false, false],
    [null, EMPTY, true],
    [null, [], false],
    [EMPTY, EMPTY, true],
    [EMPTY, [], true],
    [{ $rows: [{ a: 1 }] }, [{ a: '1' }], true],
    [{ $rows: [{ a: 1 }] }, { a: 1 }, false],
    [{ $rows: [{ a: 1 }] }, null, false],
    [DATE, '2026-03-05', true],
    [DATE, '2026-03-05T01:00:00+01:00', true],
    [DATE, DATE, true],
    [DATE, 'x', false],
    [DATE, 1_772_668_800_000, false],
    [DATE, null, false],
    [[1, [2]], ['1', [2]], true],
    [[1], [1, 2], false],
    [[], 0, false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: 1 }, { A: 1 }, false],
    [{ a: 1 }, { a: 1, b: 1 }, false],
    [{ a: null }, { b: null }, false],
    [{}, 'x', false],
  ])('%j = %j is %j, both ways', (left, right, expected) => {
    expect(looseEquals(left, right)).toBe(expected);
    expect(looseEquals(right, left)).toBe(expected);
  });

  it('refuses what is nested too deeply instead of overflowing', () => {
    const nest = (depth: number): Value => {
      let value: Value = [];
      for (let level = 0; level < depth; level += 1) value = [value];
      return value;
    };
    expect(codeOf(() => looseEquals(nest(5000), nest(5000)))).toBe('RUN_TOO_DEEP');
    expect(looseEquals(nest(100), nest(100))).toBe(true);
  });
});

describe('order', () => {
  it.each<[Value, Value, number | undefined]>([
    [1, 2, -1],
    [2, '10', -1],
    ['10', '9', -1],
    ['a', 'B', 1],
    ['a', 'a', 0],
    [false, true, -1],
    [true, 0, 1],
    [DATE, '2026-03-06', -1],
    ['2026-03-04', DATE, -1],
    [DATE, DATE, 0],
    [1, 'x', undefined],
    [null, 1, undefined],
    [null, null, undefined],
    [[], [], undefined],
    [{}, 1, undefined],
    [DATE, 5, undefined],
  ])('of %j and %j is %j', (left, right, expected) => {
    const found = order(left, right);
    expect(found === undefined ? undefined : Math.sign(found)).toBe(expected);
  });

  it('turns round when the operands do', () => {
    const scalar = fc.oneof(
      fc.double({ noNaN: true }),
      fc.string(),
      fc.boolean(),
      fc.constant(null),
    );
    fc.assert(
      fc.property(scalar, scalar, (left, right) => {
        const forth = order(left, right);
        const back = order(right, left);
        expect(forth === undefined).toBe(back === undefined);
        expect(Math.sign(forth ?? 0) + Math.sign(back ?? 0)).toBe(0);
      }),
    );
  });
});
