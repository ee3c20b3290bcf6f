import type { ParseContext } from './parse-context';
import { SOFT_STOP_WORDS, STOP_WORDS, type Phrase } from './phrases';
import { isGlued, type Token } from './token';

/** Keywords of one word that need no operand. */
const BARE = new Set(['HEAR']);
const OPENERS = new Set(['{', '#{', '${']);

/**
 * True when a token can begin the operand of a keyword. A `[` does so only after a blank: `list[0]` is an
 * element, `LIST [a]` is not.
 */
export function startsOperand(p: ParseContext, ahead: number): boolean {
  const token = p.tokenAt(ahead);
  if (token.kind !== 'word') return startsWithSign(token);
  const next = p.tokenAt(ahead + 1);
  if (token.upper === 'NOT') return next.upper !== 'IN' && next.upper !== 'LIKE';
  if (STOP_WORDS.has(token.upper)) return isPart(next);
  if (SOFT_STOP_WORDS.has(token.upper)) return isPart(next) || !startsPlainly(next);
  if (token.upper === 'ORDER' || token.upper === 'GROUP') return next.upper !== 'BY';
  return !(ahead === 0 && startsStatement(p));
}

function startsWithSign(token: Token): boolean {
  if (token.kind === 'string' || token.kind === 'number') return true;
  if (token.kind !== 'symbol') return false;
  return OPENERS.has(token.text) || (token.text === '[' && !isGlued(token));
}

/** True when the clause word at the present place is meant as one and is not a name. */
export function isClauseHere(p: ParseContext, length: number): boolean {
  const next = p.tokenAt(length);
  return startsOperand(p, length) || ['(', '-', '*', '['].includes(next.upper);
}

/** True when the phrase at the present place is a keyword here and not a name. */
export function isKeywordHere(p: ParseContext, phrase: Phrase, length: number): boolean {
  const next = p.tokenAt(length);
  if (phrase.name.includes(' ') || BARE.has(phrase.name)) return true;
  if (phrase.name === 'SELECT' && next.upper === '*') return true;
  return (next.kind === 'symbol' && next.text === '(') || startsOperand(p, length);
}

/** True when a line begins with a keyword that gives no value and its operand follows. */
function startsStatement(p: ParseContext): boolean {
  const match = p.matchPhrase();
  if (match?.phrase.isStatement !== true) return false;
  return startsPlainly(p.tokenAt(match.length));
}

function startsPlainly(token: Token): boolean {
  return token.kind === 'string' || token.kind === 'number' || token.kind === 'word';
}

/** A member, element or call follows: the word before it is a name. */
function isPart(token: Token): boolean {
  return token.kind === 'symbol' && ['.', '?.', '[', '('].includes(token.text) && isGlued(token);
}
