import { isBlank, isLineEnd } from './characters';
import type { Token } from './token';

/** The first lines of blocks whose content is text, and the line that ends each. */
const RAW_BLOCKS: Readonly<Record<string, string>> = {
  'BEGIN TALK': 'END TALK',
  'BEGIN SYSTEM PROMPT': 'END SYSTEM PROMPT',
  'BEGIN MAIL': 'END MAIL',
};
const MOST_WORDS = 3;

/**
 * When the line that just ended opens a block of text, the place where its text ends: the start of the
 * closing line, or the end of the file when there is none.
 */
export function findRawBlock(
  text: string,
  tokens: readonly Token[],
  position: number,
): number | undefined {
  const closer = openedBlock(tokens);
  if (closer === undefined) return undefined;
  let lineStart = position;
  while (lineStart < text.length) {
    const lineEnd = endOfLine(text, lineStart);
    if (isLine(text.slice(lineStart, Math.min(lineEnd, lineStart + 200)), closer)) return lineStart;
    lineStart = nextLine(text, lineEnd);
  }
  return text.length;
}

/** The closing line for the last line of tokens, if it opens a block. */
function openedBlock(tokens: readonly Token[]): string | undefined {
  const last = tokens.findLastIndex(
    (token, index) =>
      index < tokens.length - 1 && (token.kind === 'newline' || token.kind === 'raw'),
  );
  const [begin, ...more] = tokens.slice(last + 1, last + 1 + MOST_WORDS);
  if (begin?.upper !== 'BEGIN') return undefined;
  let words = 'BEGIN';
  for (const token of more) {
    words = `${words} ${token.upper}`;
    const closer = Object.hasOwn(RAW_BLOCKS, words) ? RAW_BLOCKS[words] : undefined;
    if (closer !== undefined) return closer;
  }
  return undefined;
}

/** True when a line has these words and nothing else. */
function isLine(line: string, words: string): boolean {
  let found = '';
  for (const character of line) {
    const code = character.charCodeAt(0);
    if (!isBlank(code)) found += character;
    else if (found !== '' && !found.endsWith(' ')) found += ' ';
  }
  return (found.endsWith(' ') ? found.slice(0, -1) : found).toUpperCase() === words;
}

function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) at += 1;
  return at;
}

function nextLine(text: string, lineEnd: number): number {
  if (lineEnd >= text.length) return text.length;
  const isPair = text.charCodeAt(lineEnd) === 13 && text.charCodeAt(lineEnd + 1) === 10;
  return lineEnd + (isPair ? 2 : 1);
}

/** The text of a raw block without the blanks that end it. */
export function rawText(text: string): string {
  let end = text.length;
  while (end > 0 && (isBlank(text.charCodeAt(end - 1)) || isLineEnd(text.charCodeAt(end - 1)))) {
    end -= 1;
  }
  return text.slice(0, end);
}
