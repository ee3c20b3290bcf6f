import { parse } from 'csv-parse/sync';
import type { Value } from '../../plan/value';
import { fileStem } from '../lower/program';
import type { PackageFile, PackageProblem } from './package-file';

/** A table of a package: the rows of `<name>.csv` under its `.gbdata` folder. */
export interface PackageTable {
  readonly name: string;
  readonly path: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, Value>>[];
}

const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor']);
const MAX_ROWS = 100_000;

/** Reads a CSV file; one that cannot be read is a problem, not a table. */
export function readTable(file: PackageFile, problems: PackageProblem[]): readonly PackageTable[] {
  const refuse = (message: string): readonly PackageTable[] => {
    problems.push({ code: 'PACKAGE_CSV', severity: 'error', path: file.path, message });
    return [];
  };
  let lines: readonly (readonly string[])[];
  try {
    lines = parse(file.text, { bom: true, skip_empty_lines: true, trim: true, to: MAX_ROWS + 2 });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : 'The CSV cannot be read.');
  }
  const [columns, ...rest] = lines;
  if (columns === undefined) return refuse('The CSV has no header.');
  const wrong = columns.find((column) => column === '' || FORBIDDEN.has(column));
  if (wrong !== undefined) return refuse(`"${wrong}" cannot be the name of a column.`);
  if (rest.length > MAX_ROWS) return refuse(`A table has at most ${MAX_ROWS} rows.`);
  const rows = rest.map((cells) =>
    Object.fromEntries(columns.map((column, index) => [column, cellValue(cells[index] ?? '')])),
  );
  return [{ name: fileStem(file.path), path: file.path, columns, rows }];
}

/** Numbers and truth values are read as such; a number with leading zeros stays text; nothing is NULL. */
function cellValue(cell: string): Value {
  if (cell === '') return null;
  const lower = cell.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  const number = Number(cell);
  return Number.isSafeInteger(number) || isDecimal(cell, number)
    ? String(number) === cell || isDecimal(cell, number)
      ? number
      : cell
    : cell;
}

/** `12.50` is a number; `1e5`, `0x10` and `007.5` are not. */
function isDecimal(cell: string, number: number): boolean {
  const digits = cell.startsWith('-') ? cell.slice(1) : cell;
  const [whole = '', fraction, more] = digits.split('.');
  const isPlain = (text: string): boolean =>
    text !== '' && Array.from(text).every((character) => character >= '0' && character <= '9');
  if (fraction === undefined || more !== undefined || !isPlain(whole) || !isPlain(fraction)) {
    return false;
  }
  return Number.isFinite(number) && (whole === '0' || !whole.startsWith('0'));
}
