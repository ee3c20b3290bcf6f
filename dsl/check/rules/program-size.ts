import { MAX_NODES } from '../../lower/facts';
import type { Rule } from '../context';

/** A program is not larger than a plan can be. */
export const programSize: Rule = (context) => {
  const last = context.program.statements.at(-1);
  if (context.facts.isTooLarge && last !== undefined) {
    context.error({
      code: 'BASIC_TOO_LARGE',
      message: `The program has more than ${MAX_NODES} parts.`,
      span: last,
      hint: 'Split it into several files. A routine of GOSUB should end with RETURN.',
    });
  }
  return {};
};
