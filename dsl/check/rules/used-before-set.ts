import type { TreeNode } from '../../basic/children';
import type { VariableExpression } from '../../basic/syntax';
import { lower, setName } from '../../lower/facts';
import type { Rule } from '../context';

/** What is walked more than once, or at another time than where it stands. */
const ELSEWHERE = new Set(['for', 'forEach', 'while', 'handler', 'sub', 'onFailure', 'parallel']);
/** Statements whose name is set while the lines inside of them are walked. */
const OPENING = new Set(['try', 'with']);
const TARGETS = ['target', 'variable', 'into', 'list'];

/**
 * A name that is read on a line above the first one that sets it. Only a hint, and only up to the first bot or
 * call, as answers set variables; loops and jumps may come back.
 */
export const usedBeforeSet: Rule = (context) => {
  const { hasGoto, labels, variables } = context.facts;
  const setAt = new Map<string, number>();
  const reads = new Map<string, VariableExpression>();
  let isOpen = hasGoto || labels.size > 0;
  const open = (): void => {
    isOpen = true;
  };
  const sets = (node: TreeNode): void => {
    const name = setName(node);
    if (name === undefined) return;
    const at = OPENING.has(node.kind) || ELSEWHERE.has(node.kind) ? node.start : node.end;
    setAt.set(lower(name), Math.min(at, setAt.get(lower(name)) ?? Infinity));
  };
  return {
    append: sets,
    assign: sets,
    bot: open,
    callSub: open,
    command: sets,
    for: sets,
    forEach: sets,
    handler: open,
    keyword: open,
    param({ name }) {
      setAt.set(lower(name), -1);
    },
    try: sets,
    with: sets,
    variable(node, ancestors) {
      const name = lower(node.name);
      if (isOpen || reads.has(name) || !variables.has(name) || isSetHere(node, ancestors)) return;
      if (ancestors.some(({ kind }) => ELSEWHERE.has(kind))) return;
      if (!ancestors.some(({ kind }) => kind === 'find' || kind === 'update'))
        reads.set(name, node);
    },
    end() {
      for (const [name, read] of reads) {
        const at = setAt.get(name);
        if (at === undefined || read.start >= at) continue;
        context.hint({
          code: 'BASIC_NEVER_SET',
          message: `Nothing sets ${read.name} before this line; it is NULL here.`,
          span: read,
          hint: `Move the line that sets ${read.name} up, or check the name.`,
        });
      }
    },
  };
};

/** True for the name at the root of what the statement around it sets. */
function isSetHere(node: TreeNode, ancestors: readonly TreeNode[]): boolean {
  let child = node;
  for (const parent of ancestors.toReversed()) {
    const isPart = (parent.kind === 'member' || parent.kind === 'index') && parent.object === child;
    if (!isPart) {
      const owner: Readonly<Record<string, unknown>> = { ...parent };
      return TARGETS.some((field) => owner[field] === child);
    }
    child = parent;
  }
  return false;
}
