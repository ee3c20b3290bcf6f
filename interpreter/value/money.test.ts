import fc from '../../test/property';
import { OPERATIONS } from './operators';
import { toText } from './text';

/** An exact decimal: `units` parts of `10 ** -places`. */
interface Decimal {
  readonly units: bigint;
  readonly places: number;
}

function valueOf({ units, places }: Decimal): number {
  return Number(textOf({ units, places }));
}

/** The decimal without zeros at its end, as the language prints a number. */
function textOf({ units, places }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  const text = fraction === '' ? whole : `${whole}.${fraction}`;
  return units < 0n ? `-${text}` : text;
}

function money(most: bigint): fc.Arbitrary<Decimal> {
  return fc.bigInt(-most, most).map((units) => ({ units, places: 2 }));
}

/** The language is exact in 15 digits. */
const DIGITS = 10n ** 15n;

function check(holds: () => void): void {
  expect(holds).not.toThrow();
}

describe('arithmetic of money', () => {
  it('adds up as whole cents do', () => {
    check(() => {
      fc.assert(
        fc.property(fc.array(money(10n ** 12n), { maxLength: 100 }), (amounts) => {
          const sum = amounts.reduce<number>(
            (total, each) => OPERATIONS['+'](total, valueOf(each)) as number,
            0,
          );
          const exact = amounts.reduce((total, { units }) => total + units, 0n);
          expect(toText(sum)).toBe(textOf({ units: exact, places: 2 }));
        }),
        { numRuns: 1_000 },
      );
    });
  });

  it('subtracts as whole cents do', () => {
    check(() => {
      fc.assert(
        fc.property(money(10n ** 14n), money(10n ** 14n), (left, right) => {
          const found = OPERATIONS['-'](valueOf(left), valueOf(right));
          expect(toText(found)).toBe(textOf({ units: left.units - right.units, places: 2 }));
        }),
        { numRuns: 2_000 },
      );
    });
  });

  it('multiplies exactly where the product has up to 15 digits', () => {
    const factor = fc
      .tuple(fc.bigInt(-9_999_999n, 9_999_999n), fc.integer({ min: 0, max: 4 }))
      .map(([units, places]): Decimal => ({ units, places }));
    check(() => {
      fc.assert(
        fc.property(money(99_999_999n), factor, (price, times) => {
          const units = price.units * times.units;
          fc.pre(units < DIGITS && units > -DIGITS);
          const found = OPERATIONS['*'](valueOf(price), valueOf(times));
          expect(toText(found)).toBe(textOf({ units, places: price.places + times.places }));
        }),
        { numRuns: 2_000 },
      );
    });
  });

  it('compares as cents do', () => {
    check(() => {
      fc.assert(
        fc.property(money(10n ** 13n), fc.bigInt(-1n, 1n), (price, change) => {
          const other = { units: price.units + change, places: 2 };
          expect(OPERATIONS['='](valueOf(price), valueOf(other))).toBe(change === 0n);
          expect(OPERATIONS['<'](valueOf(price), valueOf(other))).toBe(change > 0n);
        }),
        { numRuns: 2_000 },
      );
    });
  });
});
