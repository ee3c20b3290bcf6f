import type { ObjectValue, Value } from '../../plan/value';
import { isObject, outOfRange, wrongType } from '../value/kinds';
import { checkListLength, checkTextLength } from '../value/limits';
import { fieldsOf } from '../value/member';
import { checkName } from '../value/names';
import { textSlice, toText } from '../value/text';
import { argument, countArgument, define, listArgument, textArgument, type Family } from './entry';
import { compareKeys, readColumn, readField, sortKeys } from './field';
import { filterRows } from './condition';

/** Functions over lists. None changes its argument; positions count from 0. */
export const LIST_FUNCTIONS: Family = {
  append: define(2, 2, append),
  slice: define(2, 3, sliceList),
  ubound: define(1, 1, (args) => listArgument(args, 0, 'UBOUND').length),
  first: define(1, 2, first),
  last: define(1, 2, last),
  reverse: define(1, 1, reverse),
  sort: define(1, 3, sort),
  unique: define(1, 2, distinct),
  filter: define(2, 3, filterRows),
  map: define(2, 2, map),
  join: define(1, 3, join),
};

/** The list with a value at its end; NULL counts as an empty list. */
export function append(args: readonly Value[]): Value {
  return extendList(argument(args, 0), [argument(args, 1)]);
}

/** The list with more values at its end; NULL counts as an empty list. */
export function extendList(list: Value, more: readonly Value[]): Value {
  const items = listArgument([list], 0, 'APPEND');
  checkListLength(items.length + more.length);
  return [...items, ...more];
}

/** The first element; with a number the first so many; with a name that field of the first. */
function first(args: readonly Value[]): Value {
  const items = listArgument(args, 0, 'FIRST');
  const what = argument(args, 1);
  if (typeof what === 'number') return items.slice(0, Math.max(what, 0));
  return pick(items[0], what);
}

/** The last element; with a number the last so many; with a name that field of the last. */
function last(args: readonly Value[]): Value {
  const items = listArgument(args, 0, 'LAST');
  const what = argument(args, 1);
  if (typeof what === 'number') return what > 0 ? items.slice(-what) : [];
  return pick(items.at(-1), what);
}

function pick(item: Value | undefined, field: Value): Value {
  if (item === undefined || field === null) return item ?? null;
  return readField(item, toText(field));
}

/** Elements from one position to before another; negative positions count from the end. Also for text. */
function sliceList(args: readonly Value[]): Value {
  const start = countArgument(args, 1, 'SLICE');
  const end = args.length > 2 ? countArgument(args, 2, 'SLICE') : undefined;
  const value = argument(args, 0);
  if (typeof value !== 'string') return listArgument(args, 0, 'SLICE').slice(start, end);
  return start < 0 || (end ?? 0) < 0
    ? Array.from(value).slice(start, end).join('')
    : textSlice(value, start, end ?? Infinity);
}

/** The list without `count` elements from a position, with others put in their place. */
export function splice(args: readonly Value[]): Value {
  const items = listArgument(args, 0, 'SPLICE');
  const start = countArgument(args, 1, 'SPLICE');
  const from = start < 0 ? Math.max(items.length + start, 0) : Math.min(start, items.length);
  const count = args.length > 2 ? Math.max(countArgument(args, 2, 'SPLICE'), 0) : Infinity;
  const result = items.slice(0, from).concat(args.slice(3), items.slice(from + count));
  checkListLength(result.length);
  return result;
}

function reverse(args: readonly Value[]): Value {
  const value = argument(args, 0);
  if (typeof value === 'string') return Array.from(value).reverse().join('');
  return listArgument(args, 0, 'REVERSE').toReversed();
}

/** SORT list, SORT list, "field", SORT list, "field", "DESC", SORT list, "a DESC, b". */
function sort(args: readonly Value[]): Value {
  const items = listArgument(args, 0, 'SORT');
  const spec = textArgument(args, 1);
  const keys = (spec === '' ? [''] : spec.split(',')).map((part) => {
    const [name = '', direction = textArgument(args, 2)] = part.trim().split(/\s+/);
    const only = /^(?:asc|desc)$/i.test(name) && direction === '';
    const descending = /^desc/i.test(only ? name : direction);
    return { values: sortKeys(readColumn(items, only ? '' : name)), sign: descending ? -1 : 1 };
  });
  const compare = (a: number, b: number): number => {
    for (const { values, sign } of keys) {
      const found = compareKeys(values[a] ?? null, values[b] ?? null) * sign;
      if (found !== 0) return found;
    }
    return a - b;
  };
  return Array.from(items.keys())
    .sort(compare)
    .map((index) => items[index] ?? null);
}

/** The elements without repetitions; with a name those whose field repeats an earlier one go. */
function distinct(args: readonly Value[]): Value {
  const items = listArgument(args, 0, 'UNIQUE');
  const keys = readColumn(items, textArgument(args, 1));
  const seen = new Set<string>();
  return items.filter((_item, index) => {
    const key = keys[index] ?? null;
    const mark = `${typeof key === 'object' ? 'o' : ''}${toText(key)}`;
    if (seen.has(mark)) return false;
    seen.add(mark);
    return true;
  });
}

/** MAP list, "field" takes one field; MAP list, "a->b, c->d" makes rows with new names. */
function map(args: readonly Value[]): Value {
  const items = listArgument(args, 0, 'MAP');
  const spec = textArgument(args, 1);
  if (!spec.includes('->')) return readColumn(items, spec.trim());
  const pairs = spec.split(',').map((part) => {
    const [from = '', to = from] = part.split('->').map((name) => name.trim());
    if (to === '') throw outOfRange('MAP', 'names like "old->new"', spec);
    return { from, to: checkName(to) };
  });
  checkListLength(items.length * pairs.length);
  return items.map((item) => {
    const row: Record<string, Value> = {};
    for (const { from, to } of pairs) row[to] = readField(item, from);
    return row;
  });
}

/** JOIN list, separator makes text; JOIN left, right, "key" joins rows of two lists. */
function join(args: readonly Value[]): Value {
  return args.length > 2 ? joinRows(args) : joinTexts(args);
}

function joinTexts(args: readonly Value[]): Value {
  const separator = args.length > 1 ? textArgument(args, 1) : ',';
  const parts: string[] = [];
  let length = 0;
  for (const item of listArgument(args, 0, 'JOIN')) {
    const text = toText(item);
    length += text.length + separator.length;
    checkTextLength(length);
    parts.push(text);
  }
  return parts.join(separator);
}

function joinRows(args: readonly Value[]): Value {
  const key = textArgument(args, 2);
  const others = new Map<string, ObjectValue[]>();
  for (const row of listArgument(args, 1, 'JOIN')) {
    const fields = rowOf(row);
    const mark = toText(readField(row, key));
    const known = others.get(mark);
    if (known) known.push(fields);
    else others.set(mark, [fields]);
  }
  const result: Value[] = [];
  let fields = 0;
  for (const row of listArgument(args, 0, 'JOIN')) {
    for (const other of others.get(toText(readField(row, key))) ?? []) {
      const joined = { ...other, ...rowOf(row) };
      fields += Object.keys(joined).length;
      checkListLength(fields);
      result.push(joined);
    }
  }
  return result;
}

function rowOf(row: Value): ObjectValue {
  const fields = isObject(row) ? fieldsOf(row) : undefined;
  if (!fields) throw wrongType('JOIN', 'lists of objects', row);
  return fields;
}
