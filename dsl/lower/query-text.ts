import type { Expression as PlanExpression } from '../../plan/expression';
import type { StepOf } from '../../plan/schema';
import { parseFilterTokens, type FilterText } from './filter-text';
import type { FilterToken } from './filter-tokens';

type Column = StepOf<'query'>['select'][number];

/** What a query asks for, and of which table. */
export interface QueryText {
  readonly from: string | PlanExpression;
  /** Empty for all columns. */
  readonly select: readonly Column[];
  readonly groupBy: readonly string[];
  readonly filter: FilterText;
}

const FIGURES: Readonly<Record<string, NonNullable<Column['function']>>> = {
  AVERAGE: 'avg',
  AVG: 'avg',
  COUNT: 'count',
  MAX: 'max',
  MIN: 'min',
  SUM: 'sum',
};
/** The figure of this name, e.g. of `SUM`. */
export function figureNamed(name: string): Column['function'] {
  const key = name.trim().toUpperCase();
  return Object.hasOwn(FIGURES, key) ? FIGURES[key] : undefined;
}

/** Words that end the list of columns or of groups. */
const CLAUSES = ['FROM', 'WHERE', 'GROUP', 'ORDER', 'LIMIT', 'HAVING', 'JOIN', 'UNION'];

/** The text is no query that can be asked here. */
class NoQuery extends Error {}

/**
 * Reads `SELECT columns FROM table [ WHERE filter ] [ GROUP BY names ] [ ORDER BY names ] [ LIMIT n ]`.
 * Undefined for anything more, e.g. JOIN, or anything that is not a query. No part of the text can become
 * anything but columns and values.
 */
export function parseQuery(tokens: readonly FilterToken[]): QueryText | undefined {
  try {
    return new QueryReader(tokens).read();
  } catch (error) {
    if (error instanceof NoQuery) return undefined;
    throw error;
  }
}

class QueryReader {
  private index = 0;

  constructor(private readonly tokens: readonly FilterToken[]) {}

  read(): QueryText {
    this.expectWord('SELECT');
    const select = this.readColumns();
    this.expectWord('FROM');
    const from = this.readTable();
    const alias = this.readAlias();
    const { where, groupBy, rest } = this.splitTail();
    const own = [alias, typeof from === 'string' ? from : undefined];
    const named = select.map((column) => ({ ...column, column: local(column.column, own) }));
    const filter = parseFilterTokens([...where, ...rest].map((token) => localToken(token, own)));
    if (filter === undefined) throw new NoQuery();
    const names = groupBy.map((name) => local(name, own));
    checkNames([...named.map(({ column }) => column), ...names]);
    return { from, select: named, groupBy: names, filter: inSource(filter, named, names) };
  }

  /** `columns = "*" | column { "," column } .` */
  private readColumns(): readonly Column[] {
    if (this.isWord('*')) {
      this.index += 1;
      return [];
    }
    const columns = [this.readColumn()];
    while (this.acceptSymbol(',')) columns.push(this.readColumn());
    return columns;
  }

  /** `column = ( name | figure "(" ( name | "*" ) ")" ) [ [ "AS" ] name ] .` */
  private readColumn(): Column {
    const first = this.readName();
    const figure = figureNamed(first);
    const isFigure = this.acceptSymbol('(');
    if (isFigure && figure === undefined) throw new NoQuery();
    const column = isFigure ? this.readName() : first;
    if (isFigure) this.expectSymbol(')');
    const isNamed = this.acceptWord('AS') || this.isNameHere();
    const plain = column.slice(column.lastIndexOf('.') + 1);
    const given = isFigure ? `${first.toLowerCase()}${plain === '*' ? '' : `_${plain}`}` : plain;
    return {
      column,
      ...(isFigure && figure !== undefined ? { function: figure } : {}),
      as: isNamed ? this.readAny() : given,
    };
  }

  private readTable(): string | PlanExpression {
    const token = this.tokens[this.index];
    if (token?.kind !== 'hole') return this.readAny();
    this.index += 1;
    return token.expression;
  }

  private readAlias(): string | undefined {
    return this.acceptWord('AS') || this.isNameHere() ? this.readName() : undefined;
  }

  /** The filter, the groups, and what stands behind them. */
  private splitTail(): {
    readonly where: readonly FilterToken[];
    readonly groupBy: readonly string[];
    readonly rest: readonly FilterToken[];
  } {
    const hasWhere = this.acceptWord('WHERE');
    const start = this.index;
    while (this.index < this.tokens.length && !this.isWord('GROUP', 'ORDER', 'LIMIT', 'HAVING')) {
      this.index += 1;
    }
    const where = this.tokens.slice(start, this.index);
    if (hasWhere !== where.length > 0) throw new NoQuery();
    const groupBy = this.readGroups();
    return { where, groupBy, rest: this.tokens.slice(this.index) };
  }

  private readGroups(): readonly string[] {
    if (!this.acceptWord('GROUP')) return [];
    this.expectWord('BY');
    const names = [this.readName()];
    while (this.acceptSymbol(',')) names.push(this.readName());
    return names;
  }

  private isNameHere(): boolean {
    const token = this.tokens[this.index];
    return token?.kind === 'word' && !CLAUSES.includes(token.text.toUpperCase());
  }

  private readName(): string {
    const token = this.tokens[this.index];
    if (token?.kind !== 'word') throw new NoQuery();
    this.index += 1;
    return token.text;
  }

  /** A word or a quoted name. */
  private readAny(): string {
    const token = this.tokens[this.index];
    const [only] = token?.kind === 'text' ? token.parts : [];
    if (typeof only !== 'string' || token?.kind !== 'text' || token.parts.length > 1) {
      return this.readName();
    }
    this.index += 1;
    return only;
  }

  private isWord(...words: readonly string[]): boolean {
    const token = this.tokens[this.index];
    return token?.kind === 'word' && words.includes(token.text.toUpperCase());
  }

  private acceptWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.index += 1;
    return true;
  }

  private expectWord(word: string): void {
    if (!this.acceptWord(word)) throw new NoQuery();
  }

  private acceptSymbol(text: string): boolean {
    const token = this.tokens[this.index];
    if (token?.kind !== 'symbol' || token.text !== text) return false;
    this.index += 1;
    return true;
  }

  private expectSymbol(text: string): void {
    if (!this.acceptSymbol(text)) throw new NoQuery();
  }
}

/** `o.total` is the column `total` where `o` is the only table. */
function local(name: string, own: readonly (string | undefined)[]): string {
  const dot = name.indexOf('.');
  const isOwn = own.some((each) => each?.toLowerCase() === name.slice(0, dot).toLowerCase());
  return dot > 0 && isOwn ? name.slice(dot + 1) : name;
}

function localToken(token: FilterToken, own: readonly (string | undefined)[]): FilterToken {
  return token.kind === 'word' ? { ...token, text: local(token.text, own) } : token;
}

function checkNames(names: readonly string[]): void {
  if (names.some((name) => name !== '*' && !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name))) {
    throw new NoQuery();
  }
}

/** Rows without figures are sorted before columns get new names. */
function inSource(
  filter: FilterText,
  select: readonly Column[],
  groupBy: readonly string[],
): FilterText {
  const { orderBy } = filter;
  const isGrouped = groupBy.length > 0 || select.some((column) => column.function !== undefined);
  const isBad = isGrouped ? select.length === 0 : select.some(({ column }) => column === '*');
  if (isBad) throw new NoQuery();
  if (isGrouped || orderBy === undefined) return filter;
  const sourceOf = (name: string): string =>
    select.find((column) => column.as.toLowerCase() === name.toLowerCase())?.column ?? name;
  return {
    ...filter,
    orderBy: orderBy.map((term) => ({ ...term, column: sourceOf(term.column) })),
  };
}
