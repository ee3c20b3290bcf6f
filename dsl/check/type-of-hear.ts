import type { KeywordCommand } from '../basic/syntax';

/** The type that HEAR asks for, in upper case; empty for none and for a menu. */
export function typeOfHear({ clauses }: KeywordCommand): string {
  const [type] = clauses.find(({ word }) => word === 'AS')?.values ?? [];
  return type?.kind === 'variable' ? type.name.toUpperCase() : '';
}
