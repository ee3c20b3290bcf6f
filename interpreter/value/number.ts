import { AppError } from '../../plan/errors';
import type { Value } from '../../plan/value';
import { wrongType } from './kinds';

const NUMERIC = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
/** Longer texts are not taken for numbers; it also bounds the work of reading one. */
const MAX_NUMERIC = 64;
/** Six decimals cover money; numbers with more take the slow way. */
const SCALE = 1e6;

/** Reads a text that is a decimal number as a whole; undefined for any other text. */
export function parseNumber(text: string): number | undefined {
  if (text.length > MAX_NUMERIC) return undefined;
  const trimmed = text.trim();
  if (!NUMERIC.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** The number that a value stands for: numbers, numeric text, TRUE and FALSE as 1 and 0. Else `VALUE_TYPE`. */
export function toNumber(value: Value, where: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const parsed = typeof value === 'string' ? parseNumber(value) : undefined;
  if (parsed === undefined) throw wrongType(where, 'a number', value);
  return parsed;
}

/** Like `toNumber`, with NULL as 0: a variable that was never set can be counted up. */
export function operand(value: Value, where: string): number {
  if (typeof value === 'number') return value;
  return value === null ? 0 : toNumber(value, where);
}

/**
 * What arithmetic gives: rounded to 15 significant digits, so that 0.1 + 0.2 is 0.3. Whole numbers stay exact.
 * Results that are no number, or too large for one, are refused (`VALUE_RANGE`).
 */
export function arithmeticResult(value: number, where: string): number {
  if (Number.isSafeInteger(value)) return value + 0;
  if (!Number.isFinite(value)) {
    const found = Number.isNaN(value) ? 'something that is no number' : 'a number too large';
    throw new AppError('VALUE_RANGE', { where, expected: 'a finite result', found });
  }
  return roundSignificant(value);
}

/**
 * The sum of two numbers, exact for decimals: 1000.1 - 1000 is 0.1. Where that cannot be had, it is rounded to
 * 15 digits counted from the larger operand.
 */
export function sumOf(left: number, right: number, where: string): number {
  const sum = left + right;
  if (Number.isSafeInteger(sum)) return sum + 0;
  const a = scaled(left);
  const b = scaled(right);
  if (a !== undefined && b !== undefined && Number.isSafeInteger(a + b)) return (a + b) / SCALE;
  const size = Math.max(Math.abs(left), Math.abs(right));
  const places = 14 - Number(size.toExponential().split('e')[1]);
  if (places < 0 || places > 100) return arithmeticResult(sum, where);
  return Number(sum.toFixed(places)) + 0;
}

/** What is left of a division, exact for decimals; it has the sign of the dividend. */
export function remainderOf(left: number, right: number, where: string): number {
  const a = scaled(left);
  const b = scaled(right);
  if (a === undefined || !b) return arithmeticResult(left % right, where);
  return (a % b) / SCALE + 0;
}

/** From here on several numbers of millionths are the same double. */
const SCALED_LIMIT = 2 ** 33;

/** A number with up to six decimals as a whole number of millionths. */
function scaled(value: number): number | undefined {
  if (Math.abs(value) >= SCALED_LIMIT) return undefined;
  const millionths = Math.round(value * SCALE);
  return Number.isSafeInteger(millionths) && millionths / SCALE === value ? millionths : undefined;
}

/** The nearest number with 15 significant digits. */
function roundSignificant(value: number): number {
  const size = Math.abs(value);
  if (size < 1e8) {
    const near = Math.round(value * SCALE) / SCALE;
    if (Math.abs(value - near) < size * 4e-16) return near + 0;
  }
  return Number(value.toPrecision(15)) + 0;
}

/** A number as text: never with an exponent below 1e21. */
export function numberText(value: number): string {
  const text = String(value + 0);
  return Math.abs(value) < 1e21 && text.includes('e') ? decimalText(value) : text;
}

/** All digits of a number, without an exponent. */
function decimalText(value: number): string {
  const text = String(value + 0);
  const at = text.indexOf('e');
  if (at < 0) return text;
  const exponent = Number(text.slice(at + 1));
  const sign = value < 0 ? '-' : '';
  const mantissa = text.slice(sign.length, at);
  const point = mantissa.indexOf('.');
  const whole = point < 0 ? mantissa.length : point;
  const digits = mantissa.replace('.', '');
  const place = whole + exponent;
  if (place <= 0) return `${sign}0.${'0'.repeat(-place)}${digits}`;
  if (place >= digits.length) return sign + digits + '0'.repeat(place - digits.length);
  return `${sign}${digits.slice(0, place)}.${digits.slice(place)}`;
}

/** Rounds half away from zero at a decimal place, exactly as the decimal digits say. */
export function roundDecimal(value: number, places: number): number {
  return Number(fixedText(value, places)) + 0;
}

/** The digits of a number with so many decimals (negative: rounds before the point), half away from zero. */
export function fixedText(value: number, places: number): string {
  const [whole = '0', fraction = ''] = decimalText(Math.abs(value)).split('.');
  const cut = whole.length + places;
  const all = whole + fraction.padEnd(Math.max(places, 0), '0');
  const kept = cut > 0 ? all.slice(0, cut) : '0';
  const rounded = (cut < 0 ? '0' : (all[cut] ?? '0')) >= '5' ? countUp(kept) : kept;
  const digits = rounded === '0' ? rounded : rounded + '0'.repeat(Math.max(-places, 0));
  const sign = value < 0 && /[1-9]/.test(digits) ? '-' : '';
  if (places <= 0) return sign + digits;
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Adds one to a text of digits. */
function countUp(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '9') end -= 1;
  const head = end === 0 ? '1' : digits.slice(0, end - 1) + String(Number(digits[end - 1]) + 1);
  return head + '0'.repeat(digits.length - end);
}
