import { parseArguments } from './brackets';
import { parseCommand } from './commands';
import { parseNumber } from './numbers';
import type { ParseContext } from './parse-context';
import { isKeywordHere, KEYWORD_FUNCTIONS, startsOperand } from './starts-operand';
import type { CallExpression, Expression, LiteralExpression } from './syntax';
import { takeVariable } from './take-variable';
import { CODE, codeOf, CodeSet, codeTable, NAME } from './vocabulary';

const OPEN_BRACKET = codeOf('(');
const COMMA = codeOf(',');
const AS = codeOf('AS');
const FORMAT = codeOf('FORMAT');
const INTERVAL = codeOf('INTERVAL');
const NEW = codeOf('NEW');
const CREATE = codeOf('CREATE');
const ARRAY = codeOf('ARRAY');
const OBJECT = codeOf('OBJECT');
const SECRET = codeOf('SECRET');
/** Words that hold statements and conditions together: never a name. */
const NEVER_NAMES = new CodeSet(['THEN', 'ELSE', 'AND', 'OR']);
/** Functions that can be written without brackets: `FORMAT x AS "0.0"`. */
const COMMAND_FUNCTIONS = new CodeSet('FORMAT DATEADD DATEDIFF MAX MIN FIRST LAST'.split(' '));
const CONSTANTS = codeTable<boolean | null>([
  ['TRUE', true],
  ['FALSE', false],
  ['NULL', null],
]);

/**
 * `word = "TRUE" | "FALSE" | "NULL" | "NEW" kind | function | command | name .`
 * Undefined for a word that is never an operand. Most words are names that the grammar does not know.
 */
export function parseWord(p: ParseContext): Expression | undefined {
  const { code } = p;
  if (NEVER_NAMES.has(code)) return undefined;
  if (code !== NAME) {
    const found = parseConstant(p, code) ?? parseKeywordOperand(p, code);
    if (found !== undefined) return found;
  }
  return p.codeAt(1) === OPEN_BRACKET ? parseCall(p) : takeVariable(p);
}

function parseConstant(p: ParseContext, code: number): Expression | undefined {
  const value = CONSTANTS[code];
  if (value !== undefined) {
    const { start, end } = p.takeTokens(1);
    return { kind: 'literal', value, start, end };
  }
  const kind = p.codeAt(1);
  if (code === NEW && kind === ARRAY) return { kind: 'list', items: [], ...p.takeTokens(2) };
  if ((code === NEW || code === CREATE) && kind === OBJECT) {
    return { kind: 'object', fields: [], ...p.takeTokens(2) };
  }
  return undefined;
}

/** An operand that begins with a word of the grammar, unless that is used as a name here. */
function parseKeywordOperand(p: ParseContext, code: number): Expression | undefined {
  if (code === INTERVAL && isInterval(p)) return parseInterval(p);
  if (code === SECRET && p.codeAt(1) === CODE.string) return parseSecret(p);
  if (COMMAND_FUNCTIONS.has(code) && isCommandFunction(p)) return parseCommandFunction(p);
  if (KEYWORD_FUNCTIONS.has(code) && p.codeAt(1) === OPEN_BRACKET) return parseCall(p);
  const match = p.matchPhrase();
  if (match?.phrase.hasValue !== true || !isKeywordHere(p, match)) return undefined;
  const command = p.nested(() => parseCommand(p, match));
  return { kind: 'command', command, start: command.start, end: command.end };
}

/** `INTERVAL 90 DAY`, in conditions of data statements. */
function isInterval(p: ParseContext): boolean {
  return p.codeAt(1) === CODE.number && p.codeAt(2) >= NAME;
}

/** `interval = "INTERVAL" number unit .` */
function parseInterval(p: ParseContext): Expression {
  const nameSpan = p.takeTokens(1);
  const count = parseNumber(p);
  const unit = p.next();
  const { start, end } = unit;
  const name: LiteralExpression = { kind: 'literal', value: unit.upper.toLowerCase(), start, end };
  return {
    kind: 'call',
    name: 'interval',
    nameSpan,
    args: [count, name],
    start: nameSpan.start,
    end,
  };
}

/** `secret = "SECRET" string .` The form with brackets is a call. */
function parseSecret(p: ParseContext): Expression {
  const nameSpan = p.takeTokens(1);
  const name = p.grammar.operand(p);
  return {
    kind: 'call',
    name: 'secret',
    nameSpan,
    args: [name],
    start: nameSpan.start,
    end: name.end,
  };
}

/** `MAX a, b`, but not `MAX(a, b)`, which is a call. */
function isCommandFunction(p: ParseContext): boolean {
  return p.codeAt(1) === OPEN_BRACKET ? !p.isGlued(1) : startsOperand(p, 1);
}

/** `call = name "(" [ expression { "," expression } ] ")" .` An AS after it belongs to what it is given to. */
function parseCall(p: ParseContext): CallExpression {
  const name = p.word()?.name ?? '';
  const nameSpan = p.takeTokens(1);
  const args = parseArguments(p);
  return { kind: 'call', name, nameSpan, args, start: nameSpan.start, end: p.lastEnd };
}

/** `command-function = name operand [ "AS" operand ] { "," operand } .` */
function parseCommandFunction(p: ParseContext): CallExpression {
  const isFormat = p.code === FORMAT;
  const name = p.word()?.name ?? '';
  const nameSpan = p.takeTokens(1);
  const read = (): Expression => (isFormat ? p.grammar.operand(p) : p.grammar.sum(p));
  const args = [p.nested(read)];
  if (isFormat) args.push(...parseAs(p));
  while (args.length < 3 && p.brackets === 0 && p.accept(COMMA)) args.push(read());
  return { kind: 'call', name, nameSpan, args, start: nameSpan.start, end: p.lastEnd };
}

/** `AS pattern`; a bare word such as JSON is a text. */
function parseAs(p: ParseContext): readonly Expression[] {
  if (!p.accept(AS)) return [];
  const word = p.word();
  if (word === undefined) return [p.grammar.operand(p)];
  const { start, end } = p.takeTokens(1);
  return [{ kind: 'literal', value: word.upper, start, end }];
}
