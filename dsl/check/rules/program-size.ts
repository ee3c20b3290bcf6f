import type { Rule } from '../context';

const MAX_NODES = 200_000;

/** A program is not larger than a plan can be. */
export const programSize: Rule = (context) => {
  const { size } = context.facts;
  const last = context.program.statements.at(-1);
  if (size > MAX_NODES && last !== undefined) {
    context.error({
      code: 'BASIC_TOO_LARGE',
      message: `The program has ${size} parts; the limit is ${MAX_NODES}.`,
      span: last,
      hint: 'Split it into several files.',
    });
  }
  return {};
};
