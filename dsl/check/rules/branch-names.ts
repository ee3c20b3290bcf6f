import type { Span } from '../../source';
import type { Rule } from '../context';

const MAX_BRANCHES = 100;
const MAX_NAME = 200;

/** The branches of one PARALLEL have different names, and there are not too many of them. */
export const branchNames: Rule = (context) => ({
  parallel(node) {
    if (node.branches.length > MAX_BRANCHES) {
      context.error({
        code: 'BASIC_TOO_MANY_BRANCHES',
        message: `This ${node.word} has ${node.branches.length} branches; the limit is ${MAX_BRANCHES}.`,
        span: { start: node.start, end: node.start + node.word.length },
        hint: 'Split it into several blocks, or use FOR EACH … IN PARALLEL.',
      });
    }
    const seen = new Map<string, Span>();
    for (const { name, nameSpan } of node.branches) {
      if (name === '' || name.length > MAX_NAME) {
        context.error({
          code: 'BASIC_BRANCH',
          message: `The name of a BRANCH has 1 to ${MAX_NAME} characters.`,
          span: nameSpan,
          hint: 'Write BRANCH A: BOT "name" "action".',
        });
      }
      const key = name.toLowerCase();
      const first = seen.get(key);
      if (first === undefined) seen.set(key, nameSpan);
      else {
        context.warning({
          code: 'BASIC_BRANCH_TWICE',
          message: `This ${node.word} has two branches with the name ${name}.`,
          span: nameSpan,
          hint: 'Give each branch a name of its own.',
          related: [{ message: 'The first one stands here.', span: first }],
        });
      }
    }
  },
});
