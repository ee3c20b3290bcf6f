import { outOfRange } from './kinds';

const MAX_WORK = 1_000_000_000;

/**
 * True when the whole text fits the pattern, in which `%` stands for any characters and `_` for one.
 * Each part between two `%` is taken at its first place, so nothing is ever tried twice.
 */
export function isLike(text: string, pattern: string): boolean {
  if (text.length * pattern.length > MAX_WORK) {
    throw outOfRange('LIKE', 'a shorter text or pattern', pattern);
  }
  const parts = pattern.split('%');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return text.length === first.length && fitsAt(text, first, 0);
  const end = text.length - last.length;
  if (end < first.length || !fitsAt(text, first, 0) || !fitsAt(text, last, end)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    at = findPart(text, part, at);
    if (at < 0 || at + part.length > end) return false;
    at += part.length;
  }
  return true;
}

function findPart(text: string, part: string, start: number): number {
  if (!part.includes('_')) return text.indexOf(part, start);
  for (let at = start; at + part.length <= text.length; at += 1) {
    if (fitsAt(text, part, at)) return at;
  }
  return -1;
}

function fitsAt(text: string, part: string, start: number): boolean {
  if (!part.includes('_')) return text.startsWith(part, start);
  for (let offset = 0; offset < part.length; offset += 1) {
    const wanted = part.charCodeAt(offset);
    if (wanted !== UNDERSCORE && wanted !== text.charCodeAt(start + offset)) return false;
  }
  return true;
}

const UNDERSCORE = 95;
