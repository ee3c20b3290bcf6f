import type { Program } from '../basic/parser';
import { isSameName, nameAt, readNames, type NameUse } from './names';

/** Every place of the name at an offset, its definitions included; empty where there is no name. */
export function findReferences(program: Program, offset: number): readonly NameUse[] {
  const found = nameAt(program, offset);
  if (found === undefined) return [];
  return readNames(program).filter((other) => isSameName(found, other));
}
