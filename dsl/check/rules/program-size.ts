import type { Rule } from '../context';

const MAX_NODES = 200_000;

/** A program is not larger than a plan can be. */
export const programSize: Rule = (context) => {
  let count = 0;
  return (node) => {
    count += 1;
    if (count !== MAX_NODES + 1) return;
    context.error({
      code: 'BASIC_TOO_LARGE',
      message: `The program has more than ${MAX_NODES} parts.`,
      span: { start: node.start, end: node.end },
      hint: 'Split it into several files.',
    });
  };
};
