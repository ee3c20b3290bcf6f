import type { Command, Expression, Statement } from './syntax';

/** Anything in the tree that has a kind. */
export type TreeNode = Statement | Expression | Command;

/** How deep a tree may be: later readers go into it recursively. */
export const MAX_TREE_DEPTH = 400;

interface Entry {
  readonly value: unknown;
  readonly depth: number;
}

/**
 * Visits every node of a tree, parents first, in the order of the text. Uses no recursion, so no text can
 * overflow it. Ends when the visitor gives false.
 */
export function visitNodes(
  roots: readonly Statement[],
  visit: (node: TreeNode, depth: number) => unknown,
): void {
  const stack: Entry[] = [{ value: roots, depth: 0 }];
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { value, depth } = entry;
    if (typeof value !== 'object' || value === null) continue;
    const isNode = 'kind' in value && 'start' in value && !('triviaStart' in value);
    if (isNode && visit(value as TreeNode, depth) === false) return;
    if ('triviaStart' in value) continue;
    const children: readonly unknown[] = Object.values(value);
    for (let index = children.length - 1; index >= 0; index -= 1) {
      stack.push({ value: children[index], depth: isNode ? depth + 1 : depth });
    }
  }
}

/** The first node that lies too deep, if there is one. */
export function findTooDeep(roots: readonly Statement[]): TreeNode | undefined {
  let found: TreeNode | undefined;
  visitNodes(roots, (node, depth) => {
    if (depth > MAX_TREE_DEPTH) found = node;
    return found === undefined;
  });
  return found;
}
