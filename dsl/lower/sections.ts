import type { Statement } from '../basic/syntax';

/**
 * The parts of a file that are programs of their own: after a RETURN on the outermost level, a PARAM or
 * DESCRIPTION begins the next tool. SUBs belong to all of them and are lowered apart.
 */
export function splitSections(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const sections: Statement[][] = [[]];
  let ended = false;
  for (const statement of statements) {
    const begins = statement.kind === 'param' || statement.kind === 'description';
    if (ended && begins) {
      sections.push([]);
      ended = false;
    }
    sections.at(-1)?.push(statement);
    if (statement.kind === 'return') ended = true;
  }
  return sections;
}
