import { describeToken, type ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Expression, LiteralExpression, ParamStatement, Statement } from '../syntax';
import { plainName } from '../token';
import { codeOf } from '../vocabulary';

const OPEN_LIST = codeOf('[');

interface Parts {
  type: string;
  typeSpan: Span;
  choices: readonly LiteralExpression[];
  example?: LiteralExpression;
  description?: string;
  optional: boolean;
  defaultValue?: LiteralExpression;
}

/**
 * `param = "PARAM" name [ "AS" ( type | text { "," text } ) ]
 *   { "LIKE" literal | "ENUM" list | "DESCRIPTION" text | "OPTIONAL" | "REQUIRED" | "DEFAULT" literal } .`
 */
export function parseParam(p: ParseContext, head: Span): Statement {
  const nameSpan = p.peek();
  if (nameSpan.kind !== 'word') failParam(p, 'After PARAM a name is missing');
  p.next();
  const parts: Parts = { type: '', typeSpan: nameSpan, choices: [], optional: false };
  if (p.acceptWords('AS')) readType(p, parts);
  while (readClause(p, parts)) {
    // Each turn takes one clause.
  }
  const name = plainName(nameSpan.text);
  const statement: ParamStatement = {
    kind: 'param',
    name,
    nameSpan,
    ...parts,
    ...p.spanFrom(head),
  };
  return statement;
}

function readType(p: ParseContext, parts: Parts): void {
  const token = p.peek();
  parts.typeSpan = token;
  if (token.kind === 'string') {
    const texts = readLiterals(p);
    parts.type = 'STRING';
    if (texts.length > 1) parts.choices = texts;
    else parts.description = String(texts[0]?.value ?? '');
    return;
  }
  if (token.kind !== 'word') failParam(p, 'After AS a type is missing');
  p.next();
  parts.type = token.upper;
  if (p.isSymbol('[')) parts.choices = readChoices(p);
}

function readLiterals(p: ParseContext): LiteralExpression[] {
  const found = [readLiteral(p)];
  while (p.acceptSymbol(',')) found.push(readLiteral(p));
  return found.flatMap((literal) => (literal === undefined ? [] : [literal]));
}

/** `ENUM ["a", "b"]`. */
function readChoices(p: ParseContext): readonly LiteralExpression[] {
  const list = p.grammar.operand(p);
  return list.kind === 'list' ? list.items.filter((item) => item.kind === 'literal') : [];
}

function readClause(p: ParseContext, parts: Parts): boolean {
  if (p.acceptWords('LIKE')) {
    const example = readBareExample(p) ?? readLiteral(p);
    if (example !== undefined) parts.example = example;
  } else if (p.isWord('ENUM') && p.codeAt(1) === OPEN_LIST) {
    p.next();
    parts.choices = readChoices(p);
  } else if (p.acceptWords('DESCRIPTION')) parts.description = readText(p);
  else if (p.acceptWords('OPTIONAL')) parts.optional = true;
  else if (p.acceptWords('REQUIRED')) parts.optional = false;
  else if (p.acceptWords('DEFAULT')) {
    const value = readLiteral(p);
    if (value !== undefined) parts.defaultValue = value;
  } else return false;
  return true;
}

const CLAUSE_WORDS = ['LIKE', 'ENUM', 'DESCRIPTION', 'OPTIONAL', 'REQUIRED', 'DEFAULT'];

/** `LIKE Stall Code`: two words or more without quotes are the example, up to the next clause. */
function readBareExample(p: ParseContext): LiteralExpression | undefined {
  const isWord = (ahead: number): boolean => {
    const { kind, upper } = p.tokenAt(ahead);
    return kind === 'word' && !CLAUSE_WORDS.includes(upper);
  };
  if (!isWord(0) || !isWord(1)) return undefined;
  const { start } = p;
  while (isWord(0)) p.next();
  const value = p.source.text.slice(start, p.lastEnd);
  return { kind: 'literal', value, start, end: p.lastEnd };
}

/** A literal; lists and objects are allowed as examples but not kept. */
function readLiteral(p: ParseContext): LiteralExpression | undefined {
  const expression: Expression = p.grammar.sum(p);
  if (expression.kind === 'literal') return expression;
  if (expression.kind === 'list' || expression.kind === 'object') return undefined;
  if (expression.kind === 'template') {
    const value = p.source.text.slice(expression.start + 1, expression.end - 1);
    return { kind: 'literal', value, start: expression.start, end: expression.end };
  }
  return p.fail({
    code: 'BASIC_PARAM',
    message: 'A PARAM takes only plain values, no names and no calculations.',
    span: expression,
    hint: 'Write a number, TRUE, FALSE or a text in quotes.',
  });
}

function readText(p: ParseContext): string {
  const literal = readLiteral(p);
  return literal === undefined ? '' : String(literal.value);
}

function failParam(p: ParseContext, what: string): never {
  return p.fail({
    code: 'BASIC_PARAM',
    message: `${what}; ${describeToken(p.peek())} there.`,
    hint: 'Write PARAM name AS STRING LIKE "an example".',
  });
}
