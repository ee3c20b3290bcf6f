import type { Statement } from '../basic/syntax';

/** The lists of statements that belong to a node itself: its body, arms, cases or branches. */
export function statementListsOf(node: object): readonly (readonly Statement[])[] {
  const lists: (readonly Statement[])[] = [];
  for (const value of Object.values(node) as unknown[]) {
    if (!Array.isArray(value)) continue;
    const items: readonly unknown[] = value;
    if (items.every(isStatement)) lists.push(items as readonly Statement[]);
    else for (const item of items) lists.push(...bodyOf(item));
  }
  return lists;
}

/** The body of an arm, a case or a branch. */
function bodyOf(part: unknown): readonly (readonly Statement[])[] {
  const hasBody = typeof part === 'object' && part !== null && 'body' in part;
  return hasBody && Array.isArray(part.body) ? [part.body as readonly Statement[]] : [];
}

function isStatement(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && 'start' in value;
}
