import type { ParseContext } from './parse-context';
import type { InfixOperator } from './infix-operator';
import { codeOf, CodeSet, codeTable, endsLine } from './vocabulary';

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

/** What stands at a code: an operator, or a word that begins one together with the words after it. */
type Row = InfixMatch | ((p: ParseContext) => InfixMatch | undefined);

const NOT = codeOf('NOT');
const NULL = codeOf('NULL');
const PARALLEL = codeOf('PARALLEL');
const WITH = codeOf('WITH');
const FORK_WORDS = new CodeSet(['MAX', 'JOIN', 'SETTLED', 'DO']);

const { comparison, sum, product } = LEVEL;
const IN = row('in', comparison);
const IS_NULL = row('isNull', comparison, 2);
const IS_NOT_NULL = row('isNotNull', comparison, 3);
const STARTS_WITH = row('startsWith', comparison, 2);
const ENDS_WITH = row('endsWith', comparison, 2);

const ROWS = codeTable<Row>([
  ['||', row('or', LEVEL.or)],
  ['&&', row('and', LEVEL.and)],
  ['=', row('=', comparison)],
  ['==', row('=', comparison)],
  ['<>', row('<>', comparison)],
  ['!=', row('<>', comparison)],
  ['<', row('<', comparison)],
  ['<=', row('<=', comparison)],
  ['>', row('>', comparison)],
  ['>=', row('>=', comparison)],
  ['??', row('??', sum)],
  ['+', row('+', sum)],
  ['-', row('-', sum)],
  ['&', row('+', sum)],
  ['*', row('*', product)],
  ['/', row('/', product)],
  ['%', row('%', product)],
  ['^', row('^', LEVEL.power)],
  ['OR', row('or', LEVEL.or)],
  ['AND', row('and', LEVEL.and)],
  ['CONTAINS', row('contains', comparison)],
  ['LIKE', row('like', comparison)],
  ['ILIKE', row('ilike', comparison)],
  ['IN', matchIn],
  ['MOD', row('%', product)],
  ['BETWEEN', row('between', comparison)],
  ['IS', matchIs],
  ['NOT', (p) => NEGATED[p.codeAt(1)]],
  ['STARTS', (p) => (p.codeAt(1) === WITH ? STARTS_WITH : undefined)],
  ['ENDS', (p) => (p.codeAt(1) === WITH ? ENDS_WITH : undefined)],
]);
/** The operators after NOT. */
const NEGATED = codeTable<InfixMatch>([
  ['BETWEEN', negatedRow('between')],
  ['IN', negatedRow('in')],
  ['LIKE', negatedRow('like')],
  ['ILIKE', negatedRow('ilike')],
  ['CONTAINS', negatedRow('contains')],
]);

/** The operator at the present place, if there is one. */
export function matchInfix(p: ParseContext): InfixMatch | undefined {
  const found = ROWS[p.code];
  return typeof found === 'function' ? found(p) : found;
}

/** `FOR EACH item IN list IN PARALLEL`: these two words are no operator and its operand. */
function matchIn(p: ParseContext): InfixMatch | undefined {
  const forks = p.codeAt(1) === PARALLEL && (endsLine(p.codeAt(2)) || FORK_WORDS.has(p.codeAt(2)));
  return forks ? undefined : IN;
}

function matchIs(p: ParseContext): InfixMatch | undefined {
  if (p.codeAt(1) === NULL) return IS_NULL;
  return p.codeAt(1) === NOT && p.codeAt(2) === NULL ? IS_NOT_NULL : undefined;
}

function row(operator: InfixMatch['operator'], level: number, length = 1): InfixMatch {
  return { operator, level, length, negated: false };
}

function negatedRow(operator: InfixMatch['operator']): InfixMatch {
  return { operator, level: comparison, length: 2, negated: true };
}
