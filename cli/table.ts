import { createPaint, plainText, widthOf, type Paint } from './paint';

/** One column: its title, its text for a row, and a colour for that text when it has one. */
export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string | number | null | undefined;
  readonly style?: (row: Row) => Parameters<Paint>[0] | undefined;
  /** Longer texts end in "…"; 60 unless told. */
  readonly limit?: number;
}

/** A table as aligned lines, titles first. Control characters of the texts become blanks. */
export function tableLines<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  paint: Paint = createPaint({ colour: false }),
): readonly string[] {
  const cells = rows.map((row) => columns.map((column) => cellText(column, row)));
  const widths = columns.map(({ title }, index) =>
    Math.max(widthOf(title), ...cells.map((line) => widthOf(line[index] ?? ''))),
  );
  const pad = (text: string, index: number): string =>
    text + ' '.repeat((widths[index] ?? 0) - widthOf(text));
  const titles = columns.map(({ title }, index) => paint('dim', pad(title, index)));
  const lines = cells.map((line, number) =>
    line.map((text, index) => {
      const row = rows[number];
      const style = row === undefined ? undefined : columns[index]?.style?.(row);
      return style === undefined ? pad(text, index) : paint(style, pad(text, index));
    }),
  );
  return [titles, ...lines].map((line) => line.join('  ').trimEnd());
}

function cellText<Row>({ text, limit = 60 }: Column<Row>, row: Row): string {
  const full = Array.from(plainText(String(text(row) ?? '')));
  return full.length > limit ? `${full.slice(0, limit - 1).join('')}…` : full.join('');
}
