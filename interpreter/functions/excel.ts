import type { Value } from '../../plan/value';
import { checkTextLength } from '../value/limits';
import { fieldsOf } from '../value/member';
import { toText } from '../value/text';

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n' +
  '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" ' +
  'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">\n<Worksheet ss:Name="Sheet1">\n<Table>\n';
const FOOT = '</Table>\n</Worksheet>\n</Workbook>\n';
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};
/** What XML 1.0 has no place for. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g;

/** Rows as a workbook in XML (SpreadsheetML 2003), which Excel and its kin open: text, as drives keep it. */
export function excelText(rows: readonly Value[]): string {
  const records = rows.map((row) => fieldsOf(row) ?? { value: row });
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  let sheet = HEAD + line(columns);
  for (const record of records) {
    sheet += line(
      columns.map((name) => (Object.hasOwn(record, name) ? record[name] : null) ?? null),
    );
    checkTextLength(sheet.length);
  }
  return sheet + FOOT;
}

function line(cells: readonly Value[]): string {
  return `<Row>${cells.map(cell).join('')}</Row>\n`;
}

function cell(value: Value): string {
  if (value === null) return '<Cell/>';
  const type = typeof value === 'number' ? 'Number' : 'String';
  const text = toText(value)
    .toWellFormed()
    .replaceAll(CONTROLS, '')
    .replaceAll(/[&<>"\n]/g, (character) => ESCAPES[character] ?? character);
  return `<Cell><Data ss:Type="${type}">${text}</Data></Cell>`;
}
