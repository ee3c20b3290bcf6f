import { ALL_FUNCTION_NAMES, functionArity } from '../../../plan/function-names';
import { closest } from '../../closest';
import { lower } from '../../lower/facts';
import { SECRET } from '../../lower/secret';
import { DATABASE_FUNCTIONS } from '../../lower/interval';
import type { CheckContext, Rule } from '../context';
import type { CallExpression } from '../../basic/syntax';

/** Functions that packages call in more ways than one: a wrong number of arguments is only a warning. */
const LOOSE_FUNCTIONS = new Set(
  (
    'aggregate csv date excel fill filter format_date format_time generate_case_number group_by is_active ' +
    'is_autoreply is_personal_email json keys map merge now pivot random rnd sort today tojson toyaml ' +
    'unique values xml'
  ).split(' '),
);

/**
 * A function that is called gets as many arguments as it takes. One that does not exist is only a warning:
 * the other paths of the program can run.
 */
export const knownFunctions: Rule = (context) => ({
  call(node) {
    const name = lower(node.name);
    if (context.facts.subs.has(name)) return;
    const arity = functionArity(name);
    if (arity === undefined) {
      if (DATABASE_FUNCTIONS.has(name) || name === SECRET) return;
      unknown(context, node, name);
      return;
    }
    const count = node.args.length;
    if (count >= arity.least && count <= arity.most) return;
    const takes =
      arity.least === arity.most ? String(arity.least) : `${arity.least} to ${arity.most}`;
    const tell = LOOSE_FUNCTIONS.has(name) ? 'warning' : 'error';
    context[tell]({
      code: 'BASIC_FUNCTION_ARGUMENTS',
      message: `${node.name} takes ${takes} arguments, not ${count}.`,
      span: node.nameSpan,
      hint: count < arity.least ? 'Add what is missing.' : 'Remove what is too much.',
    });
  },
});

function unknown(context: CheckContext, node: CallExpression, name: string): void {
  const known = context.isFull ? [] : [...ALL_FUNCTION_NAMES, ...context.facts.subs.keys()];
  const meant = closest(name, known);
  const isVariable = context.facts.variables.has(name);
  const word = meant?.toUpperCase();
  context.warning({
    code: 'BASIC_UNKNOWN_FUNCTION',
    message: `There is no function ${node.name}; a run that reaches it fails.`,
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
