import fc from '../../test/property';
import { codeOf } from '../functions/call-for-test';
import {
  arithmeticResult,
  fixedText,
  numberText,
  operand,
  parseNumber,
  remainderOf,
  roundDecimal,
  sumOf,
  toNumber,
} from './number';

describe('parseNumber', () => {
  it.each([
    ['0', 0],
    [' 12.50 ', 12.5],
    ['-3', -3],
    ['+7', 7],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['-0', 0],
    ['12345678901234567890', 12345678901234567890],
  ])('reads %j', (text, expected) => {
    expect(parseNumber(text)).toBe(expected);
  });

  it.each([
    '',
    ' ',
    'x',
    '1 2',
    '0x10',
    '1,5',
    'NaN',
    'Infinity',
    '1e400',
    '1e',
    '--1',
    '9'.repeat(65),
  ])('refuses %j', (text) => {
    expect(parseNumber(text)).toBeUndefined();
  });
});

describe('toNumber', () => {
  it.each([
    [5, 5],
    ['5', 5],
    [true, 1],
    [false, 0],
  ])('takes %j', (value, expected) => {
    expect(toNumber(value, 'HERE')).toBe(expected);
  });

  it.each([[null], ['five'], [[]], [{}]])('refuses %j', (value) => {
    expect(codeOf(() => toNumber(value, 'HERE'))).toBe('VALUE_TYPE');
  });

  it('says where, what was needed and what was found', () => {
    expect(() => toNumber('five', 'TIMEOUT')).toThrow(
      'TIMEOUT needs a number, but has the text "five".',
    );
    expect(() => toNumber('x'.repeat(50), 'A')).toThrow(`the text "${'x'.repeat(39)}…"`);
  });

  it('counts NULL as 0 only where it is an operand', () => {
    expect(operand(null, '+')).toBe(0);
  });
});

describe('arithmetic results', () => {
  it.each([
    [0.1 + 0.2, 0.3],
    [1.1 * 3, 3.3],
    [0.7 + 0.1, 0.8],
    [1.15 * 100, 115],
    [19.99 * 3, 59.97],
    [-0.1 - 0.2, -0.3],
    [1 / 3, 0.333333333333333],
    [1e-9 * 3, 3e-9],
    [9007199254740991, 9007199254740991],
    [123456789.12 + 0.01, 123456789.13],
  ])('%d becomes %d', (value, expected) => {
    expect(arithmeticResult(value, '+')).toBe(expected);
  });

  it('has no negative zero', () => {
    expect(Object.is(arithmeticResult(-0, '*'), 0)).toBe(true);
  });

  it.each([Infinity, -Infinity, NaN])('refuses %d', (value) => {
    expect(codeOf(() => arithmeticResult(value, '*'))).toBe('VALUE_RANGE');
  });

  it('is what 15 significant digits give, for any number', () => {
    const numbers = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(numbers, (value) => {
        fc.pre(!Number.isSafeInteger(value));
        expect(arithmeticResult(value, '+')).toBe(Number(value.toPrecision(15)) + 0);
      }),
    );
  });

  it('gives exact sums of money', () => {
    const cents = fc.integer({ min: -1e14, max: 1e14 });
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        expect(sumOf(a / 100, b / 100, '+')).toBe((a + b) / 100);
      }),
    );
  });

  it.each([
    [1000.1, -1000, 0.1],
    [0.1, 0.2, 0.3],
    [1e-9, 2e-9, 3e-9],
    [5e-324, 5e-324, 1e-323],
    [1e300, 1, 1e300],
    [0.1234567, -0.1234567, 0],
  ])('%d + %d is %d', (left, right, expected) => {
    expect(sumOf(left, right, '+')).toBe(expected);
  });

  it.each([
    [0.3, 0.1, 0],
    [5.5, 1.1, 0],
    [-7, 3, -1],
    [7, -3, 1],
    [1e300, 7, 1e300 % 7],
    [5, 1e-9, 5 % 1e-9],
  ])('%d %% %d is %d', (left, right, expected) => {
    expect(remainderOf(left, right, '%')).toBeCloseTo(expected, 12);
  });

  it('refuses sums that are too large', () => {
    expect(codeOf(() => sumOf(1.7e308, 1.7e308, '+'))).toBe('VALUE_RANGE');
  });
});

describe('numberText', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.1, '0.1'],
    [1e-7, '0.0000001'],
    [-1.5e-9, '-0.0000000015'],
    [1e20, '100000000000000000000'],
    [123456789012345680000, '123456789012345680000'],
    [1e21, '1e+21'],
  ])('%d is %j', (value, expected) => {
    expect(numberText(value)).toBe(expected);
  });

  it('reads back as the same number', () => {
    const numbers = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 });
    fc.assert(
      fc.property(numbers, (value) => {
        const text = numberText(value);
        expect(text).not.toContain('e');
        expect(Number(text)).toBe(value + 0);
      }),
    );
  });
});

describe('rounding', () => {
  it.each([
    [1.005, 2, '1.01'],
    [2.5, 0, '3'],
    [-2.5, 0, '-3'],
    [0.5, 0, '1'],
    [0.4, 0, '0'],
    [-0.4, 0, '0'],
    [9.995, 2, '10.00'],
    [0.05, 1, '0.1'],
    [1234, -2, '1200'],
    [1250, -2, '1300'],
    [700, -3, '1000'],
    [70, -3, '0'],
    [5, 3, '5.000'],
    [1e21, 0, '1000000000000000000000'],
    [1e-7, 3, '0.000'],
  ])('%d to %d places is %s', (value, places, expected) => {
    expect(fixedText(value, places)).toBe(expected);
    expect(roundDecimal(value, places)).toBe(Number(expected));
  });

  it('stays within half a unit of the last place', () => {
    const numbers = fc.double({ noNaN: true, min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 6 }), (value, places) => {
        const distance = Math.abs(roundDecimal(value, places) - value);
        expect(distance).toBeLessThanOrEqual(0.5 * 10 ** -places + 1e-6);
      }),
    );
  });
});
