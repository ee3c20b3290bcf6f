import type { Expression } from '../../plan/expression';
import type { Value } from '../../plan/value';
import { dateOf } from '../value/date';
import { isDate, isNull, isObject, isTruthy, listOf, typeName } from '../value/kinds';
import { fieldsOf, readMember } from '../value/member';
import { parseNumber } from '../value/number';
import { textLength, toText } from '../value/text';
import { argument, define, textArgument, type Family, type FunctionEntry } from './entry';

const NULL_LITERAL: Expression = { op: 'literal', value: null };
const PERSONAL_DOMAINS = new Set(
  (
    'gmail.com googlemail.com hotmail.com outlook.com live.com msn.com yahoo.com yahoo.com.br ymail.com ' +
    'icloud.com me.com mac.com aol.com gmx.com gmx.de gmx.net web.de proton.me protonmail.com mail.com ' +
    'mail.ru yandex.com yandex.ru qq.com 163.com zoho.com uol.com.br bol.com.br terra.com.br ig.com.br'
  ).split(' '),
);

/** The first argument that is not NULL; those behind it stay unevaluated. */
function coalesce(min: number, max: number): FunctionEntry {
  return {
    ...define(min, max, (args) => args.find((value) => !isNull(value)) ?? null),
    rewrite: (args) =>
      args.reduceRight((right, left) => ({ op: 'lazy', operator: '??', left, right })),
  };
}

/** IIF and IF: only the argument that is chosen is evaluated. */
const choice: FunctionEntry = {
  ...define(3, 3, (args) => argument(args, isTruthy(argument(args, 0)) ? 1 : 2)),
  rewrite: ([test = NULL_LITERAL, yes = NULL_LITERAL, no = NULL_LITERAL]) => ({
    op: 'choose',
    test,
    yes,
    no,
  }),
};

/** A question about one value. */
function question(ask: (value: Value) => boolean): FunctionEntry {
  return define(1, 1, (args) => ask(argument(args, 0)));
}

const size = define(1, 1, (args) => {
  const value = argument(args, 0);
  return listOf(value)?.length ?? textLength(toText(value));
});
const kind = define(1, 1, (args) => typeName(argument(args, 0)));
const isNumeric = question(isNumericValue);
const isAutoReply = define(1, 2, (args) =>
  AUTO_REPLY.some((sign) =>
    `${textArgument(args, 0)}\n${textArgument(args, 1)}`.toLowerCase().includes(sign),
  ),
);

const AUTO_REPLY = [
  'auto-submitted: auto',
  'automatic reply',
  'auto-reply',
  'auto reply',
  'autoreply',
  'out of office',
  'resposta automática',
];

/** Questions about values, and choices between them. */
export const LOGIC_FUNCTIONS: Family = {
  iif: choice,
  if: choice,
  nvl: coalesce(2, 2),
  coalesce: coalesce(1, 100),
  len: size,
  length: size,
  isempty: question(isEmpty),
  isnull: question(isNull),
  isnumeric: isNumeric,
  is_numeric: isNumeric,
  isdate: question((value) => dateOf(value) !== undefined),
  typeof: kind,
  is_active: question(isActive),
  is_personal_email: question(isPersonalEmail),
  is_autoreply: isAutoReply,
};

function isEmpty(value: Value): boolean {
  if (value === null || value === '') return true;
  const items = listOf(value);
  if (items) return items.length === 0;
  return isPlainObject(value) && Object.keys(value as object).length === 0;
}

function isPlainObject(value: Value): boolean {
  return isObject(value) && !isDate(value) && listOf(value) === undefined;
}

function isNumericValue(value: Value): boolean {
  return (
    typeof value === 'number' || (typeof value === 'string' && parseNumber(value) !== undefined)
  );
}

/** True for TRUE and "active", and for objects whose `active` or `status` says so. */
function isActive(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  const fields = fieldsOf(value);
  if (fields) return isActive(readMember(value, 'active') ?? readMember(value, 'status'));
  return toText(value).trim().toLowerCase() === 'active';
}

/** True for an address at a provider of free mailboxes. */
function isPersonalEmail(value: Value): boolean {
  const address = toText(value).trim().toLowerCase();
  return PERSONAL_DOMAINS.has(address.slice(address.lastIndexOf('@') + 1));
}
