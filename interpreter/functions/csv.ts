import type { Value } from '../../plan/value';
import { checkName } from '../value/names';
import { checkListLength, checkTextLength } from '../value/limits';
import { fieldsOf } from '../value/member';
import { toText } from '../value/text';

const QUOTED = /[",\r\n]/;

/** Rows as CSV (RFC 4180): the columns are all names that occur, in order of first appearance. */
export function csvText(rows: readonly Value[]): string {
  const columns = new Set(rows.flatMap((row) => Object.keys(fieldsOf(row) ?? { value: row })));
  const lines = [Array.from(columns, quote).join(',')];
  let length = 0;
  for (const row of rows) {
    const fields = fieldsOf(row) ?? { value: row };
    const cells = Array.from(columns, (name) =>
      quote(Object.hasOwn(fields, name) ? toText(fields[name] ?? null) : ''),
    );
    const line = cells.join(',');
    length += line.length + 1;
    checkTextLength(length);
    lines.push(line);
  }
  return columns.size === 0 ? '' : lines.join('\n');
}

function quote(cell: string): string {
  return QUOTED.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Rows of a CSV text as objects; its first line has the names. Cells stay text. */
export function parseCsv(text: string): Value {
  const [header = [], ...lines] = readCells(text);
  const names = header.map((name, index) => {
    const trimmed = name.trim();
    return checkName(trimmed || `column${index + 1}`);
  });
  checkListLength(lines.length * Math.max(names.length, 1));
  return lines.map((cells) => {
    const row: Record<string, Value> = {};
    names.forEach((name, index) => {
      row[name] = cells[index] ?? '';
    });
    return row;
  });
}

/** Cells line by line; empty lines are left out. A quote that is never closed reaches to the end. */
function readCells(text: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  let count = 0;
  while (at < text.length) {
    const [cell, end] = readCell(text, at);
    cells.push(cell);
    count += 1;
    checkListLength(count);
    at = end + 1;
    if (text[end] === ',' && at < text.length) continue;
    if (text[end] === ',') cells.push('');
    if (text[end] === '\r' && text[at] === '\n') at += 1;
    if (cells.length > 1 || cell !== '') lines.push(cells);
    cells = [];
  }
  return lines;
}

/** A cell and the position of the sign that ends it. */
function readCell(text: string, start: number): [string, number] {
  if (text[start] !== '"') {
    const end = endOfPlain(text, start);
    return [text.slice(start, end), end];
  }
  const parts: string[] = [];
  let at = start + 1;
  for (;;) {
    const quoteAt = text.indexOf('"', at);
    if (quoteAt < 0) return [parts.join('') + text.slice(at), text.length];
    parts.push(text.slice(at, quoteAt));
    at = quoteAt + 1;
    if (text[at] !== '"') break;
    parts.push('"');
    at += 1;
  }
  return [parts.join(''), endOfPlain(text, at)];
}

function endOfPlain(text: string, start: number): number {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r')
    end += 1;
  return end;
}
