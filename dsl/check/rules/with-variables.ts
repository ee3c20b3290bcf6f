import type { Rule } from '../context';

/** Deeper inside a WITH, `name = value` sets a variable; whoever means a member writes `.name = value`. */
export const withVariables: Rule = (context) => ({
  assign({ target }, ancestors) {
    if (target.kind !== 'variable' || !ancestors.some(({ kind }) => kind === 'with')) return;
    context.hint({
      code: 'BASIC_WITH_VARIABLE',
      message: `This sets the variable ${target.name}, not a member of the object of WITH.`,
      span: target,
      hint: `Write .${target.name} to set the member.`,
      fix: {
        title: 'Set the member',
        span: { start: target.start, end: target.start },
        text: '.',
      },
    });
  },
});
