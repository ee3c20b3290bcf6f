import {
  acceptComma,
  isCallForm,
  parseArgument,
  parsePairs,
  startsPair,
  type Head,
} from '../keyword-parts';
import type { ParseContext } from '../parse-context';
import type { PhraseMatch } from '../phrase-tree';
import { isClauseHere, isTargetHere } from '../starts-operand';
import type { Clause, Expression, KeywordCommand } from '../syntax';
import { startsOperand } from '../starts-operand';

/** Clause words whose value is a condition. */
const CONDITIONS = new Set(['WHERE']);
/** Clauses that may stand on the next line. */
const NEXT_LINE = new Set(['WHERE', 'GROUP BY', 'ORDER BY']);

/** `keyword = phrase [ argument { [ "," ] argument } ] { clause } .` */
export function parseKeyword(p: ParseContext, head: Head): KeywordCommand {
  if (isCallForm(p, head)) {
    const args = p.grammar.args(p);
    return { kind: 'keyword', name: head.name, args, clauses: [], ...p.spanFrom(head.span) };
  }
  const args: Expression[] = [];
  const clauses: Clause[] = [];
  let afterOperand = false;
  for (;;) {
    const clause = findClause(p, afterOperand);
    if (clause !== undefined) clauses.push(parseClause(p, head, clause));
    else if (startsArgument(p, afterOperand)) args.push(parseArgument(p, head));
    else break;
    afterOperand = !acceptComma(p);
  }
  return { kind: 'keyword', name: head.name, args, clauses, ...p.spanFrom(head.span) };
}

/** A clause at the present place, or one that begins the next line. */
function findClause(p: ParseContext, afterOperand: boolean): PhraseMatch | undefined {
  const match = p.matchClause();
  if (match !== undefined) {
    const isFlag = afterOperand && !['.', '['].includes(p.tokenAt(match.length).upper);
    return isFlag || isClauseHere(p, match.length) ? match : undefined;
  }
  if (!afterOperand || p.brackets > 0) return undefined;
  const isNext = p.acceptNextLine(() => {
    const next = p.matchClause();
    if (next === undefined || !NEXT_LINE.has(next.phrase.name)) return false;
    return isClauseHere(p, next.length) && !isTargetHere(p);
  });
  return isNext ? p.matchClause() : undefined;
}

function startsArgument(p: ParseContext, afterOperand: boolean): boolean {
  if (startsOperand(p, 0)) return true;
  const token = p.peek();
  if (token.kind === 'symbol' && token.text === '(') return true;
  if (afterOperand) return false;
  return token.kind === 'word' || (token.kind === 'symbol' && ['-', '[', '!'].includes(token.text));
}

/** `clause = words [ condition | pairs | value { "," value } ] .` */
function parseClause(p: ParseContext, head: Head, match: PhraseMatch): Clause {
  const span = p.takeTokens(match.length);
  const { name: word } = match.phrase;
  p.acceptNextLine(() => CONDITIONS.has(word) || word === 'SET');
  if (CONDITIONS.has(word)) {
    return { word, values: [p.grammar.expression(p)], pairs: [], ...p.spanFrom(span) };
  }
  if ((word === 'WITH' || word === 'SET') && startsPair(p)) {
    return { word, values: [], pairs: parsePairs(p), ...p.spanFrom(span) };
  }
  const values: Expression[] = [];
  while (startsClauseValue(p, values.length === 0)) {
    values.push(readClauseValue(p, head));
    if (!p.isSymbol(',') || startsClauseAfterComma(p)) break;
    if (!acceptComma(p)) break;
  }
  return { word, values, pairs: [], ...p.spanFrom(span) };
}

function startsClauseValue(p: ParseContext, isFirst: boolean): boolean {
  if (!isFirst) return true;
  return startsOperand(p, 0) || p.isSymbol('(', '-', '*', '[');
}

/** `*` stands for anything else, e.g. in a menu. */
function readClauseValue(p: ParseContext, head: Head): Expression {
  const token = p.peek();
  if (token.upper !== '*') return parseArgument(p, { ...head, inExpression: true });
  p.next();
  return { kind: 'literal', value: '*', start: token.start, end: token.end };
}

function startsClauseAfterComma(p: ParseContext): boolean {
  const saved = p.index;
  p.index += 1;
  const match = p.matchClause();
  const isClause = match !== undefined && isClauseHere(p, match.length);
  p.index = saved;
  return isClause;
}
