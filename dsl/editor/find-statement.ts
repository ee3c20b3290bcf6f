import type { Place } from '../../plan/schema';
import type { Program } from '../basic/parser';
import { findTooDeep } from '../basic/visit';
import { lowerProgram } from '../lower/program';
import { splitSections } from '../lower/sections';
import { Reporter } from '../reporter';
import type { Span } from '../source';
import { bodiesOf, innerStatement, type Body } from './bodies';
import { placeStatements, type PlacedStatement } from './statements';
import { lineStart } from './tokens';

/** A list of statements that more can be added to. */
export interface FoundBlock {
  readonly statements: PlacedStatement['siblings'];
  /** Absent for the outermost level. */
  readonly owner?: PlacedStatement;
  readonly body?: Body;
}

const placesCache = new WeakMap<Program, ReadonlyMap<string, Place>>();

/**
 * Where each step of the plan stands, by step id, also while the text has mistakes. The ids are those of
 * `compile` when it has none.
 */
export function stepPlaces(program: Program): ReadonlyMap<string, Place> {
  const known = placesCache.get(program);
  if (known !== undefined) return known;
  const isFlat = findTooDeep(program.statements) === undefined;
  const places = isFlat
    ? lowerProgram(program, new Reporter(program.source), { strict: false }).places
    : {};
  const found = new Map(Object.entries(places));
  placesCache.set(program, found);
  return found;
}

/** The statement of a step id, of an offset, or around a span. Undefined when there is none. */
export function findStatement(
  program: Program,
  ref: string | number | Span,
): PlacedStatement | undefined {
  if (typeof ref === 'number') return atOffset(program, ref);
  if (typeof ref !== 'string') return around(program, ref);
  const place = stepPlaces(program).get(ref);
  return place === undefined ? undefined : around(program, place);
}

/** The id of the step that a statement becomes; undefined for statements that leave no step. */
export function statementId(program: Program, placed: PlacedStatement): string | undefined {
  const inner = innerStatement(placed.statement);
  const below = bodiesOf(inner).flatMap(({ statements }) => statements);
  const own = [...stepPlaces(program)].filter(
    ([, place]) =>
      isInside(place, placed.statement) && !below.some((other) => isInside(place, other)),
  );
  const same = own.filter(([, { start, end }]) => start === inner.start && end === inner.end);
  const candidates = (same.length > 0 ? same : own).map(([id]) => id);
  return candidates.sort((a, b) => depth(a) - depth(b))[0];
}

/** The block of an id such as `main`, `main.2.then` or `sub:name`. */
export function findBlock(program: Program, id: string): FoundBlock | undefined {
  const flow = flowBlock(program, id);
  if (flow !== undefined) return flow;
  for (const owner of placeStatements(program)) {
    const ownId = statementId(program, owner);
    for (const body of bodiesOf(owner.statement)) {
      const first = firstStep(program, body);
      const isIt = id === `${ownId ?? ''}.${body.slot}` || (first !== undefined && first === id);
      if (isIt) return { statements: body.statements, owner, body };
    }
  }
  return undefined;
}

function flowBlock(program: Program, id: string): FoundBlock | undefined {
  const sections = splitSections(program.statements);
  if (id === 'main') return { statements: sections[0] ?? [] };
  if (id.startsWith('tool:')) {
    const statements = sections[Number(id.slice('tool:'.length)) - 1];
    return statements === undefined ? undefined : { statements };
  }
  const name = id.startsWith('sub:') ? id.slice('sub:'.length).toLowerCase() : undefined;
  const owner = placeStatements(program).find(
    ({ statement }) => statement.kind === 'sub' && statement.name.toLowerCase() === name,
  );
  const [body] = owner === undefined ? [] : bodiesOf(owner.statement);
  return owner === undefined || body === undefined
    ? undefined
    : { statements: body.statements, owner, body };
}

/** The block that the first step of a body stands in. */
function firstStep(program: Program, body: Body): string | undefined {
  const [first] = body.statements;
  if (first === undefined) return undefined;
  const placed = around(program, first);
  const id = placed === undefined ? undefined : statementId(program, placed);
  return id?.slice(0, id.lastIndexOf('.'));
}

function around(program: Program, span: Span): PlacedStatement | undefined {
  return placeStatements(program).findLast(({ statement }) => isInside(span, statement));
}

function atOffset(program: Program, offset: number): PlacedStatement | undefined {
  const inside = around(program, { start: offset, end: offset });
  const { text } = program.source;
  const line = lineStart(text, offset);
  const sameLine = placeStatements(program).filter(
    ({ statement }) => lineStart(text, statement.start) === line,
  );
  const first = sameLine.find(({ statement }) => statement.start >= offset);
  const last = sameLine.findLast(({ statement }) => statement.end <= offset);
  const near = first ?? last;
  if (inside === undefined) return near;
  const isDeeper = near !== undefined && isInside(near.statement, inside.statement);
  return isDeeper ? near : inside;
}

function isInside(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function depth(id: string): number {
  return id.split('.').length;
}
