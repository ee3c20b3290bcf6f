import type { Expression } from '../basic/syntax';
import type { FilterPart } from './filter-tokens';
import { parseFilterText, type FilterText } from './filter-text';
import type { Lowering } from './lowering';

/**
 * A filter given as a text: a literal, a text with `${…}`, or texts and values joined with `+`.
 * Anything else is refused: what is only known when it runs cannot be checked.
 */
export function lowerFilterArgument(
  context: Lowering,
  argument: Expression,
): FilterText | undefined {
  const parts = textParts(context, argument);
  const filter = parts === undefined ? undefined : parseFilterText(parts);
  if (filter !== undefined || argument.kind === 'broken') return filter;
  context.report({
    code: 'BASIC_FILTER',
    message:
      parts === undefined
        ? 'A filter has to stand in the text; this is only known when it runs.'
        : 'This text is no filter that can be asked of a table.',
    span: argument,
    hint: 'Write for example "state = \'open\' AND id = ${id}", or use WHERE.',
  });
  return undefined;
}

/** True when an argument is a text that can be read as a filter with a comparison. */
export function isFilterText(context: Lowering, argument: Expression): boolean {
  if (!startsWithText(argument)) return false;
  const parts = textParts(context, argument);
  return parts !== undefined && parseFilterText(parts)?.where !== undefined;
}

function startsWithText(argument: Expression): boolean {
  let node = argument;
  while (node.kind === 'infix' && node.operator === '+') node = node.left;
  return node.kind === 'template' || (node.kind === 'literal' && typeof node.value === 'string');
}

function textParts(context: Lowering, argument: Expression): readonly FilterPart[] | undefined {
  if (!startsWithText(argument)) return undefined;
  return flatten(argument).map((node) =>
    node.kind === 'literal' && typeof node.value === 'string'
      ? node.value
      : context.expression(node),
  );
}

function flatten(expression: Expression): readonly Expression[] {
  if (expression.kind === 'infix' && expression.operator === '+') {
    return [...flatten(expression.left), ...flatten(expression.right)];
  }
  return expression.kind === 'template' ? expression.parts : [expression];
}
