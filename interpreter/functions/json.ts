import type { Value } from '../../plan/value';
import { cleanValue } from '../value/clean';
import { isList, isNull, listOf, wrongType } from '../value/kinds';
import { jsonText, toPlain } from '../value/json';
import { checkTextLength, MAX_DEPTH } from '../value/limits';
import { fieldsOf } from '../value/member';
import { cleanText, toText } from '../value/text';
import { argument, define, type Family } from './entry';
import { csvText, parseCsv } from './csv';
import { excelText } from './excel';
import { yamlText } from './yaml';

const FENCED = /^```[A-Za-z]*\s*\n([^]*?)\n?```$/;

/** Reading and printing of data formats. */
export const DATA_FUNCTIONS: Family = {
  json: define(1, 1, (args) => json(argument(args, 0))),
  tojson: define(1, 1, (args) => jsonText(argument(args, 0))),
  toyaml: define(1, 1, (args) => yamlText(argument(args, 0))),
  csv: define(1, 1, (args) => csv(argument(args, 0))),
  excel: define(1, 1, (args) => excelText(rowsOf(argument(args, 0)))),
  xml: define(1, 1, (args) => xmlText(argument(args, 0))),
};

/** Text is read, also from between the fences of a chat answer, and NULL of empty text; all else is printed. */
function json(value: Value): Value {
  if (typeof value !== 'string') return isNull(value) ? null : jsonText(value);
  const text = value.trim();
  if (text === '') return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.startsWith('```') ? (FENCED.exec(text)?.[1] ?? text) : text);
  } catch {
    throw wrongType('JSON', 'text in JSON form', value);
  }
  return cleanValue(parsed, { depth: MAX_DEPTH });
}

/** Text becomes rows, rows become text. */
function csv(value: Value): Value {
  return typeof value === 'string' ? parseCsv(value) : csvText(rowsOf(value));
}

function rowsOf(value: Value): readonly Value[] {
  if (isNull(value)) return [];
  const rows = listOf(value) ?? (fieldsOf(value) ? [value] : undefined);
  if (!rows) throw wrongType('CSV', 'a list of rows', value);
  return rows;
}

/** A value as elements named after its members, inside one element `root`. */
function xmlText(value: Value): string {
  const parts: string[] = [];
  writeXml(toPlain(value), 'root', parts);
  let length = 0;
  for (const part of parts) {
    length += part.length;
    checkTextLength(length);
  }
  return parts.join('');
}

function writeXml(value: Value, name: string, parts: string[]): void {
  const tag = /^[A-Za-z_][\w.-]*$/.test(name) ? name : 'item';
  if (isList(value)) {
    for (const item of value) writeXml(item, tag, parts);
    return;
  }
  parts.push(`<${tag}>`);
  if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) writeXml(member, key, parts);
  } else {
    parts.push(escapeXml(toText(value)));
  }
  parts.push(`</${tag}>`);
}

function escapeXml(text: string): string {
  return cleanText(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
