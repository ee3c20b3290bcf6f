import type { Expression as PlanExpression, Filter } from '../../plan/expression';
import { compare, FLIPPED, joinFilters, negateFilter, type CompareOperator } from './filter';
import { ageFilter, columnThrough, type FilterColumn } from './filter-column';
import { shiftDate } from './interval';
import { readFilterTokens, type FilterPart, type FilterToken } from './filter-tokens';

/** What a filter text asks for. */
export interface FilterText {
  readonly where?: Filter;
  readonly orderBy?: readonly { readonly column: string; readonly descending?: boolean }[];
  readonly limit?: PlanExpression;
}

const OPERATORS: Readonly<Record<string, CompareOperator>> = {
  '=': '=',
  '==': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};
const ENDS = new Set(['AND', 'OR', 'ORDER', 'LIMIT']);
const TIME_FUNCTIONS: Readonly<Record<string, string>> = {
  NOW: 'now',
  TODAY: 'today',
  CURDATE: 'today',
};
const MAX_DEPTH = 32;

/** The text is no filter. */
class NoFilter extends Error {}

/**
 * Reads a filter text whose `${…}` are expressions, e.g. `id=${x} AND state='open' ORDER BY id LIMIT 5`.
 * Undefined when it is none. No part of the text can become anything but columns and values.
 */
export function parseFilterText(parts: readonly FilterPart[]): FilterText | undefined {
  const tokens = readFilterTokens(parts);
  return tokens === undefined ? undefined : parseFilterTokens(tokens);
}

/** The same from tokens that were read before. */
export function parseFilterTokens(tokens: readonly FilterToken[]): FilterText | undefined {
  try {
    return new FilterReader(tokens).read();
  } catch (error) {
    if (error instanceof NoFilter) return undefined;
    throw error;
  }
}

/**
 * True when a text could be a filter for a database, although it is more than can be asked here: its
 * brackets and quotes are closed, and its comparisons have two sides.
 */
export function isPlausibleFilter(parts: readonly FilterPart[]): boolean {
  const tokens = readFilterTokens(parts);
  if (tokens === undefined || tokens.length === 0) return false;
  let open = 0;
  let wantsValue = true;
  for (const token of tokens) {
    const sign = token.kind === 'symbol' ? token.text : '';
    if (sign === '(') open += 1;
    else if (sign === ')') open -= 1;
    else if (sign !== '') {
      if (wantsValue) return false;
      wantsValue = true;
    } else wantsValue = false;
    if (open < 0) return false;
  }
  return open === 0 && !wantsValue;
}

class FilterReader {
  private index = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly FilterToken[]) {}

  /** `filter-text = [ or ] [ "ORDER" "BY" orders ] [ "LIMIT" value ] .` */
  read(): FilterText {
    const where = this.isWord('ORDER', 'LIMIT') || this.isEnd() ? undefined : this.readOr();
    const orderBy = this.acceptWord('ORDER') ? this.readOrder() : undefined;
    const limit = this.acceptWord('LIMIT') ? this.readValue() : undefined;
    if (!this.isEnd()) throw new NoFilter();
    return {
      ...(where === undefined ? {} : { where }),
      ...(orderBy === undefined ? {} : { orderBy }),
      ...(limit === undefined ? {} : { limit }),
    };
  }

  private readOr(): Filter {
    let left = this.readAnd();
    while (this.acceptWord('OR')) left = joinFilters('or', left, this.readAnd());
    return left;
  }

  private readAnd(): Filter {
    let left = this.readNot();
    while (this.acceptWord('AND')) left = joinFilters('and', left, this.readNot());
    return left;
  }

  private readNot(): Filter {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new NoFilter();
    const filter = this.readItem();
    this.depth -= 1;
    return filter;
  }

  private readItem(): Filter {
    if (this.acceptWord('NOT')) return negateFilter(this.readNot());
    if (!this.acceptSymbol('(')) return this.readComparison();
    const inner = this.readOr();
    this.expectSymbol(')');
    return inner;
  }

  /** `comparison = column ( operator value | "IS" [ "NOT" ] "NULL" | [ "NOT" ] ( "LIKE" | "ILIKE" | "IN" | "BETWEEN" ) … ) .` */
  private readComparison(): Filter {
    if (this.isWord('DATEDIFF') && this.isCall()) return this.readAge();
    const column = this.readFilterColumn();
    const operator = this.acceptOperator();
    if (operator !== undefined) return compare(column, operator, this.readValue());
    const token = this.next();
    if (token.kind !== 'word') throw new NoFilter();
    const word = token.text.toUpperCase();
    if (word === 'IS') {
      const negated = this.acceptWord('NOT');
      if (!this.acceptWord('NULL')) throw new NoFilter();
      return { op: 'isNull', column: column.column, ...(negated ? { negated } : {}) };
    }
    if (word !== 'NOT') return this.readWordOperator(column, word);
    return negateFilter(this.readWordOperator(column, this.next().text.toUpperCase()));
  }

  /** `column = name | function "(" name ")" .` */
  private readFilterColumn(): FilterColumn {
    const column = this.readColumn();
    if (!this.acceptSymbol('(')) return { column };
    const inner = columnThrough(column, this.readColumn());
    this.expectSymbol(')');
    if (inner === undefined) throw new NoFilter();
    return inner;
  }

  /** `age = "DATEDIFF" "(" ( value "," name | name "," value ) ")" operator value .` The difference is in days. */
  private readAge(): Filter {
    this.index += 2;
    const isEarlier = this.isTime();
    const column = isEarlier ? undefined : this.readColumn();
    const from = isEarlier ? this.readValue() : undefined;
    this.expectSymbol(',');
    const other = column === undefined ? this.readColumn() : undefined;
    const base = from ?? this.readValue();
    this.expectSymbol(')');
    const operator = this.acceptOperator();
    if (operator === undefined) throw new NoFilter();
    const days = this.readValue();
    if (column !== undefined) return ageFilter(column, operator, { from: base, days, sign: 1 });
    const flipped = FLIPPED[operator];
    if (other === undefined || flipped === undefined) throw new NoFilter();
    return ageFilter(other, flipped, { from: base, days, sign: -1 });
  }

  /** True at a text, at a value from the program, and at a function such as NOW(). */
  private isTime(): boolean {
    return this.peek()?.kind !== 'word' || this.isCall();
  }

  /** True at a word with a bracket behind it. */
  private isCall(): boolean {
    const next = this.tokens[this.index + 1];
    return next?.kind === 'symbol' && next.text === '(';
  }

  private acceptOperator(): CompareOperator | undefined {
    const token = this.peek();
    const operator = token?.kind === 'symbol' ? OPERATORS[token.text] : undefined;
    if (operator !== undefined) this.index += 1;
    return operator;
  }

  private readWordOperator(column: FilterColumn, word: string): Filter {
    if (word === 'LIKE') return compare(column, 'like', this.readValue());
    if (word === 'ILIKE') return compare(column, 'ilike', this.readValue());
    if (word === 'IN') return compare(column, 'in', this.readSet());
    if (word === 'CONTAINS') {
      const percent: PlanExpression = { op: 'literal', value: '%' };
      const parts = [percent, this.readValue(), percent];
      return compare(column, 'like', { op: 'template', parts });
    }
    if (word !== 'BETWEEN') throw new NoFilter();
    const low = compare(column, '>=', this.readValue());
    if (!this.acceptWord('AND')) throw new NoFilter();
    return joinFilters('and', low, compare(column, '<=', this.readValue()));
  }

  private readSet(): PlanExpression {
    if (!this.acceptSymbol('(')) return this.readValue();
    const items = [this.readValue()];
    while (this.acceptSymbol(',')) items.push(this.readValue());
    this.expectSymbol(')');
    const [only] = items;
    const isList = items.length === 1 && only !== undefined && only.op !== 'literal';
    return isList ? only : { op: 'list', items };
  }

  private readColumn(): string {
    const token = this.next();
    if (token.kind !== 'word' || !isName(token.text)) throw new NoFilter();
    return token.text;
  }

  /** `value = text | number | "TRUE" | "FALSE" | "NULL" | hole | time "(" ")" | words .` */
  private readValue(): PlanExpression {
    const first = this.peek();
    if (first?.kind === 'text') {
      this.index += 1;
      return joinParts(first.parts);
    }
    const parts: (string | PlanExpression)[] = [];
    for (let token = this.peek(); token !== undefined; token = this.peek()) {
      if (token.kind !== 'word' && token.kind !== 'hole') break;
      if (token.kind === 'word' && ENDS.has(token.text.toUpperCase())) break;
      if (parts.length > 0 && !token.glued) parts.push(' ');
      parts.push(token.kind === 'word' ? token.text : token.expression);
      this.index += 1;
    }
    return this.finishValue(parts);
  }

  private finishValue(parts: readonly (string | PlanExpression)[]): PlanExpression {
    const [only] = parts;
    if (only === undefined) throw new NoFilter();
    if (parts.length > 1) return joinParts(parts);
    if (typeof only !== 'string') return only;
    const constant = readConstant(only);
    if (constant !== undefined) return constant;
    if (!this.acceptSymbol('(')) return { op: 'literal', value: only };
    return this.readInterval(this.readTime(only.toUpperCase()));
  }

  /** `time = ( "NOW" | "TODAY" | "CURDATE" ) "(" ")" | ( "DATE_SUB" | "DATE_ADD" ) "(" value "," interval ")" .` */
  private readTime(word: string): PlanExpression {
    const name = TIME_FUNCTIONS[word];
    if (word === 'DATE' || word === 'LOWER' || word === 'UPPER') {
      const args = [this.readValue()];
      this.expectSymbol(')');
      return { op: 'call', name: word.toLowerCase(), args };
    }
    if (name !== undefined) {
      this.expectSymbol(')');
      return { op: 'call', name, args: [] };
    }
    if (word !== 'DATE_SUB' && word !== 'DATE_ADD') throw new NoFilter();
    const base = this.readValue();
    this.expectSymbol(',');
    const shifted = this.readShift(base, word === 'DATE_ADD' ? 1 : -1);
    this.expectSymbol(')');
    return shifted;
  }

  /** `[ ( "+" | "-" ) interval ]`. */
  private readInterval(base: PlanExpression): PlanExpression {
    if (this.acceptWord('-')) return this.readShift(base, -1);
    return this.acceptWord('+') ? this.readShift(base, 1) : base;
  }

  /** `interval = "INTERVAL" number unit .` */
  private readShift(base: PlanExpression, sign: 1 | -1): PlanExpression {
    if (!this.acceptWord('INTERVAL')) throw new NoFilter();
    const token = this.peek();
    const [only] = token?.kind === 'text' ? token.parts : [];
    const quoted = typeof only === 'string' ? only.split(' ') : undefined;
    if (quoted !== undefined) this.index += 1;
    const count = readConstant(quoted?.[0] ?? this.next().text);
    const unit = quoted?.[1] ?? this.next().text;
    if (count === undefined || !isName(unit)) throw new NoFilter();
    return shiftDate(base, count, { unit: { op: 'literal', value: unit.toLowerCase() }, sign });
  }

  private readOrder(): FilterText['orderBy'] {
    if (!this.acceptWord('BY')) throw new NoFilter();
    const terms = [this.readOrderTerm()];
    while (this.acceptSymbol(',')) terms.push(this.readOrderTerm());
    return terms;
  }

  private readOrderTerm(): { readonly column: string; readonly descending?: boolean } {
    const column = this.readColumn();
    if (this.acceptWord('DESC')) return { column, descending: true };
    this.acceptWord('ASC');
    return { column };
  }

  private peek(): FilterToken | undefined {
    return this.tokens[this.index];
  }

  private next(): Extract<FilterToken, { text: string }> {
    const token = this.peek();
    if (token === undefined || !('text' in token)) throw new NoFilter();
    this.index += 1;
    return token;
  }

  private isEnd(): boolean {
    return this.index >= this.tokens.length;
  }

  private isWord(...words: readonly string[]): boolean {
    const token = this.peek();
    return token?.kind === 'word' && words.includes(token.text.toUpperCase());
  }

  private acceptWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.index += 1;
    return true;
  }

  private acceptSymbol(text: string): boolean {
    const token = this.peek();
    if (token?.kind !== 'symbol' || token.text !== text) return false;
    this.index += 1;
    return true;
  }

  private expectSymbol(text: string): void {
    if (!this.acceptSymbol(text)) throw new NoFilter();
  }
}

function readConstant(word: string): PlanExpression | undefined {
  const upper = word.toUpperCase();
  if (upper === 'TRUE' || upper === 'FALSE') return { op: 'literal', value: upper === 'TRUE' };
  if (upper === 'NULL') return { op: 'literal', value: null };
  const first = word.charAt(word.startsWith('-') ? 1 : 0);
  const isNumber =
    first >= '0' && first <= '9' && !upper.includes('X') && Number.isFinite(Number(word));
  return isNumber ? { op: 'literal', value: Number(word) } : undefined;
}

function joinParts(parts: readonly (string | PlanExpression)[]): PlanExpression {
  const merged: PlanExpression[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part !== 'string') merged.push(part);
    else if (last?.op === 'literal' && typeof last.value === 'string') {
      merged[merged.length - 1] = { op: 'literal', value: last.value + part };
    } else merged.push({ op: 'literal', value: part });
  }
  const [only] = merged;
  if (only === undefined) return { op: 'literal', value: '' };
  return merged.length === 1 && only.op === 'literal' ? only : { op: 'template', parts: merged };
}

function isName(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isLetter = (code | 32) >= 97 && (code | 32) <= 122;
    const isDigit = code >= 48 && code <= 57;
    if (!isLetter && code !== 95 && !(isDigit && at > 0) && code < 128) return false;
  }
  return true;
}
