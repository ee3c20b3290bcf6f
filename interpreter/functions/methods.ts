import type { Value } from '../../plan/value';
import { fixedText } from '../value/number';
import { textIndexOf, textSlice } from '../value/text';
import { looseEquals } from '../value/compare';
import { listOf } from '../value/kinds';
import {
  argument,
  countArgument,
  define,
  numberArgument,
  textArgument,
  type FunctionEntry,
} from './entry';
import { append, splice } from './list';
import { FUNCTIONS } from './table';

/** Methods that are functions of the same meaning, with the object as first argument. */
const SAME: Readonly<Record<string, string>> = {
  trim: 'trim',
  contains: 'contains',
  includes: 'contains',
  upper: 'ucase',
  ucase: 'ucase',
  touppercase: 'ucase',
  lower: 'lcase',
  lcase: 'lcase',
  tolowercase: 'lcase',
  startswith: 'startswith',
  endswith: 'endswith',
  replace: 'replace',
  replaceall: 'replace',
  split: 'split',
  join: 'join',
  slice: 'slice',
  reverse: 'reverse',
  first: 'first',
  last: 'last',
  sort: 'sort',
  filter: 'filter',
  map: 'map',
  sum: 'sum',
  avg: 'avg',
  min: 'min',
  max: 'max',
  count: 'count',
  length: 'len',
  len: 'len',
  size: 'len',
  keys: 'keys',
  values: 'values',
  tostring: 'str',
  tojson: 'tojson',
  format: 'format',
};

/** A function as a method. On NULL a method gives NULL, as a member does. */
function asMethod({ min, max, run }: FunctionEntry): FunctionEntry {
  return define(min, max, (args, scope) => (argument(args, 0) === null ? null : run(args, scope)));
}

/** Methods of values by lower-case name; their first argument is the value itself. PUSH on NULL makes a list. */
export const METHODS: ReadonlyMap<string, FunctionEntry> = new Map<string, FunctionEntry>([
  ...Object.entries(SAME).flatMap(([method, name]) => {
    const entry = FUNCTIONS.get(name);
    return entry ? [[method, asMethod(entry)] as const] : [];
  }),
  ['push', define(2, 2, append)],
  ['append', define(2, 2, append)],
  ['splice', asMethod(define(2, 100, splice))],
  ['substring', asMethod(define(2, 3, substring))],
  ['indexof', asMethod(define(2, 2, indexOf))],
  ['tofixed', asMethod(define(1, 2, toFixed))],
]);

/** Characters from one position, counted from 0, to before another. */
function substring(args: readonly Value[]): Value {
  const start = Math.max(countArgument(args, 1, 'SUBSTRING'), 0);
  const end = args.length > 2 ? Math.max(countArgument(args, 2, 'SUBSTRING'), 0) : Infinity;
  return textSlice(textArgument(args, 0), Math.min(start, end), Math.max(start, end));
}

/** The position of a part or an element, counted from 0; -1 when it is not there. */
function indexOf(args: readonly Value[]): Value {
  const wanted = argument(args, 1);
  const items = listOf(argument(args, 0));
  if (items) return items.findIndex((item) => looseEquals(item, wanted));
  return textIndexOf(textArgument(args, 0), textArgument(args, 1), 0);
}

function toFixed(args: readonly Value[]): Value {
  const places = Math.min(Math.max(countArgument(args, 1, 'TOFIXED'), 0), 20);
  return fixedText(numberArgument(args, 0, 'TOFIXED'), places);
}
