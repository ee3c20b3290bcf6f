import type { Program } from '../basic/parser';
import type { Statement } from '../basic/syntax';
import { bodiesOf, type Body } from './bodies';

/** A statement and where it belongs. A STEP counts together with the statement inside it. */
export interface PlacedStatement {
  readonly statement: Statement;
  /** The list that it stands in, and its place there. */
  readonly siblings: readonly Statement[];
  readonly index: number;
  /** The block around it; absent on the outermost level. */
  readonly owner?: PlacedStatement;
  readonly body?: Body;
}

const cache = new WeakMap<Program, readonly PlacedStatement[]>();

/** Every statement of a program, parents first, in the order of the text. */
export function placeStatements(program: Program): readonly PlacedStatement[] {
  const known = cache.get(program);
  if (known !== undefined) return known;
  const found: PlacedStatement[] = [];
  placeAll(program.statements, {}, found);
  cache.set(program, found);
  return found;
}

/** The statement and all blocks around it, the innermost first. */
export function withOwners(placed: PlacedStatement): readonly PlacedStatement[] {
  return placed.owner === undefined ? [placed] : [placed, ...withOwners(placed.owner)];
}

function placeAll(
  siblings: readonly Statement[],
  around: Pick<PlacedStatement, 'owner' | 'body'>,
  found: PlacedStatement[],
): void {
  siblings.forEach((statement, index) => {
    const placed: PlacedStatement = { statement, siblings, index, ...around };
    found.push(placed);
    for (const body of bodiesOf(statement))
      placeAll(body.statements, { owner: placed, body }, found);
  });
}
