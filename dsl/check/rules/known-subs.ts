import { closest } from '../../closest';
import { lower } from '../../lower/facts';
import type { CallCommand, CallExpression } from '../../basic/syntax';
import type { CheckContext, Rule } from '../context';

/** CALL names a SUB or FUNCTION of the file and gives it no more than it takes. */
export const knownSubs: Rule = (context) => {
  const check = (node: CallCommand | CallExpression): void => {
    checkCall(context, node);
  };
  return { call: check, callSub: check };
};

function checkCall(context: CheckContext, node: CallCommand | CallExpression): void {
  const { subs } = context.facts;
  const sub = subs.get(lower(node.name));
  if (sub === undefined) {
    if (node.kind === 'call') return;
    const meant = context.isFull ? undefined : closest(lower(node.name), subs.keys());
    context.error({
      code: 'BASIC_UNKNOWN_SUB',
      message: `There is no SUB ${node.name} in this file.`,
      span: node.nameSpan,
      hint: meant === undefined ? `Add SUB ${node.name} … END SUB.` : `Did you mean ${meant}?`,
      ...(meant === undefined
        ? {}
        : { fix: { title: `Write ${meant}`, span: node.nameSpan, text: meant } }),
    });
    return;
  }
  const declared = sub.body.filter((statement) => statement.kind === 'param').length;
  const most = sub.parameters.length + declared;
  if (node.args.length <= most) return;
  context.error({
    code: 'BASIC_FUNCTION_ARGUMENTS',
    message: `${node.name} takes ${most} arguments, not ${node.args.length}.`,
    span: node.nameSpan,
    hint: 'Remove what is too much, or add parameters to it.',
    related: [{ message: 'It begins here.', span: sub.nameSpan }],
  });
}
