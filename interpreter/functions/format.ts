import type { Value } from '../../plan/value';
import { dateOf, toDate } from '../value/date';
import { isDate, isNull } from '../value/kinds';
import { jsonText } from '../value/json';
import { parseNumber } from '../value/number';
import { toText } from '../value/text';
import { argument, define, textArgument, type Family } from './entry';
import { formatDate } from './format-date';
import { formatNumber, isNumberPattern } from './format-number';
import { yamlText } from './yaml';

/** FORMAT and its relatives. */
export const FORMAT_FUNCTIONS: Family = {
  format: define(1, 2, format),
  format_date: define(1, 2, (args) => formatMoment(args, 'YYYY-MM-DD')),
  format_time: define(1, 2, (args) => formatMoment(args, 'HH:mm:ss')),
};

/** By the kind of the value: numbers and dates by their patterns, text as it is; "JSON" and "YAML" print. */
function format(args: readonly Value[]): Value {
  const value = argument(args, 0);
  const pattern = textArgument(args, 1);
  const name = pattern.trim().toUpperCase();
  if (name === 'JSON') return jsonText(value);
  if (name === 'YAML') return yamlText(value);
  if (isNull(value)) return '';
  if (pattern === '') return toText(value);
  if (isDate(value)) return formatDate(toDate(value, 'FORMAT'), pattern);
  if (typeof value === 'number') return formatNumber(value, pattern);
  return typeof value === 'string' ? formatText(value, pattern) : toText(value);
}

/** Text that reads as a number or as a date is formatted like one. */
function formatText(text: string, pattern: string): string {
  const number = isNumberPattern(pattern) ? parseNumber(text) : undefined;
  if (number !== undefined) return formatNumber(number, pattern);
  const ms = isNumberPattern(pattern) ? undefined : dateOf(text);
  return ms === undefined ? text : formatDate(ms, pattern);
}

function formatMoment(args: readonly Value[], pattern: string): Value {
  const value = argument(args, 0);
  if (isNull(value)) return '';
  return formatDate(
    toDate(value, 'FORMAT_DATE'),
    args.length > 1 ? textArgument(args, 1) : pattern,
  );
}
