import { FUNCTION_NAMES, functionArity } from '../../../plan/function-names';
import { closest } from '../../closest';
import { lower } from '../../lower/facts';
import type { CheckContext, Rule } from '../context';
import type { CallExpression } from '../../basic/syntax';

/** A function that is called exists and gets as many arguments as it takes. */
export const knownFunctions: Rule = (context) => (node) => {
  if (node.kind !== 'call') return;
  const name = lower(node.name);
  if (context.facts.subs.has(name)) return;
  const arity = functionArity(name);
  if (arity === undefined) {
    unknown(context, node, name);
    return;
  }
  const count = node.args.length;
  if (count >= arity.least && count <= arity.most) return;
  const takes =
    arity.least === arity.most ? String(arity.least) : `${arity.least} to ${arity.most}`;
  context.error({
    code: 'BASIC_FUNCTION_ARGUMENTS',
    message: `${node.name} takes ${takes} arguments, not ${count}.`,
    span: node.nameSpan,
    hint: count < arity.least ? 'Add what is missing.' : 'Remove what is too much.',
  });
};

function unknown(context: CheckContext, node: CallExpression, name: string): void {
  const meant = closest(name, [...FUNCTION_NAMES, ...context.facts.subs.keys()]);
  const isVariable = context.facts.variables.has(name);
  const word = meant?.toUpperCase();
  context.error({
    code: 'BASIC_UNKNOWN_FUNCTION',
    message: `There is no function ${node.name}.`,
    span: node.nameSpan,
    hint: isVariable
      ? `${node.name} is a variable: its elements are read with [ ].`
      : word === undefined
        ? 'Write a FUNCTION of this name, or a bot that does it.'
        : `Did you mean ${word}?`,
    ...(word === undefined || isVariable
      ? {}
      : { fix: { title: `Write ${word}`, span: node.nameSpan, text: word } }),
  });
}
