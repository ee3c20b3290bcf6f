import type { InputField } from '../../../plan/schema';
import type { LiteralExpression, StatementOf } from '../../basic/syntax';
import { PARAM_TYPES } from '../../lower/parameters';
import type { CheckContext, Rule } from '../context';

const SPOKEN_BOOLEAN = /^(?:true|false|yes|no|on|off|1|0|sim|não|nao)$/i;

/** LIKE and DEFAULT of a PARAM are values that its type allows. */
export const parameterValues: Rule = (context) => ({
  param(node) {
    if (node.example !== undefined) checkValue(context, node, { word: 'LIKE', at: node.example });
    const { defaultValue, choices } = node;
    if (defaultValue === undefined) return;
    checkValue(context, node, { word: 'DEFAULT', at: defaultValue });
    if (choices.length === 0 || choices.some(({ value }) => isSame(value, defaultValue.value)))
      return;
    context.warning({
      code: 'BASIC_PARAM_DEFAULT',
      message: `The DEFAULT of ${node.name} is none of its values.`,
      span: defaultValue,
      hint: `It can be ${choices.map(({ value }) => String(value)).join(', ')}.`,
    });
  },
});

function checkValue(
  context: CheckContext,
  node: StatementOf<'param'>,
  { word, at }: { readonly word: 'LIKE' | 'DEFAULT'; readonly at: LiteralExpression },
): void {
  const wanted = problemOf(node.type, at.value);
  if (wanted === undefined) return;
  // A default is given to the program; an example only to its readers.
  const tell = word === 'DEFAULT' && wanted.isExact === true ? 'error' : 'warning';
  context[tell]({
    code: 'BASIC_PARAM_DEFAULT',
    message: `${node.name} is ${node.type}, but the value after ${word} is not ${wanted.wants}.`,
    span: at,
    hint: `Write ${wanted.wants}, or another type after AS.`,
  });
}

type Value = NonNullable<LiteralExpression['value']>;

/** What a type wants, and how much of it a value has to have; in doubt a value fits. */
interface Wanted {
  readonly wants: string;
  readonly fits: (value: Value) => boolean;
  /** True where nothing else can be made of a value that does not fit. */
  readonly isExact?: true;
}

const DATE: Wanted = { wants: 'a date in quotes', fits: (value) => typeof value === 'string' };
const WANTED: Partial<Readonly<Record<InputField['type'], Wanted>>> = {
  boolean: {
    wants: 'TRUE or FALSE',
    fits: (value) => SPOKEN_BOOLEAN.test(String(value)),
    isExact: true,
  },
  date: DATE,
  datetime: DATE,
  email: { wants: 'an e-mail address', fits: (value) => String(value).includes('@') },
  integer: {
    wants: 'a whole number',
    fits: (value) => isNumeric(value) && Number.isInteger(Number(value)),
    isExact: true,
  },
  money: {
    wants: 'an amount',
    fits: (value) => typeof value !== 'boolean' && /\d/.test(String(value)),
  },
  number: { wants: 'a number', fits: isNumeric, isExact: true },
};

/** What the type wants, where the value can't be that in any reading. */
function problemOf(type: string, value: LiteralExpression['value']): Wanted | undefined {
  const wanted = WANTED[PARAM_TYPES[type] ?? 'any'];
  if (wanted === undefined || value === null || value === '') return undefined;
  return wanted.fits(value) ? undefined : wanted;
}

function isNumeric(value: Value): boolean {
  return typeof value !== 'boolean' && Number.isFinite(Number(value));
}

function isSame(a: LiteralExpression['value'], b: LiteralExpression['value']): boolean {
  return String(a).toLowerCase() === String(b).toLowerCase();
}
