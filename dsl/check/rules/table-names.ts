import type { Expression } from '../../basic/syntax';
import type { Span } from '../../source';
import type { CheckContext, Rule } from '../context';

/** Quotes and separators: what has them was meant to become SQL. */
const FORBIDDEN = [';', '"', "'", '`', '\\', '\n', '\r', '\t'];

/** The name of a table is a name, not a piece of SQL. */
export const tableNames: Rule = (context) => ({
  find: ({ args }) => {
    checkTable(context, args[0]);
  },
  save: ({ table }) => {
    checkTable(context, table);
  },
  table: ({ name, start, end }) => {
    checkName(context, name, { start, end });
  },
  update: ({ table }) => {
    checkTable(context, table);
  },
});

function checkTable(context: CheckContext, table: Expression | undefined): void {
  if (table?.kind === 'literal') checkName(context, String(table.value), table);
}

function checkName(context: CheckContext, name: string, span: Span): void {
  if (!FORBIDDEN.some((sign) => name.includes(sign))) return;
  context.error({
    code: 'BASIC_TABLE_NAME',
    message: 'The name of a table has no quotes, semicolons or line ends in it.',
    span,
    hint: 'Write the name alone, such as FIND "orders", and the condition after WHERE.',
  });
}
