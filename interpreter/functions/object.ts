import type { ObjectValue, Value } from '../../plan/value';
import { isNull, listOf, wrongType } from '../value/kinds';
import { checkListLength, checkTextLength } from '../value/limits';
import { fieldsOf } from '../value/member';
import { checkName } from '../value/names';
import { operand, sumOf } from '../value/number';
import { cleanText, toText } from '../value/text';
import { argument, define, listArgument, textArgument, type Family } from './entry';
import { readField } from './field';

/** Functions over objects, and over lists of rows that make objects. */
export const OBJECT_FUNCTIONS: Family = {
  keys: define(1, 1, (args) => Object.keys(objectArgument(args, 0, 'KEYS'))),
  values: define(1, 1, (args) => Object.values(objectArgument(args, 0, 'VALUES'))),
  merge: define(2, 2, merge),
  group_by: define(2, 2, groupBy),
  pivot: define(3, 4, pivot),
  fill: define(2, 2, fill),
};

function objectArgument(args: readonly Value[], index: number, where: string): ObjectValue {
  const value = argument(args, index);
  const fields = isNull(value) ? {} : fieldsOf(value);
  if (!fields) throw wrongType(where, 'an object', value);
  return fields;
}

/** Two lists one after the other, or two objects in one, in which the second wins. */
function merge(args: readonly Value[]): Value {
  const [left, right] = [listOf(argument(args, 0)), listOf(argument(args, 1))];
  if (!left && !right) {
    return { ...objectArgument(args, 0, 'MERGE'), ...objectArgument(args, 1, 'MERGE') };
  }
  const items = listArgument(args, 0, 'MERGE');
  const others = listArgument(args, 1, 'MERGE');
  checkListLength(items.length + others.length);
  return items.concat(others);
}

/** An object with the rows by the text of one field. */
function groupBy(args: readonly Value[]): Value {
  const name = textArgument(args, 1);
  const result = new Map<string, Value[]>();
  for (const row of listArgument(args, 0, 'GROUP_BY')) {
    const key = checkName(cleanText(toText(readField(row, name))));
    const group = result.get(key);
    if (group) group.push(row);
    else result.set(key, [row]);
  }
  return Object.fromEntries(result);
}

/**
 * PIVOT rows, "row", "value" sums the values of each row name; PIVOT rows, "row", "column", "value" has a column
 * for each column name as well.
 */
function pivot(args: readonly Value[]): Value {
  const [rowName, columnName, valueName] = [1, args.length > 3 ? 2 : -1, args.length - 1].map(
    (index) => textArgument(args, index),
  );
  const result = new Map<string, Record<string, Value>>();
  for (const row of listArgument(args, 0, 'PIVOT')) {
    const key = readField(row, rowName ?? '');
    const mark = toText(key);
    const line = result.get(mark) ?? { [checkName(rowName ?? '')]: key };
    const column = columnName ? toText(readField(row, columnName)) : (valueName ?? '');
    const present = Object.hasOwn(line, column) ? (line[column] ?? null) : 0;
    const added = operand(readField(row, valueName ?? ''), 'PIVOT');
    line[checkName(cleanText(column))] = sumOf(operand(present, 'PIVOT'), added, 'PIVOT');
    result.set(mark, line);
  }
  return Array.from(result.values());
}

/** FILL data, template puts fields in the place of `{{name}}`; a list of rows gives a list. */
function fill(args: readonly Value[]): Value {
  const data = argument(args, 0);
  const rows = listOf(data);
  const template = argument(args, 1);
  const total = { length: 0 };
  return rows ? rows.map((row) => fillOne(row, template, total)) : fillOne(data, template, total);
}

/** The length of all that was filled so far. */
interface Total {
  length: number;
}

function fillOne(row: Value, template: Value, total: Total): Value {
  if (typeof template === 'string') return fillText(row, template, total);
  total.length += 1;
  checkTextLength(total.length);
  const items = listOf(template);
  if (items) return items.map((item) => fillOne(row, item, total));
  const fields = fieldsOf(template);
  if (!fields) return template;
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, fillOne(row, value, total)]),
  );
}

function fillText(row: Value, template: string, total: Total): string {
  total.length += template.length;
  checkTextLength(total.length);
  return template.replace(/\{\{([^{}]{1,200})\}\}/g, (_place, name: string) => {
    const text = toText(readField(row, name.trim()));
    total.length += text.length;
    checkTextLength(total.length);
    return text;
  });
}
