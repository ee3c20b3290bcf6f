import type { Program } from '../basic/parser';
import type { Token } from '../basic/token';
import { isLineBreak, tokenIndexFrom } from './tokens';

const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  IF: ['ELSE IF', 'ELSE', 'END IF'],
  SELECT: ['CASE', 'CASE ELSE', 'END SELECT'],
  SWITCH: ['CASE', 'DEFAULT', 'END SWITCH'],
  FOR: ['NEXT'],
  WHILE: ['END WHILE'],
  DO: ['LOOP'],
  PARALLEL: ['BRANCH', 'END PARALLEL'],
  RACE: ['BRANCH', 'END RACE'],
  SUB: ['END SUB'],
  FUNCTION: ['END FUNCTION'],
  ON: ['END ON'],
  TRY: ['CATCH', 'FINALLY', 'END TRY'],
  WITH: ['END WITH'],
  TABLE: ['END TABLE'],
  ORCHESTRATE: ['END WORKFLOW'],
};
const ONE_WORD_ENDS: Readonly<Record<string, string>> = {
  NEXT: 'FOR', LOOP: 'DO', WEND: 'WHILE', ENDIF: 'IF', ENDSUB: 'SUB', ENDFUNCTION: 'FUNCTION',
  ENDWHILE: 'WHILE', ENDSELECT: 'SELECT',
}; // prettier-ignore

/** How the innermost block that is open at an offset is divided and ended; read from the lines above. */
export function blockWords(program: Program, offset: number): readonly string[] {
  const open: string[] = [];
  const until = tokenIndexFrom(program, offset);
  const tokens = program.tokens.slice(0, until);
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    const isFirst = before === undefined || before.kind === 'newline' || before.text === ':';
    if (!isFirst || token.kind !== 'word') return;
    const next = tokens[index + 1]?.upper ?? '';
    if (['=', '.', '['].includes(next)) return;
    const ended = token.upper === 'END' ? next : ONE_WORD_ENDS[token.upper];
    if (ended !== undefined) closeBlock(open, ended);
    else if (opensBlock(tokens, index)) open.push(token.upper);
  });
  return BLOCKS[open.at(-1) ?? ''] ?? [];
}

function closeBlock(open: string[], ended: string): void {
  const name = ended === 'WORKFLOW' ? 'ORCHESTRATE' : ended;
  const at = open.lastIndexOf(name);
  if (at >= 0) open.length = at;
}

const NO_HANDLERS = new Set(['ERROR', 'TIMEOUT', 'REJECT']);

function opensBlock(tokens: readonly Token[], index: number): boolean {
  const word = tokens[index]?.upper ?? '';
  const next = tokens[index + 1]?.upper ?? '';
  if (word === 'SELECT') return next === 'CASE';
  if (word === 'ON') return !NO_HANDLERS.has(next);
  return word === 'IF' ? isLongIf(tokens, index) : Object.hasOwn(BLOCKS, word);
}

/** An IF whose line ends with THEN. */
function isLongIf(tokens: readonly Token[], index: number): boolean {
  let end = index;
  while (tokens[end] !== undefined && !isLineBreak(tokens[end])) end += 1;
  return tokens[end - 1]?.upper === 'THEN';
}
