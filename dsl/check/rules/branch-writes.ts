import type { Statement, StatementOf } from '../../basic/syntax';
import { visitNodes, type TreeNode } from '../../basic/visit';
import { lower, rootName } from '../../lower/facts';
import type { Span } from '../../source';
import type { CheckContext, Rule } from '../context';

interface Write {
  readonly branch: string;
  readonly span: Span;
}

/** A variable that two branches set has the value of the last branch afterwards: it is worth saying so. */
export const branchWrites: Rule = (context) => ({
  parallel(node, ancestors) {
    // Of a race only the winners count, so none of their writes hides another one.
    if (node.join !== undefined || node.word === 'RACE') return;
    const loops = loopVariables(ancestors);
    const known = new Map<string, Write>();
    for (const { name: branch, body } of node.branches) {
      for (const [name, span] of writesOf(body)) {
        const before = known.get(name);
        if (loops.has(name)) tellLoop(context, name, span);
        else if (before) tellTwo(context, name, [before, { branch, span }]);
        known.set(name, { branch, span });
      }
    }
  },
});

/** The variables that statements set, each with its first place. A list that grows keeps all of it. */
function writesOf(body: readonly Statement[]): ReadonlyMap<string, Span> {
  const found = new Map<string, Span>();
  visitNodes(body, (node) => {
    const name = node.kind === 'assign' ? rootName(node.target) : undefined;
    const key = name === undefined ? undefined : lower(name);
    if (key !== undefined && !found.has(key))
      found.set(key, (node as StatementOf<'assign'>).target);
  });
  return found;
}

function loopVariables(ancestors: readonly TreeNode[]): ReadonlySet<string> {
  return new Set(
    ancestors.flatMap((ancestor) =>
      ancestor.kind === 'for' || ancestor.kind === 'forEach' ? [lower(ancestor.variable.name)] : [],
    ),
  );
}

function tellTwo(
  context: CheckContext,
  name: string,
  [first, last]: readonly [Write, Write],
): void {
  context.warning({
    code: 'BASIC_BRANCH_WRITES',
    message: `The branches ${first.branch} and ${last.branch} both set ${name}; what ${last.branch} sets counts.`,
    span: last.span,
    hint: 'Give each branch a variable of its own, or APPEND to a list, which keeps both.',
    related: [{ message: `${first.branch} sets it here.`, span: first.span }],
  });
}

function tellLoop(context: CheckContext, name: string, span: Span): void {
  context.warning({
    code: 'BASIC_BRANCH_WRITES',
    message: `This branch sets ${name}, the variable of the loop around it.`,
    span,
    hint: 'Use another variable: behind END PARALLEL the last branch that sets it counts.',
  });
}
