import type { ParseContext } from './parse-context';
import type { InfixOperator } from './syntax';

/** How strongly operators bind; larger binds more. */
export const LEVEL = {
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  sum: 5,
  product: 6,
  negate: 7,
  power: 8,
} as const;

/** An operator that stands before the present operand, and how many tokens it has. */
export interface InfixMatch {
  readonly operator: InfixOperator | 'isNull' | 'isNotNull' | 'between';
  readonly level: number;
  readonly length: number;
  /** NOT IN, NOT LIKE, … */
  readonly negated: boolean;
}

type Row = readonly [InfixOperator, number];

const SYMBOLS: Readonly<Record<string, Row>> = {
  '||': ['or', LEVEL.or],
  '&&': ['and', LEVEL.and],
  '=': ['=', LEVEL.comparison],
  '==': ['=', LEVEL.comparison],
  '<>': ['<>', LEVEL.comparison],
  '!=': ['<>', LEVEL.comparison],
  '<': ['<', LEVEL.comparison],
  '<=': ['<=', LEVEL.comparison],
  '>': ['>', LEVEL.comparison],
  '>=': ['>=', LEVEL.comparison],
  '??': ['??', LEVEL.sum],
  '+': ['+', LEVEL.sum],
  '-': ['-', LEVEL.sum],
  '&': ['+', LEVEL.sum],
  '*': ['*', LEVEL.product],
  '/': ['/', LEVEL.product],
  '%': ['%', LEVEL.product],
  '^': ['^', LEVEL.power],
};

const WORDS: Readonly<Record<string, Row>> = {
  OR: ['or', LEVEL.or],
  AND: ['and', LEVEL.and],
  CONTAINS: ['contains', LEVEL.comparison],
  LIKE: ['like', LEVEL.comparison],
  ILIKE: ['ilike', LEVEL.comparison],
  IN: ['in', LEVEL.comparison],
  MOD: ['%', LEVEL.product],
};

/** The operator at the present place, if there is one. */
export function matchInfix(p: ParseContext): InfixMatch | undefined {
  const token = p.peek();
  if (token.kind === 'symbol') return fromRow(SYMBOLS[token.text], 1);
  if (token.kind !== 'word') return undefined;
  if (token.upper === 'IS') return matchIs(p);
  if (token.upper === 'NOT') return matchNegated(p);
  if (token.upper === 'BETWEEN') return between(1, false);
  if (p.areWords('STARTS', 'WITH')) return fromRow(['startsWith', LEVEL.comparison], 2);
  if (p.areWords('ENDS', 'WITH')) return fromRow(['endsWith', LEVEL.comparison], 2);
  return Object.hasOwn(WORDS, token.upper) ? fromRow(WORDS[token.upper], 1) : undefined;
}

function matchIs(p: ParseContext): InfixMatch | undefined {
  if (p.areWords('IS', 'NULL')) {
    return { operator: 'isNull', level: LEVEL.comparison, length: 2, negated: false };
  }
  if (p.areWords('IS', 'NOT', 'NULL')) {
    return { operator: 'isNotNull', level: LEVEL.comparison, length: 3, negated: false };
  }
  return undefined;
}

function matchNegated(p: ParseContext): InfixMatch | undefined {
  const second = p.tokenAt(1).upper;
  if (second === 'BETWEEN') return between(2, true);
  if (second !== 'IN' && second !== 'LIKE' && second !== 'ILIKE' && second !== 'CONTAINS') {
    return undefined;
  }
  const match = fromRow(WORDS[second], 2);
  return match === undefined ? undefined : { ...match, negated: true };
}

function between(length: number, negated: boolean): InfixMatch {
  return { operator: 'between', level: LEVEL.comparison, length, negated };
}

function fromRow(row: Row | undefined, length: number): InfixMatch | undefined {
  if (row === undefined) return undefined;
  return { operator: row[0], level: row[1], length, negated: false };
}
