import type { Boundary, ParseContext } from './parse-context';

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
};

/** The end or division of a block at the start of a line. Names used as variables are none. */
export function readBoundary(p: ParseContext): Boundary | undefined {
  const token = p.tokenAt(0);
  if (token.kind === 'symbol' && token.text === '}') return found(p, '}', 1);
  if (token.kind !== 'word') return undefined;
  const next = p.tokenAt(1);
  if (next.kind === 'symbol' && ['=', '.', '[', '+=', '-='].includes(next.text)) return undefined;
  if (token.upper === 'END') {
    if (next.upper === 'DO') return found(p, 'LOOP', 2);
    return ENDS.has(next.upper) ? found(p, `END ${next.upper}`, 2) : undefined;
  }
  if (token.upper === 'ELSE') {
    return next.upper === 'IF' ? found(p, 'ELSE IF', 2) : found(p, 'ELSE', 1);
  }
  if (token.upper === 'DEFAULT') {
    const alone = ['newline', 'end'].includes(next.kind) || next.text === ':';
    return alone ? found(p, 'DEFAULT', 1) : undefined;
  }
  const name = Object.hasOwn(WORDS, token.upper) ? WORDS[token.upper] : undefined;
  return name === undefined ? undefined : found(p, name, 1);
}

function found(p: ParseContext, name: string, length: number): Boundary {
  const start = p.tokenAt(0);
  const end = p.tokenAt(length - 1);
  return { name, length, span: { start: start.start, end: end.end } };
}
