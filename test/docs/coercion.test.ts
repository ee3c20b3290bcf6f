import { compile } from '../../dsl/compile';
import { readPages } from './pages';
import { readTold, runExample } from './run-example';

const PAGE =
  readPages().find(({ path }) => path === 'docs/reference/basic-language.md')?.text ?? '';
const GIVEN = `' given tables: { "orders": [{ "id": 1, "name": "Ana" }] }`;

/** The program that stands behind each column, and what its result is shown as. */
const COLUMNS: Readonly<Record<string, string>> = {
  '`IF v`': 'IF v THEN RETURN TRUE\nRETURN FALSE',
  '`v * 1`': 'RETURN v * 1',
  '`"" + v`': 'RETURN "" + v',
  '`FOR EACH x IN v`': 'n = 0\nFOR EACH x IN v\n  n += 1\nNEXT\nRETURN n',
  '`v.name`': 'RETURN v.name',
};

const cellsOf = (line: string): readonly string[] =>
  line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

const [head = '', , ...lines] = (/(\| `v` \|[^]*?)\n\n/.exec(PAGE)?.[1] ?? '').split('\n');
const [, ...titles] = cellsOf(head);
const CELLS = lines.flatMap((line) => {
  const [value = '', ...cells] = cellsOf(line);
  return cells.map((cell, index) => [value.slice(1, -1), titles[index] ?? '', cell] as const);
});

/** What a program gives: a value as JSON, or the code of its failure. */
async function resultOf(text: string): Promise<string> {
  const told = readTold(text);
  const outcome = await runExample(compile({ file: 'a.bas', text }), new Map(), told);
  return outcome?.failure?.code ?? JSON.stringify(outcome?.result);
}

describe('the table of what becomes what', () => {
  it('has every kind of value and every use', () => {
    expect(titles).toEqual(Object.keys(COLUMNS));
    expect(lines.length).toBeGreaterThanOrEqual(12);
  });

  it.each(CELLS)('tells what %s is in %s', async (value, title, cell) => {
    const text = `${GIVEN}\nv = ${value}\n${COLUMNS[title] ?? ''}`;
    expect(`\`${await resultOf(text)}\``).toBe(cell);
  });
});
