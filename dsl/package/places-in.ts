import type { CompiledFile } from '../compile';
import { positionAt } from '../source';

/** Gives the line of an offset in a text; lines count from 1. */
export function placesIn({ source }: Pick<CompiledFile, 'source'>): (offset: number) => number {
  return (offset) => positionAt(source, offset).line;
}
