/** `12`, `-3`, `1.000` and `1,000`. */
export function readInteger(text: string): number | undefined {
  const value = readNumber(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

/**
 * A number with or without a currency: `R$ 1.234,56`, `$1,234.56`, `12,5`. The last comma or dot is the
 * decimal one, unless exactly three digits follow the only one of its kind: `1.000` is a thousand.
 */
export function readNumber(text: string): number | undefined {
  const match =
    /^(-?)\s*(?:R\$|US\$|[$€£¥]|[A-Za-z]{3}\s)?\s*(-?)([\d., ]{1,30})(?:[$€£¥%]|\s[A-Za-z]{3})?$/.exec(
      text,
    );
  const digits = match?.[3]?.replaceAll(' ', '');
  if (!match || digits === undefined || !/\d/.test(digits)) return undefined;
  const plain = withoutGroups(digits);
  if (plain === undefined) return undefined;
  const value = Number(plain);
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) return undefined;
  return match[1] === '-' || match[2] === '-' ? -value : value;
}

/** Digits with a dot as the decimal sign; undefined where commas and dots stand at random. */
function withoutGroups(digits: string): string | undefined {
  const last = Math.max(digits.lastIndexOf(','), digits.lastIndexOf('.'));
  if (last < 0) return digits;
  const sign = digits.charAt(last);
  const other = sign === ',' ? '.' : ',';
  const isRepeated = digits.indexOf(sign) !== last;
  const isGroup = digits.length - last === 4 && !digits.includes(other) && !digits.startsWith('0');
  if (isRepeated || isGroup) return grouped(digits, sign);
  const whole = grouped(digits.slice(0, last), other);
  const fraction = digits.slice(last + 1);
  return whole === undefined ? undefined : `${whole === '' ? '0' : whole}.${fraction}`;
}

/** Groups of three digits put together. */
function grouped(digits: string, sign: string): string | undefined {
  const [first = '', ...rest] = digits.split(sign);
  const fits = rest.every((group) => /^\d{3}$/.test(group)) && /^\d*$/.test(first);
  return fits && (rest.length === 0 || /^\d{1,3}$/.test(first)) ? first + rest.join('') : undefined;
}
