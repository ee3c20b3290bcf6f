import type { TreeNode } from '../../basic/visit';
import type { Rule } from '../context';

/** EXIT FOR, DO, WHILE and BREAK stand in such a loop, EXIT SUB and EXIT FUNCTION in a SUB or FUNCTION. */
export const exitOutside: Rule = (context) => ({
  exit(node, ancestors) {
    if (node.from === 'PROGRAM') return;
    const { from } = node;
    const isFlow = from === 'SUB' || from === 'FUNCTION';
    const fits = isFlow
      ? ancestors.some((ancestor) => ancestor.kind === 'sub')
      : reachable(ancestors).some((ancestor) => isLoop(ancestor, from));
    if (fits) return;
    const word = from === 'LOOP' ? 'loop' : from;
    context.error({
      code: 'BASIC_EXIT_OUTSIDE',
      message: `There is no ${word} here that could be left.`,
      span: node,
      hint: 'To end the whole program, write EXIT.',
    });
  },
});

/** What an EXIT can leave: nothing outside of its SUB or its branch. */
function reachable(ancestors: readonly TreeNode[]): readonly TreeNode[] {
  const wall = ancestors.findLastIndex(
    (ancestor) =>
      ['sub', 'parallel', 'handler', 'onFailure'].includes(ancestor.kind) ||
      (ancestor.kind === 'keyword' && ancestor.body !== undefined) ||
      (ancestor.kind === 'forEach' && ancestor.parallel !== undefined),
  );
  return ancestors.slice(wall + 1);
}

function isLoop(node: TreeNode, from: string): boolean {
  if (node.kind === 'for' || node.kind === 'forEach') return from === 'FOR' || from === 'LOOP';
  if (node.kind !== 'while') return false;
  return from === 'LOOP' || from === node.word;
}
