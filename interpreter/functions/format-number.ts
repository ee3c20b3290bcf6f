import { arithmeticResult, fixedText, numberText } from '../value/number';

/** Names that stand for a whole pattern. */
const NAMED: Readonly<Record<string, string>> = {
  'general number': '',
  currency: '$#,##0.00;-$#,##0.00',
  fixed: '0.00',
  standard: '#,##0.00',
  number: '#,##0.00',
  percent: '0.00%',
};
const PLACES = /[#0](?:[#0.,]*[#0])?|[#0]/;
const MOST_DECIMALS = 20;

interface Mask {
  readonly before: string;
  readonly after: string;
  readonly places: string;
}

/** True when a pattern has places for digits. */
export function isNumberPattern(pattern: string): boolean {
  return PLACES.test(pattern) || Object.hasOwn(NAMED, pattern.trim().toLowerCase());
}

/**
 * A number by a pattern: `0` is a digit that is always shown, `#` one that is shown when needed, a comma groups
 * thousands, `%` multiplies by 100, a plus in front shows every sign; all else stays as it is. Up to three
 * patterns with `;` are for positive numbers, negative ones and zero. In `#.##0,00` point and comma change places.
 */
export function formatNumber(value: number, pattern: string): string {
  const name = pattern.trim().toLowerCase();
  const full = Object.hasOwn(NAMED, name) ? (NAMED[name] ?? '') : pattern;
  if (full === '') return numberText(value);
  const sections = full.split(';');
  const [positive = '', negative, zero] = sections;
  if (value === 0 && zero !== undefined) return fill(readMask(zero), 0, '');
  if (value < 0 && negative) return fill(readMask(negative), -value, '');
  return fill(readMask(positive), Math.abs(value), value < 0 ? '-' : '');
}

function readMask(section: string): Mask {
  const match = PLACES.exec(section);
  if (!match) return { before: section, after: '', places: '' };
  const end = match.index + match[0].length;
  return { before: section.slice(0, match.index), after: section.slice(end), places: match[0] };
}

function fill(mask: Mask, size: number, sign: string): string {
  const percent = mask.before.includes('%') || mask.after.includes('%');
  const digits =
    mask.places === ''
      ? ''
      : fillPlaces(mask.places, percent ? arithmeticResult(size * 100, 'FORMAT') : size);
  const shown = /[1-9]/.test(digits) ? sign : '';
  if (mask.before.startsWith('+'))
    return (shown || '+') + mask.before.slice(1) + digits + mask.after;
  return shown + mask.before + digits + mask.after;
}

function fillPlaces(places: string, size: number): string {
  const swapped = places.includes('.') && places.lastIndexOf(',') > places.lastIndexOf('.');
  const mask = swapped ? swapSigns(places) : places;
  const point = mask.indexOf('.');
  const wholeMask = point < 0 ? mask : mask.slice(0, point);
  const decimalMask = (point < 0 ? '' : mask.slice(point + 1).replace(/[^#0]/g, '')).slice(
    0,
    MOST_DECIMALS,
  );
  const [whole = '0', decimals = ''] = fixedText(size, decimalMask.length).split('.');
  const shown = fillWhole(whole, wholeMask) + fillDecimals(decimals, decimalMask);
  return swapped ? swapSigns(shown) : shown;
}

function fillWhole(digits: string, mask: string): string {
  const least = mask.length - mask.replaceAll('0', '').length;
  const padded = (digits === '0' && least === 0 ? '' : digits).padStart(least, '0');
  if (!mask.includes(',')) return padded;
  const first = padded.length % 3;
  const groups = padded.slice(first).match(/.{3}/g) ?? [];
  return (first > 0 ? [padded.slice(0, first), ...groups] : groups).join(',');
}

function fillDecimals(digits: string, mask: string): string {
  const least = mask.lastIndexOf('0') + 1;
  let end = digits.length;
  while (end > least && digits[end - 1] === '0') end -= 1;
  return end === 0 ? '' : `.${digits.slice(0, end)}`;
}

function swapSigns(text: string): string {
  return text.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'));
}
