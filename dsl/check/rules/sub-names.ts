import { lower } from '../../lower/facts';
import type { Rule } from '../context';

/** No two SUBs or FUNCTIONs of a file have one name. */
export const subNames: Rule = (context) => ({
  sub(node) {
    const first = context.facts.subs.get(lower(node.name));
    if (first === undefined || first === node) return;
    context.error({
      code: 'BASIC_SUB_TWICE',
      message: `There are two of the name ${node.name}.`,
      span: node.nameSpan,
      hint: 'Give one of them another name.',
      related: [{ message: 'The first one begins here.', span: first.nameSpan }],
    });
  },
});
