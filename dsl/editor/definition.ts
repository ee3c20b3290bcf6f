import type { Program } from '../basic/parser';
import type { Span } from '../source';
import { findReferences } from './references';

/** Where the name at an offset gets its meaning: a PARAM, the first assignment, the SUB, the publisher. */
export function findDefinition(program: Program, offset: number): Span | undefined {
  const places = findReferences(program, offset);
  const declared = places.find(({ kind, writes }) => kind === 'parameter' && writes);
  const { start, end } = declared ?? places.find(({ writes }) => writes) ?? { start: -1, end: -1 };
  return start < 0 ? undefined : { start, end };
}
