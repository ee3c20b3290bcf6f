/** A phone number: its digits, with the + of an international one. */
export function readMobile(text: string): string | undefined {
  if (!/^\+?[\d\s().-]{5,40}$/.test(text)) return undefined;
  const digits = text.replace(/\D/g, '');
  if (digits.length < 8 || digits.length > 15) return undefined;
  return text.startsWith('+') ? `+${digits}` : digits;
}

/** A Brazilian CPF with the right check digits, as it is written. */
export function readCpf(text: string): string | undefined {
  const digits = digitsOf(text, 11);
  if (digits === undefined || !hasCheckDigits(digits, 11)) return undefined;
  return digits.replace(/^(.{3})(.{3})(.{3})(.{2})$/, '$1.$2.$3-$4');
}

/** A Brazilian CNPJ with the right check digits, as it is written. */
export function readCnpj(text: string): string | undefined {
  const digits = digitsOf(text, 14);
  if (digits === undefined || !hasCheckDigits(digits, 9)) return undefined;
  return digits.replace(/^(.{2})(.{3})(.{3})(.{4})(.{2})$/, '$1.$2.$3/$4-$5');
}

/** The number of a card whose check digit is right (Luhn). */
export function readCreditCard(text: string): string | undefined {
  if (!/^[\d -]{13,30}$/.test(text)) return undefined;
  const digits = text.replace(/\D/g, '');
  if (digits.length < 13 || digits.length > 19) return undefined;
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0 ? digits : undefined;
}

function digitsOf(text: string, count: number): string | undefined {
  if (!/^[\d./ -]{1,30}$/.test(text)) return undefined;
  const digits = text.replace(/\D/g, '');
  const isOneDigit = /^(\d)\1*$/.test(digits);
  return digits.length === count && !isOneDigit ? digits : undefined;
}

/** Both check digits: weights count from 2 at the right and begin again above `most`. */
function hasCheckDigits(digits: string, most: number): boolean {
  return [2, 1].every((fromEnd) => {
    const head = Array.from(digits.slice(0, digits.length - fromEnd)).reverse();
    const sum = head.reduce((total, digit, index) => {
      return total + Number(digit) * (2 + (index % (most - 1)));
    }, 0);
    const rest = (sum * 10) % 11;
    return Number(digits.charAt(digits.length - fromEnd)) === (rest === 10 ? 0 : rest);
  });
}
