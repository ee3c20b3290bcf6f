import { visitChildren, type TreeNode } from './children';
import type { Statement } from './syntax';

export type { TreeNode } from './children';

/** How deep a tree may be: later readers go into it recursively. */
export const MAX_TREE_DEPTH = 400;

/**
 * Visits every node of a tree, parents first, in the order of the text. Uses no recursion, so no text can
 * overflow it. Ends when the visitor gives false.
 */
export function visitNodes(
  roots: readonly Statement[],
  visit: (node: TreeNode, depth: number) => unknown,
): void {
  const nodes: TreeNode[] = [...roots].reverse();
  const depths: number[] = nodes.map(() => 0);
  const children: TreeNode[] = [];
  const collect = { node: (child: TreeNode): void => void children.push(child) };
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    const depth = depths.pop() ?? 0;
    if (visit(node, depth) === false) return;
    visitChildren(node, collect);
    for (let child = children.pop(); child !== undefined; child = children.pop()) {
      nodes.push(child);
      depths.push(depth + 1);
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
