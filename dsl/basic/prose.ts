import type { Program } from './parser';
import { endsLine, NAME } from './vocabulary';

const FEWEST_LINES = 3;
const WORDS_IN_A_ROW = 3;

/** True when a text is prose, e.g. a prompt: most lines are no statements, but words in a row. */
export function isProse({ statements, table }: Program): boolean {
  const broken = statements.filter(({ kind }) => kind === 'broken').length;
  if (broken < FEWEST_LINES || broken * 3 < statements.length * 2) return false;
  let lines = 0;
  let proseLines = 0;
  let row = 0;
  let longest = 0;
  for (const code of table.codes.subarray(0, table.count)) {
    row = code >= NAME ? row + 1 : 0;
    longest = Math.max(longest, row);
    if (!endsLine(code)) continue;
    if (longest > 0) lines += 1;
    if (longest >= WORDS_IN_A_ROW) proseLines += 1;
    longest = 0;
  }
  return proseLines >= FEWEST_LINES && proseLines * 2 >= lines;
}
