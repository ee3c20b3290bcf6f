import { isBlank, isLineEnd } from './characters';
import type { TokenTable } from './token-table';
import { codeOf } from './vocabulary';

interface RawBlock {
  /** Codes of the words that open it. */
  readonly opener: readonly number[];
  /** The line that ends it. */
  readonly closer: string;
}

/** The blocks whose content is text. */
const RAW_BLOCKS = ['TALK', 'SYSTEM PROMPT', 'MAIL'].map((name): RawBlock => ({
  opener: ['BEGIN', ...name.split(' ')].map(codeOf),
  closer: `END ${name}`,
}));

/**
 * When the line whose first token is at `first` opens a block of text, the place where that text ends: the
 * start of the closing line, or the end of the file when there is none. The line ends before `position`.
 */
export function findRawBlock(
  tokens: TokenTable,
  first: number,
  position: number,
): number | undefined {
  const block = RAW_BLOCKS.find(({ opener }) =>
    opener.every((code, ahead) => tokens.codes[first + ahead] === code),
  );
  if (block === undefined) return undefined;
  const { text } = tokens;
  let lineStart = position;
  while (lineStart < text.length) {
    const lineEnd = endOfLine(text, lineStart);
    const line = text.slice(lineStart, Math.min(lineEnd, lineStart + 200));
    if (isLine(line, block.closer)) return lineStart;
    lineStart = nextLine(text, lineEnd);
  }
  return text.length;
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
