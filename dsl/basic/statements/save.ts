import {
  acceptComma,
  isCallForm,
  parseArgument,
  parsePairs,
  startsPair,
  type Head,
} from '../keyword-parts';
import { describeToken, type ParseContext } from '../parse-context';
import type { Expression, SaveCommand } from '../syntax';

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

type Rest = Pick<SaveCommand, 'word' | 'table' | 'args' | 'pairs'>;

function finish(p: ParseContext, head: Head, rest: Rest): SaveCommand {
  return { kind: 'save', ...rest, ...p.spanFrom(head.span) };
}

function nothing(head: Head): Expression {
  return { kind: 'broken', start: head.span.start, end: head.span.end };
}
