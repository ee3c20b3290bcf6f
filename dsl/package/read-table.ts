import { parse } from 'csv-parse/sync';
import type { Value } from '../../plan/value';
import { fileStem } from '../lower/program';
import { FORBIDDEN_NAMES } from './names';
import type { PackageFile, PackageProblem } from './package-file';

/** A table of a package: the rows of `<name>.csv` under its `.gbdata` folder. */
export interface PackageTable {
  readonly name: string;
  readonly path: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, Value>>[];
}

/** A row with the id that it is known by. */
export interface IdentifiedRow {
  readonly id: string;
  readonly data: Readonly<Record<string, Value>>;
}

const MAX_ROWS = 100_000;
const MAX_COLUMNS = 1_000;
const LONGEST_NAME = 200;

/** Reads a CSV file; one that cannot be read is a problem, not a table. */
export function readTable(file: PackageFile, problems: PackageProblem[]): readonly PackageTable[] {
  const refuse = (message: string): readonly PackageTable[] => {
    problems.push({ code: 'PACKAGE_CSV', severity: 'error', path: file.path, message });
    return [];
  };
  if (isUnstorable(file.text)) return refuse('A table is text without NUL.');
  let lines: readonly (readonly string[])[];
  try {
    lines = parse(file.text, {
      bom: true,
      delimiter: delimiterOf(file.text),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      to: MAX_ROWS + 2,
    });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : 'The CSV cannot be read.');
  }
  const [columns, ...rest] = lines;
  if (columns === undefined) return refuse('The CSV has no header.');
  const reason = wrongHeader(columns);
  if (reason !== undefined) return refuse(reason);
  if (rest.length > MAX_ROWS) return refuse(`A table has at most ${MAX_ROWS} rows.`);
  const long = rest.findIndex((cells) => cells.length > columns.length);
  if (long >= 0) return refuse(`Row ${long + 1} has more values than the header has names.`);
  const rows = rest.map((cells) =>
    Object.fromEntries(columns.map((column, index) => [column, cellValue(cells[index] ?? '')])),
  );
  return [{ name: fileStem(file.path), path: file.path, columns, rows }];
}

/** Spreadsheets of some countries write semicolons. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split('\n', 1);
  return header.includes(';') && !header.includes(',') ? ';' : ',';
}

function wrongHeader(columns: readonly string[]): string | undefined {
  if (columns.length > MAX_COLUMNS) return `A table has at most ${MAX_COLUMNS} columns.`;
  const wrong = columns.find(
    (column) => column === '' || column.length > LONGEST_NAME || FORBIDDEN_NAMES.has(column),
  );
  if (wrong !== undefined) return `"${wrong.slice(0, 50)}" cannot be the name of a column.`;
  const names = new Set(columns.map((column) => column.toLowerCase()));
  return names.size < columns.length ? 'Two columns have the same name.' : undefined;
}

function isUnstorable(text: string): boolean {
  return /[\0\p{Surrogate}]/u.test(text);
}

/** Rows are known by their column `id`, else by their place, so that importing again changes nothing. */
export function identifiedRows({ rows }: Pick<PackageTable, 'rows'>): readonly IdentifiedRow[] {
  const taken = new Set<string>();
  return rows.map((data, index) => {
    const own = data['id'];
    const wish = typeof own === 'string' || typeof own === 'number' ? String(own) : '';
    const id = wish === '' || taken.has(wish) ? `row-${index + 1}` : wish;
    taken.add(id);
    return { id, data };
  });
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
