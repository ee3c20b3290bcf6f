import type { Boundary, ParseContext } from './parse-context';
import type { Token } from './token';

/** The second word of END, and the name of the end. */
const ENDS = new Set(
  'IF FOR WHILE SELECT SWITCH SUB FUNCTION WITH PARALLEL ON TABLE WORKFLOW SCHEDULE TRY'.split(' '),
);
/** One word that ends or divides a block, and the name of it. */
const WORDS: Readonly<Record<string, string>> = {
  ENDIF: 'END IF',
  ENDWHILE: 'END WHILE',
  ENDSUB: 'END SUB',
  ENDFUNCTION: 'END FUNCTION',
  ENDSELECT: 'END SELECT',
  WEND: 'END WHILE',
  NEXT: 'END FOR',
  LOOP: 'LOOP',
  ELSEIF: 'ELSE IF',
  CASE: 'CASE',
  BRANCH: 'BRANCH',
  CATCH: 'CATCH',
  ELSE: 'ELSE',
  DEFAULT: 'DEFAULT',
};

/** The end or division of a block at the start of a line. Names used as variables are none. */
export function readBoundary(p: ParseContext): Boundary | undefined {
  const token = p.tokenAt(0);
  if (token.kind === 'symbol' && token.text === '}') return found(p, '}', 1);
  if (token.kind !== 'word') return undefined;
  const next = p.tokenAt(1);
  if (next.kind === 'symbol' && ['=', '.', '[', '+=', '-='].includes(next.text)) return undefined;
  return readWords(p, token, next);
}

function readWords(p: ParseContext, token: Token, next: Token): Boundary | undefined {
  if (token.upper === 'END') return readEnd(p, next.upper);
  if (token.upper === 'ELSE' && next.upper === 'IF') return found(p, 'ELSE IF', 2);
  const name = Object.hasOwn(WORDS, token.upper) ? WORDS[token.upper] : undefined;
  if (name === undefined || (name === 'DEFAULT' && !isAlone(next))) return undefined;
  return found(p, name, 1);
}

function isAlone(next: Token): boolean {
  return next.kind === 'newline' || next.kind === 'end' || next.text === ':';
}

function readEnd(p: ParseContext, word: string): Boundary | undefined {
  if (word === 'DO') return found(p, 'LOOP', 2);
  return ENDS.has(word) ? found(p, `END ${word}`, 2) : undefined;
}

function found(p: ParseContext, name: string, length: number): Boundary {
  const start = p.tokenAt(0);
  const end = p.tokenAt(length - 1);
  return { name, length, span: { start: start.start, end: end.end } };
}
