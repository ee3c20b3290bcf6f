import type { Expression } from '../basic/syntax';
import type { FilterPart } from './filter-tokens';
import { isPlausibleFilter, parseFilterText, type FilterText } from './filter-text';
import type { Lowering } from './lowering';

/**
 * A filter given as a text: a literal, a text with `${…}`, or texts and values joined with `+`.
 * Anything else is not available: what is only known when it runs cannot be checked.
 */
export function lowerFilterArgument(
  context: Lowering,
  argument: Expression,
): FilterText | undefined {
  const parts = textParts(context, argument);
  const filter = parts === undefined ? undefined : parseFilterText(parts);
  if (filter !== undefined || argument.kind === 'broken') return filter;
  if (parts === undefined || isPlausibleFilter(parts)) {
    context.filterNotAvailable(argument);
    return undefined;
  }
  context.report({
    code: 'BASIC_FILTER',
    message: 'This text is no filter that can be asked of a table.',
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

/** True when an argument is a text that compares something, whether or not that can be asked. */
export function comparesText(context: Lowering, argument: Expression): boolean {
  const text = argument.kind === 'literal' ? String(argument.value) : '';
  return ['=', '<', '>'].some((sign) => text.includes(sign)) || isFilterText(context, argument);
}

function startsWithText(argument: Expression): boolean {
  let node = argument;
  while (node.kind === 'infix' && node.operator === '+') node = node.left;
  return node.kind === 'template' || (node.kind === 'literal' && typeof node.value === 'string');
}

/** The pieces of a text that is written in the program; undefined for anything that is only known later. */
export function textParts(
  context: Lowering,
  argument: Expression,
): readonly FilterPart[] | undefined {
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
