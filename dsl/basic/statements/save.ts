import {
  acceptComma,
  isCallForm,
  parseArgument,
  parsePairs,
  startsPair,
  type Head,
} from '../keyword-parts';
import { describeToken, type ParseContext } from '../parse-context';
import type { Expression, Pair, SaveCommand } from '../syntax';

/**
 * `save = "SAVE" table { "," expression } | "SAVE" table "WITH" pairs | "SAVE" expression "TO" table
 *   | "INSERT" [ "INTO" ] table ( "VALUES" expression { "," expression } | { "," expression } ) .`
 */
export function parseSave(p: ParseContext, head: Head): SaveCommand {
  const word = head.name === 'SAVE' ? 'SAVE' : head.name === 'UPSERT' ? 'UPSERT' : 'INSERT';
  if (isCallForm(p, head)) {
    const [table, ...args] = p.grammar.args(p);
    return finish(p, head, { word, table: table ?? nothing(head), args });
  }
  const first = parseArgument(p, { ...head, inExpression: true });
  if (p.acceptWords('TO')) {
    const table = parseArgument(p, { ...head, inExpression: true });
    return finish(p, head, { word, table, args: [first] });
  }
  if (word === 'INSERT' && p.isSymbol('(')) {
    const pairs = parseColumns(p, head);
    return finish(p, head, { word, table: first, args: [], pairs });
  }
  if (p.isWord('WITH') || p.isWord('SET')) {
    p.next();
    p.acceptNextLine(() => startsPair(p));
    if (startsPair(p))
      return finish(p, head, { word, table: first, args: [], pairs: parsePairs(p) });
    return finish(p, head, { word, table: first, args: [parseArgument(p, head)] });
  }
  return finish(p, head, { word, table: first, args: parseValues(p, head) });
}

function parseValues(p: ParseContext, head: Head): readonly Expression[] {
  const args: Expression[] = [];
  if (p.acceptWords('VALUES')) args.push(parseArgument(p, head));
  while (acceptComma(p)) args.push(parseArgument(p, head));
  if (args.length > 0) return args;
  return p.fail({
    code: 'BASIC_SAVE',
    message: `${head.name} needs a table and a row; ${describeToken(p.tokenAt(0))} after the table.`,
    hint: 'Write SAVE "table", row or SAVE "table" WITH column AS value.',
  });
}

/** `columns = "(" name { "," name } ")" "VALUES" "(" expression { "," expression } ")" .` */
function parseColumns(p: ParseContext, head: Head): readonly Pair[] {
  const columns = p.grammar.args(p);
  p.acceptNextLine(() => p.isWord('VALUES'));
  p.expectWords(['VALUES'], {
    code: 'BASIC_SAVE',
    message: `After the columns VALUES is missing; ${describeToken(p.tokenAt(0))} there.`,
    hint: 'Write INSERT INTO "table" (a, b) VALUES (1, 2).',
  });
  const values = p.isSymbol('(') ? p.grammar.args(p) : [parseArgument(p, head)];
  const pairs = columns.flatMap((column, index): readonly Pair[] => {
    const value = values[index];
    const name = columnName(column);
    return value === undefined || name === undefined ? [] : [{ name, nameSpan: column, value }];
  });
  if (pairs.length === columns.length && pairs.length === values.length) return pairs;
  return p.fail({
    code: 'BASIC_SAVE',
    message: `There are ${columns.length} columns and ${values.length} values.`,
    span: p.spanFrom(head.span),
    hint: 'Give each column one value.',
  });
}

function columnName(column: Expression): string | undefined {
  if (column.kind === 'variable') return column.name;
  return column.kind === 'literal' && typeof column.value === 'string' ? column.value : undefined;
}

type Rest = Pick<SaveCommand, 'word' | 'table' | 'args' | 'pairs'>;

function finish(p: ParseContext, head: Head, rest: Rest): SaveCommand {
  return { kind: 'save', ...rest, ...p.spanFrom(head.span) };
}

function nothing(head: Head): Expression {
  return { kind: 'broken', start: head.span.start, end: head.span.end };
}
