import { acceptComma, parseArgument, parsePairs, startsPair, type Head } from '../keyword-parts';
import { describeToken, type ParseContext } from '../parse-context';
import { isTargetHere, startsOperand } from '../starts-operand';
import type { BotCommand, Expression, VariableExpression } from '../syntax';
import { CODE, codeOf, CodeSet, NAME } from '../vocabulary';
import { takeVariable } from '../take-variable';
import { isDependsOn, parseDependsOn } from './depends-on';

type Clauses = {
  -readonly [
    Name in 'input' | 'timeout' | 'retry' | 'fallback' | 'delay' | 'cache' | 'into'
  ]?: BotCommand[Name];
};

const OPEN_BRACKET = codeOf('(');
const CLAUSE_WORDS = new CodeSet([
  'WITH',
  'TIMEOUT',
  'RETRY',
  'FALLBACK',
  'DELAY',
  'CACHE',
  'INTO',
]);
const CACHE = codeOf('CACHE');
const CACHE_STATEMENTS = new CodeSet(['SET', 'GET']);
const UNITS = new Set(
  ['SECOND', 'MINUTE', 'HOUR', 'DAY', 'WEEK'].flatMap((unit) => [unit, `${unit}S`]),
);
/** Clauses that may begin the next line. WITH is none: it opens a WITH block there. */
const NEXT_LINE_WORDS = new CodeSet(['TIMEOUT', 'RETRY', 'FALLBACK', 'CACHE', 'INTO']);
/** Right after `STEP n:` a DELAY on the next line belongs to the call. */
const STEP_LINE_WORDS = new CodeSet(['TIMEOUT', 'RETRY', 'FALLBACK', 'CACHE', 'INTO', 'DELAY']);

/**
 * `bot = "BOT" name [ "," ] action { "WITH" input | "TIMEOUT" sum | "RETRY" sum | "FALLBACK" sum
 *   | "DELAY" sum | "CACHE" sum [ unit ] | "INTO" name | depends-on } .`
 */
export function parseBot(p: ParseContext, head: Head): BotCommand {
  const inner = { ...head, inExpression: true };
  const inStep = p.takesDelay;
  const nextLineWords = inStep ? STEP_LINE_WORDS : NEXT_LINE_WORDS;
  p.takesDelay = false;
  const bot = parseOperand(p, 'the name of the bot');
  acceptComma(p);
  const action = parseOperand(p, 'the action');
  const clauses: Clauses = {};
  const stands = (words: CodeSet): boolean => isClause(p, words) || (inStep && isDependsOn(p));
  const take = (): void => {
    if (inStep && isDependsOn(p)) p.dependsOn = parseDependsOn(p);
    else parseClause(p, inner, clauses);
  };
  while (stands(CLAUSE_WORDS)) take();
  const takesLines = !head.inExpression && p.brackets === 0;
  while (takesLines && p.acceptNextLine(() => stands(nextLineWords))) take();
  return { kind: 'bot', bot, action, ...clauses, ...p.spanFrom(head.span) };
}

function parseOperand(p: ParseContext, what: string): Expression {
  if (startsOperand(p, 0) || p.code === OPEN_BRACKET) return p.grammar.sum(p);
  return p.fail({
    code: 'BASIC_BOT',
    message: `After BOT ${what} is missing; ${describeToken(p.peek())} there.`,
    hint: 'Write BOT "name" "action".',
  });
}

/** A line that begins with CACHE SET or CACHE GET is a statement of its own. */
function isClause(p: ParseContext, words: CodeSet): boolean {
  if (p.code === CACHE && CACHE_STATEMENTS.has(p.codeAt(1))) return false;
  return words.has(p.code) && !isTargetHere(p);
}

function parseClause(p: ParseContext, head: Head, clauses: Clauses): void {
  const word = p.next().upper;
  if (word === 'WITH') clauses.input = parseInput(p, head);
  else if (word === 'INTO') clauses.into = parseName(p);
  else if (word === 'TIMEOUT') clauses.timeout = parseClauseOperand(p, head, word);
  else if (word === 'RETRY') clauses.retry = parseClauseOperand(p, head, word);
  else if (word === 'FALLBACK') clauses.fallback = parseClauseOperand(p, head, word);
  else if (word === 'CACHE') clauses.cache = parseHowLong(p, head);
  else clauses.delay = parseClauseOperand(p, head, word);
}

/** `1 HOUR` is the text "1 hour"; a number alone counts seconds. */
function parseHowLong(p: ParseContext, head: Head): Expression {
  const count = parseClauseOperand(p, head, 'CACHE');
  const isNumber = count.kind === 'literal' && typeof count.value === 'number';
  if (!isNumber || !UNITS.has(p.peek().upper)) return count;
  const unit = p.next().text.toLowerCase();
  return { kind: 'literal', value: `${count.value} ${unit}`, ...p.spanFrom(count) };
}

function parseClauseOperand(p: ParseContext, head: Head, word: string): Expression {
  if (!p.isLineEnd()) return parseArgument(p, head);
  return p.fail({
    code: 'BASIC_VALUE_MISSING',
    message: `After ${word} a value is missing.`,
    hint: word === 'FALLBACK' ? 'Write FALLBACK "other-bot".' : `Write ${word} and a number.`,
  });
}

/** `input = expression | pairs .` */
function parseInput(p: ParseContext, head: Head): Expression {
  if (!startsPair(p) || p.code === CODE.string) return parseArgument(p, head);
  const first = p.peek();
  const fields = parsePairs(p);
  return { kind: 'object', fields, ...p.spanFrom(first) };
}

function parseName(p: ParseContext): VariableExpression {
  if (p.code >= NAME) return takeVariable(p);
  return p.fail({
    code: 'BASIC_NAME_EXPECTED',
    message: `After INTO the name of a variable is missing; ${describeToken(p.peek())} there.`,
  });
}
