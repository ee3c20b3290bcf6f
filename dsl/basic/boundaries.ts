import type { Boundary, ParseContext } from './parse-context';
import { codeOf, CodeSet, codeTable, endsLine } from './vocabulary';

/** The second word of END, and the name of the end. */
const ENDS = codeTable([
  ...'IF FOR WHILE SELECT SWITCH SUB FUNCTION WITH PARALLEL RACE ON TABLE WORKFLOW SCHEDULE TRY'
    .split(' ')
    .map((word) => [word, `END ${word}`] as const),
  ['DO', 'LOOP'],
]);
/** One word that ends or divides a block, and the name of it. */
const WORDS = codeTable([
  ['ENDIF', 'END IF'],
  ['ENDWHILE', 'END WHILE'],
  ['ENDSUB', 'END SUB'],
  ['ENDFUNCTION', 'END FUNCTION'],
  ['ENDSELECT', 'END SELECT'],
  ['WEND', 'END WHILE'],
  ['NEXT', 'END FOR'],
  ['LOOP', 'LOOP'],
  ['ELSEIF', 'ELSE IF'],
  ['CASE', 'CASE'],
  ['BRANCH', 'BRANCH'],
  ['CATCH', 'CATCH'],
  ['FINALLY', 'FINALLY'],
  ['ELSE', 'ELSE'],
  ['DEFAULT', 'DEFAULT'],
  ['END', 'END'],
  ['}', '}'],
]);
const END = codeOf('END');
const ELSE = codeOf('ELSE');
const IF = codeOf('IF');
const DEFAULT = codeOf('DEFAULT');
const COLON = codeOf(':');
const CLOSE_BRACE = codeOf('}');
const AFTER_NAMES = new CodeSet(['=', '.', '[', '+=', '-=']);

/** The end or division of a block at the start of a line. Names used as variables are none. */
export function readBoundary(p: ParseContext): Boundary | undefined {
  const code = p.codeAt(0);
  const name = WORDS[code];
  if (name === undefined) return undefined;
  const next = p.codeAt(1);
  if (code !== CLOSE_BRACE && AFTER_NAMES.has(next)) return undefined;
  if (code === END) return found(p, ENDS[next], 2);
  if (code === ELSE && next === IF) return found(p, 'ELSE IF', 2);
  return code === DEFAULT && next !== COLON && !endsLine(next) ? undefined : found(p, name, 1);
}

function found(p: ParseContext, name: string | undefined, length: number): Boundary | undefined {
  if (name === undefined) return undefined;
  return { name, length, span: { start: p.startAt(0), end: p.endAt(length - 1) } };
}
