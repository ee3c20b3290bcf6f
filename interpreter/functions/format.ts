import type { Value } from '../../plan/value';
import { dateOf, dateValue, toDate } from '../value/date';
import { isDate, isNull, outOfRange } from '../value/kinds';
import { jsonText } from '../value/json';
import { parseNumber } from '../value/number';
import { toText } from '../value/text';
import { argument, define, textArgument, type Family } from './entry';
import { formatDate } from './format-date';
import { formatNumber, isNumberPattern } from './format-number';
import { yamlText } from './yaml';

const MAX_PATTERN = 1000;

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
  if (pattern.length > MAX_PATTERN) {
    throw outOfRange('FORMAT', `a pattern of up to ${MAX_PATTERN} characters`, pattern);
  }
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
  const ms = toDate(value, 'FORMAT_DATE');
  return format([dateValue(ms), args[1] ?? pattern]);
}
