import type { Program } from '../../basic/parser';
import type { Statement } from '../../basic/syntax';
import type { Span } from '../../source';
import { findStatement } from '../find-statement';
import { withOwners, type PlacedStatement } from '../statements';
import { findPlace, unfit, type Anchor, type Place, type StatementRef } from './anchor';
import { removeLines } from './delete-statement';
import { linesOf, shiftLines, startOfBlankLines, type Lines } from './layout';
import { checkedEdits, refuse, type EditOutcome, type Expected } from './outcome';

/**
 * Moves a statement past its neighbour, or to another place. The comments right above it and behind it go
 * with it, and so do the blank lines above it when it goes to another place.
 */
export function moveStatement(
  program: Program,
  ref: StatementRef,
  to: 'up' | 'down' | Anchor,
): EditOutcome {
  const placed = findStatement(program, ref);
  if (placed === undefined) return refuse('There is no such statement.');
  if (to === 'up' || to === 'down') return swap(program, placed, to);
  const place = findPlace(program, to);
  if (typeof place === 'string') return refuse(place);
  return moveTo(program, placed, place);
}

function swap(program: Program, placed: PlacedStatement, to: 'up' | 'down'): EditOutcome {
  const { siblings, index, statement } = placed;
  const other = siblings[to === 'up' ? index - 1 : index + 1];
  if (other === undefined) {
    return refuse(to === 'up' ? 'It is the first of its block.' : 'It is the last of its block.');
  }
  const [first, second] = to === 'up' ? [other, statement] : [statement, other];
  const { text } = program.source;
  const [a, b] = spansOf(program, first, second);
  const edits = [
    { ...a, text: text.slice(b.start, b.end) },
    { ...b, text: text.slice(a.start, a.end) },
  ];
  const list = siblings.map((item) => (item === first ? second : item === second ? first : item));
  return checkedEdits(program, edits, new Map([[siblings, list]]));
}

/** Whole lines where both have lines of their own, else the statements alone. */
function spansOf(program: Program, first: Statement, second: Statement): readonly [Span, Span] {
  const lines = [linesOf(program, first), linesOf(program, second)] as const;
  const [a, b] = lines;
  if (a !== undefined && b !== undefined) return [plain(a), plain(b)];
  return [plain(first), plain(second)];
}

function moveTo(program: Program, placed: PlacedStatement, place: Place): EditOutcome {
  const { statement, siblings, index } = placed;
  const owners = place.around === undefined ? [] : withOwners(place.around);
  if (owners.some((owner) => owner.statement === statement)) {
    return refuse('A block cannot be moved into itself.');
  }
  const lines = linesOf(program, statement);
  if (lines === undefined) return refuse('The statement shares its line with another one.');
  const unit = withBlankLines(program, placed, lines);
  const isSame = place.siblings === siblings;
  if (isSame && (place.index === index || place.index === index + 1)) {
    return refuse('It stands there already.');
  }
  const moved = shiftLines(program, unit, lines.indent, place.indent);
  const removal = removeLines(program.source.text, unit);
  const isInside = removal.start < place.offset && place.offset < removal.end;
  const reason = isInside ? 'The block around it has no end of its own.' : unfit(place, moved);
  if (reason !== undefined) return refuse(reason);
  const edits = [
    { start: place.offset, end: place.offset, text: `${place.prefix}${moved}${place.suffix}` },
    removal,
  ];
  return checkedEdits(program, edits, listsAfter(placed, place));
}

/** What stands in both blocks afterwards. */
function listsAfter({ statement, siblings, index }: PlacedStatement, place: Place): Expected {
  const isSame = place.siblings === siblings;
  const rest = siblings.filter((item) => item !== statement);
  const at = isSame && place.index > index ? place.index - 1 : place.index;
  const target = isSame ? rest : place.siblings;
  const list = [...target.slice(0, at), statement, ...target.slice(at)];
  return new Map([[siblings, rest]]).set(place.siblings, list);
}

function withBlankLines(program: Program, placed: PlacedStatement, lines: Lines): Span {
  const { text } = program.source;
  const start = placed.index === 0 ? lines.start : startOfBlankLines(text, lines.start);
  return { start, end: lines.end };
}

function plain({ start, end }: Span): Span {
  return { start, end };
}
