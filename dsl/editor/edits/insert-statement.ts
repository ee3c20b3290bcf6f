import type { Program } from '../../basic/parser';
import { findPlace, unfit, type Anchor } from './anchor';
import { readSnippet } from './layout';
import { checkedEdits, refuse, type EditOutcome } from './outcome';

/**
 * Puts statements on lines of their own beside a statement or at the end of a block. They are written
 * without outer indentation, and get that of the place.
 */
export function insertStatement(program: Program, anchor: Anchor, text: string): EditOutcome {
  const place = findPlace(program, anchor);
  if (typeof place === 'string') return refuse(place);
  const snippet = readSnippet(program, text, place.indent);
  if (typeof snippet === 'string') return refuse(snippet);
  const reason = unfit(place, snippet.text);
  if (reason !== undefined) return refuse(reason);
  const { siblings, index, offset, prefix, suffix } = place;
  const edit = { start: offset, end: offset, text: `${prefix}${snippet.text}${suffix}` };
  const list = [...siblings.slice(0, index), ...snippet.statements, ...siblings.slice(index)];
  return checkedEdits(program, [edit], new Map([[siblings, list]]));
}
