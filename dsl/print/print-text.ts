import { isWordPart, isWordStart } from '../basic/characters';
import { CLAUSES, PHRASES, SOFT_STOP_WORDS, STOP_WORDS } from '../basic/phrases';

/** Words that mean something in some places: a variable of this name is put between brackets. */
const RESERVED: ReadonlySet<string> = new Set([
  ...PHRASES.flatMap(({ name }) => name.split(' ')),
  ...CLAUSES.map(({ name }) => name.split(' ')[0] ?? name),
  ...STOP_WORDS,
  ...SOFT_STOP_WORDS,
  ...'FIRST MAX MIN DATEADD DATEDIFF FORMAT ALL MESSAGE RETRY FALLBACK ORDER GROUP NOT NEW ANY SETTLED'.split(
    ' ',
  ),
]);

/** True for a text that the lexer reads as one word. */
export function isWord(text: string): boolean {
  if (text === '' || !isWordStart(text.charCodeAt(0))) return false;
  for (let at = 1; at < text.length; at += 1) {
    if (!isWordPart(text.charCodeAt(at))) return false;
  }
  return true;
}

/** True for digits, with a fraction or not: what a label or a branch can be called as well. */
export function isPlainNumber(text: string): boolean {
  return /^\d{1,15}(\.\d{1,15})?$/.test(text);
}

/** True for a name that is a keyword, too. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name.toUpperCase());
}

/** A text between quotes. */
export function quoteText(text: string): string {
  return `"${escapeText(text)}"`;
}

const ESCAPES: readonly (readonly [string, string])[] = [
  ['\\', '\\\\'],
  ['"', '""'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['${', '\\${'],
];

/** The inside of a quoted text. */
export function escapeText(text: string): string {
  return ESCAPES.reduce((done, [plain, escaped]) => done.replaceAll(plain, escaped), text);
}

/** The name of a field or column: as it is, or between quotes, where nothing is escaped. */
export function fieldName(name: string): string {
  return isWord(name) ? name : `"${name}"`;
}
