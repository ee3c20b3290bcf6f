import type { Value } from '../../plan/value';
import { isList } from '../value/kinds';
import { toPlain } from '../value/json';
import { checkTextLength } from '../value/limits';

/** Texts that need no quotes in YAML: they begin with a letter and cannot be taken for anything else. */
const PLAIN = /^[A-Za-z_](?:[\w ./()@+-]*[\w/()@+-])?$/;
const RESERVED = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** A value as YAML, with dates as text and record sets as lists of rows. */
export function yamlText(value: Value): string {
  const lines = linesOf(toPlain(value), '');
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    checkTextLength(length);
  }
  return lines.join('\n');
}

function linesOf(value: Value, indent: string): string[] {
  if (typeof value !== 'object' || value === null) return [indent + scalar(value)];
  if (isList(value)) {
    if (value.length === 0) return [`${indent}[]`];
    return value.flatMap((item) => under(item, indent, '- '));
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return [`${indent}{}`];
  return entries.flatMap(([name, item]) =>
    isBlock(item)
      ? [`${indent}${scalar(name)}:`, ...linesOf(item, `${indent}  `)]
      : [`${indent}${scalar(name)}: ${linesOf(item, '').join('')}`],
  );
}

/** The lines of an element, the first of them behind its dash. */
function under(item: Value, indent: string, dash: string): string[] {
  const [first = '', ...rest] = linesOf(item, `${indent}  `);
  return [indent + dash + first.trimStart(), ...rest];
}

function isBlock(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(value).length > 0;
}

function scalar(value: null | boolean | number | string): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return PLAIN.test(value) && !RESERVED.test(value) ? value : JSON.stringify(value);
}
