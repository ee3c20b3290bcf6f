import { ALL_FUNCTION_NAMES } from '../../plan/function-names';
import type { ParseContext } from './parse-context';
import type { PhraseMatch } from './phrase-tree';
import { SOFT_STOP_WORDS, STOP_WORDS } from './phrases';
import { CODE, codeOf, CodeSet, findWordCode, NAME } from './vocabulary';

/** Functions whose name begins a keyword or clause as well: before a bracket they are functions. */
export const KEYWORD_FUNCTIONS = new CodeSet(
  ALL_FUNCTION_NAMES.map((name) => name.toUpperCase()).filter(
    (upper) => findWordCode(upper) !== NAME,
  ),
);
/** Keywords of one word that need no operand. */
const BARE = new Set(['HEAR']);
const OPENERS = new CodeSet(['{', '#{', '${']);
const PARTS = new CodeSet(['.', '?.', '[', '(']);
const SETTERS = new CodeSet(['=', '+=', '-=', '.', '?.']);
const CLAUSE_OPENERS = new CodeSet(['(', '-', '*', '[']);
const STOPS = new CodeSet(STOP_WORDS);
const SOFT_STOPS = new CodeSet(SOFT_STOP_WORDS);
const BEFORE_BY = new CodeSet(['ORDER', 'GROUP']);
const BY = codeOf('BY');
const NOT = codeOf('NOT');
const IN = codeOf('IN');
const LIKE = codeOf('LIKE');
const SELECT = codeOf('SELECT');
const STAR = codeOf('*');
const OPEN_BRACKET = codeOf('(');
const OPEN_LIST = codeOf('[');
const DOT = codeOf('.');

/**
 * True when a token can begin the operand of a keyword. A `[` does so only after a blank: `list[0]` is an
 * element, `LIST [a]` is not. So does a dot inside a WITH: `TALK .name`.
 */
export function startsOperand(p: ParseContext, ahead: number): boolean {
  const code = p.codeAt(ahead);
  if (code === NAME) return true;
  if (code < NAME) return startsWithSign(p, ahead);
  const next = p.codeAt(ahead + 1);
  if (code === NOT) return next !== IN && next !== LIKE;
  if (STOPS.has(code)) return isPart(p, ahead + 1);
  if (SOFT_STOPS.has(code)) {
    return isPart(p, ahead + 1) || !(startsPlainly(next) || OPENERS.has(next));
  }
  if (BEFORE_BY.has(code)) return next !== BY;
  return !(ahead === 0 && startsStatement(p));
}

function startsWithSign(p: ParseContext, ahead: number): boolean {
  const code = p.codeAt(ahead);
  if (code === CODE.string || code === CODE.number) return true;
  if (OPENERS.has(code)) return true;
  return (code === OPEN_LIST && !p.isGlued(ahead)) || (code === DOT && p.isOwnDot(ahead));
}

/** True when the word at the present place is set, or is the object of a member: it is no clause. */
export function isTargetHere(p: ParseContext): boolean {
  const next = p.codeAt(1);
  return SETTERS.has(next) || (next === OPEN_LIST && p.isGlued(1));
}

/** True when the clause word at the present place is meant as one and is not a name. */
export function isClauseHere(p: ParseContext, length: number): boolean {
  const isCall = KEYWORD_FUNCTIONS.has(p.code) && p.codeAt(1) === OPEN_BRACKET && p.isGlued(1);
  return !isCall && (startsOperand(p, length) || CLAUSE_OPENERS.has(p.codeAt(length)));
}

/** True when the phrase at the present place is a keyword here and not a name. */
export function isKeywordHere(p: ParseContext, { phrase, length }: PhraseMatch): boolean {
  if (phrase.name.includes(' ') || BARE.has(phrase.name)) return true;
  const next = p.codeAt(length);
  if (p.code === SELECT && next === STAR) return true;
  return next === OPEN_BRACKET || startsOperand(p, length);
}

/** True when a line begins with a keyword that gives no value and its operand follows. */
function startsStatement(p: ParseContext): boolean {
  const match = p.matchPhrase();
  if (match?.phrase.isStatement !== true) return false;
  return startsPlainly(p.codeAt(match.length));
}

function startsPlainly(code: number): boolean {
  return code === CODE.string || code === CODE.number || code >= NAME;
}

/** A member, element or call follows: the word before it is a name. */
function isPart(p: ParseContext, ahead: number): boolean {
  return PARTS.has(p.codeAt(ahead)) && p.isGlued(ahead);
}
