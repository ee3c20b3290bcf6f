import { AppError } from '../../plan/errors';
import type { BinaryOperator } from '../../plan/expression';
import type { Value } from '../../plan/value';
import { looseEquals, order } from '../value/compare';
import { DAY_MS, dateValue } from '../value/date';
import { isNull, isObject, isTruthy, wrongType } from '../value/kinds';
import { isLike } from '../value/like';
import { parseNumber } from '../value/number';
import { OPERATIONS } from '../value/operators';
import type { Scope } from '../value/scope';
import { toText } from '../value/text';
import { argument, listArgument, textArgument } from './entry';
import { readField } from './field';

/** A condition over one row. */
type Condition = (row: Value) => boolean;
type Operand = (row: Value) => Value;

interface Token {
  readonly kind: 'word' | 'text' | 'sign' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const MAX_LENGTH = 10_000;
const MAX_NESTING = 50;
const TOKEN =
  /\s*(?:'((?:[^']|'')*)'|"((?:[^"]|"")*)"|(<=|>=|<>|!=|==|&&|\|\||[=<>(),])|([^\s'"=<>(),!&|]+))/y;
const COMPARISONS: Readonly<Record<string, BinaryOperator>> = {
  '=': '=',
  '==': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  contains: 'contains',
  like: 'like',
};

/** FILTER list, "condition" and FILTER list, "field", value. */
export function filterRows(args: readonly Value[], scope: Scope): Value {
  const items = listArgument(args, 0, 'FILTER');
  if (args.length > 2) {
    const name = textArgument(args, 1);
    const wanted = argument(args, 2);
    return items.filter((row) => looseEquals(readField(row, name), wanted));
  }
  return items.filter(parseCondition(textArgument(args, 1), scope));
}

/**
 * Makes a condition of its text: comparisons joined by AND, OR, NOT and brackets. On the left stands a field,
 * on the right a number, text (quoted or not), TRUE, FALSE, NULL, NOW() or TODAY(). LIKE, ILIKE, IN, BETWEEN,
 * IS NULL, CONTAINS and STARTS WITH work as in the language. A mistake is `VALUE_TYPE`.
 */
export function parseCondition(text: string, scope: Scope): Condition {
  return new ConditionParser(text, scope).parse();
}

class ConditionParser {
  readonly #text: string;
  readonly #scope: Scope;
  #token: Token;
  #nesting = 0;

  constructor(text: string, scope: Scope) {
    this.#text = text;
    this.#scope = scope;
    if (text.length > MAX_LENGTH) throw this.#mistake();
    this.#token = this.#readToken(0);
  }

  parse(): Condition {
    if (this.#atEnd()) return () => true;
    const condition = this.#parseOr();
    if (!this.#atEnd()) throw this.#mistake();
    return condition;
  }

  /** and { OR and } */
  #parseOr(): Condition {
    const parts = [this.#parseAnd()];
    while (this.#take('or') || this.#take('||')) parts.push(this.#parseAnd());
    return parts.length === 1 && parts[0] ? parts[0] : (row) => parts.some((part) => part(row));
  }

  /** not { AND not } */
  #parseAnd(): Condition {
    const parts = [this.#parseNot()];
    while (this.#take('and') || this.#take('&&')) parts.push(this.#parseNot());
    return parts.length === 1 && parts[0] ? parts[0] : (row) => parts.every((part) => part(row));
  }

  /** { NOT } ( "(" or ")" | comparison ) */
  #parseNot(): Condition {
    let negated = false;
    while (this.#take('not')) negated = !negated;
    const condition = this.#take('(') ? this.#parseBrackets() : this.#parseComparison();
    return negated ? (row) => !condition(row) : condition;
  }

  #parseBrackets(): Condition {
    this.#nesting += 1;
    if (this.#nesting > MAX_NESTING) throw new AppError('RUN_TOO_DEEP', { limit: MAX_NESTING });
    const condition = this.#parseOr();
    this.#expect(')');
    this.#nesting -= 1;
    return condition;
  }

  /** field [ operator value ] */
  #parseComparison(): Condition {
    const left = this.#parseField();
    if (this.#take('is')) return this.#parseIsNull(left);
    if (!this.#take('not')) return this.#parseTest(left);
    const test = this.#parseTest(left);
    return (row) => !test(row);
  }

  #parseIsNull(left: Operand): Condition {
    const wanted = !this.#take('not');
    this.#expect('null');
    return (row) => isNull(left(row)) === wanted;
  }

  #parseTest(left: Operand): Condition {
    const comparison = this.#takeComparison();
    if (comparison) {
      const operation = OPERATIONS[comparison];
      const right = this.#parseValue();
      return (row) => operation(left(row), right(row)) === true;
    }
    if (this.#take('ilike')) return this.#parseIlike(left);
    if (this.#take('in')) return this.#parseIn(left);
    if (this.#take('between')) return this.#parseBetween(left);
    if (this.#take('starts')) {
      this.#expect('with');
      const right = this.#parseValue();
      return (row) => OPERATIONS.startsWith(left(row), right(row)) === true;
    }
    return (row) => isTruthy(left(row));
  }

  #parseIlike(left: Operand): Condition {
    const right = this.#parseValue();
    return (row) => isLike(toText(left(row)).toLowerCase(), toText(right(row)).toLowerCase());
  }

  /** IN "(" value { "," value } ")" */
  #parseIn(left: Operand): Condition {
    this.#expect('(');
    const values: Operand[] = [];
    do values.push(this.#parseValue());
    while (this.#take(','));
    this.#expect(')');
    return (row) => {
      const value = left(row);
      return values.some((other) => looseEquals(value, other(row)));
    };
  }

  #parseBetween(left: Operand): Condition {
    const low = this.#parseValue();
    this.#expect('and');
    const high = this.#parseValue();
    return (row) => {
      const value = left(row);
      return (order(value, low(row)) ?? -1) >= 0 && (order(value, high(row)) ?? 1) <= 0;
    };
  }

  /** name | LOWER "(" name ")" | UPPER "(" name ")" */
  #parseField(): Operand {
    const token = this.#token;
    if (token.kind !== 'word' && token.kind !== 'text') throw this.#mistake();
    this.#advance();
    const name = token.text;
    if (token.kind === 'word' && /^(?:lower|upper)$/i.test(name) && this.#take('(')) {
      const inner = this.#parseField();
      this.#expect(')');
      return name.toLowerCase() === 'lower'
        ? (row) => toText(inner(row)).toLowerCase()
        : (row) => toText(inner(row)).toUpperCase();
    }
    return (row) => (isObject(row) ? readField(row, name) : row);
  }

  /** A literal; words that are not quoted reach up to the next AND, OR, comma or bracket. */
  #parseValue(): Operand {
    const token = this.#token;
    if (token.kind !== 'word' && token.kind !== 'text') throw this.#mistake();
    this.#advance();
    if (token.kind === 'text') return () => token.text;
    if (this.#token.text === '(' && /^(?:now|today)$/i.test(token.text)) {
      return this.#parseMoment(token.text);
    }
    let end = token.end;
    while (this.#token.kind === 'word' && !/^(?:and|or)$/i.test(this.#token.text)) {
      end = this.#token.end;
      this.#advance();
    }
    const value = literal(this.#text.slice(token.start, end));
    return () => value;
  }

  #parseMoment(name: string): Operand {
    this.#expect('(');
    this.#expect(')');
    const now = this.#scope.now();
    const value = dateValue(name.toLowerCase() === 'now' ? now : now - (now % DAY_MS));
    return () => value;
  }

  #atEnd(): boolean {
    return this.#token.kind === 'end';
  }

  #takeComparison(): BinaryOperator | undefined {
    const word = this.#token.text.toLowerCase();
    if (this.#token.kind === 'text' || !Object.hasOwn(COMPARISONS, word)) return undefined;
    this.#advance();
    return COMPARISONS[word];
  }

  #take(word: string): boolean {
    if (this.#token.kind === 'text' || this.#token.text.toLowerCase() !== word) return false;
    this.#advance();
    return true;
  }

  #expect(word: string): void {
    if (!this.#take(word)) throw this.#mistake();
  }

  #advance(): void {
    this.#token = this.#readToken(this.#token.end);
  }

  #readToken(from: number): Token {
    TOKEN.lastIndex = from;
    const match = TOKEN.exec(this.#text);
    if (!match) {
      if (this.#text.slice(from).trim() !== '') throw this.#mistake();
      return { kind: 'end', text: '', start: from, end: from };
    }
    const end = TOKEN.lastIndex;
    const [, single, double, sign, word] = match;
    if (single !== undefined) return token('text', single.replaceAll("''", "'"), end);
    if (double !== undefined) return token('text', double.replaceAll('""', '"'), end);
    if (sign !== undefined) return token('sign', sign, end);
    return token('word', word ?? '', end);
  }

  #mistake(): AppError {
    return wrongType('FILTER', `a condition like "price > 10 AND name = 'A'"`, this.#text);
  }
}

function token(kind: Token['kind'], text: string, end: number): Token {
  return { kind, text, start: end - text.length, end };
}

function literal(text: string): Value {
  switch (text.toLowerCase()) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
    default:
      return parseNumber(text) ?? text;
  }
}
