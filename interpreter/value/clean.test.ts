import fc from '../../test/property';
import { codeOf } from '../functions/call-for-test';
import { cleanValue } from './clean';

function refuse(): never {
  throw new Error('this must not be called');
}

it.each<[unknown, unknown]>([
  [undefined, null],
  [refuse, null],
  [Symbol('x'), null],
  [NaN, null],
  [Infinity, null],
  [-0, 0],
  [1n, 1],
  [2n ** 64n, '18446744073709551616'],
  ['a\0\ud800', 'a\ufffd\ufffd'],
  [{ a: undefined, b: refuse, c: 1 }, { c: 1 }],
  [
    [undefined, refuse, 1],
    [null, null, 1],
  ],
  [Array(2), [null, null]],
  [{ 'k\0': 1 }, { 'k\ufffd': 1 }],
  [new Map([['a', 1]]), {}],
  [{ $date: '2026-03-05' }, { $date: '2026-03-05T00:00:00.000Z' }],
  [{ $date: '2026-03-05T12:00:00+02:00', x: 1 }, { $date: '2026-03-05T10:00:00.000Z' }],
  [{ $date: '2026-02-30' }, null],
  [{ $date: 5 }, { $date: 5 }],
  [{ $rows: [{ a: 1 }, 5, null, []] }, { $rows: [{ a: 1 }] }],
  [{ $rows: 'x' }, { $rows: 'x' }],
  [
    { then: 'x', toJSON: 'y', toString: 'z' },
    { then: 'x', toJSON: 'y', toString: 'z' },
  ],
])('makes a value of %p', (input, expected) => {
  expect(cleanValue(input)).toStrictEqual(expected);
});

it('calls nothing: no getter, toJSON, then, valueOf or iterator', () => {
  const input = {
    get secret(): string {
      return refuse();
    },
    toJSON: refuse,
    then: refuse,
    valueOf: refuse,
    [Symbol.iterator]: refuse,
    [Symbol.toPrimitive]: refuse,
    kept: 1,
  };
  expect(cleanValue(input)).toStrictEqual({ kept: 1 });
  const list = Object.defineProperty([1, 2], 1, { get: refuse, enumerable: true });
  expect(cleanValue(list)).toStrictEqual([1, null]);
});

it('reads nothing that is inherited or hidden', () => {
  class Answer {
    own = 1;
    get inherited(): number {
      return refuse();
    }
  }
  const input = Object.defineProperty(new Answer(), 'hidden', { value: 1, enumerable: false });
  expect(cleanValue(input)).toStrictEqual({ own: 1 });
});

it.each([
  '{"__proto__":{"polluted":1}}',
  '{"a":{"__proto__":{"polluted":1}}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '[{"prototype":1}]',
  '{"variables":{"__proto__":{"polluted":1}}}',
])('refuses %s', (json) => {
  expect(codeOf(() => cleanValue(JSON.parse(json)))).toBe('VALUE_NAME');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

it('refuses what is nested too deeply, or in a circle', () => {
  let value: unknown = 1;
  for (let depth = 0; depth < 64; depth += 1) value = [value];
  expect(cleanValue(value)).toEqual(value);
  expect(codeOf(() => cleanValue([value]))).toBe('RUN_TOO_DEEP');
  expect(codeOf(() => cleanValue(JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))))).toBe(
    'RUN_TOO_DEEP',
  );
  const circle: unknown[] = [];
  circle.push(circle);
  expect(codeOf(() => cleanValue(circle))).toBe('RUN_TOO_DEEP');
  expect(codeOf(() => cleanValue([[1]], { depth: 1 }))).toBe('RUN_TOO_DEEP');
});

it('refuses what is too large', () => {
  expect(codeOf(() => cleanValue('x'.repeat(11_000_000)))).toBe('RUN_TOO_LARGE');
  expect(codeOf(() => cleanValue(Array(4_294_967_295)))).toBe('RUN_TOO_LARGE');
  expect(codeOf(() => cleanValue({ a: 'x'.repeat(100) }, { size: 50 }))).toBe('RUN_TOO_LARGE');
  let doubled: unknown = ['x'];
  for (let turn = 0; turn < 60; turn += 1) doubled = [doubled, doubled];
  expect(codeOf(() => cleanValue(doubled))).toBe('RUN_TOO_LARGE');
});

it('gives values that survive JSON and cleaning unchanged', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSparseArray: true,
    key: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('$date', '$rows', 'toString')),
  });
  fc.assert(
    fc.property(anything, (input) => {
      fc.pre(codeOf(() => cleanValue(input)) === 'nothing was thrown');
      const value = cleanValue(input);
      expect(JSON.parse(JSON.stringify(value))).toStrictEqual(value);
      expect(cleanValue(value)).toStrictEqual(value);
    }),
    { numRuns: 500 },
  );
});
