import {
  acceptComma,
  isCallForm,
  parseArgument,
  parsePairs,
  startsPair,
  type Head,
} from '../keyword-parts';
import { describeToken, type ParseContext } from '../parse-context';
import { isTargetHere } from '../starts-operand';
import type { Expression, UpdateCommand } from '../syntax';
import { parseCondition } from './find';

/**
 * `update = "UPDATE" table ( ( "SET" | "WITH" ) pairs [ [ newline ] "WHERE" condition ]
 *   | "," ( filter | id ) "," expression { "," expression } ) .`
 */
export function parseUpdate(p: ParseContext, head: Head): UpdateCommand {
  if (isCallForm(p, head)) {
    const [table, ...args] = p.grammar.args(p);
    const missing = { kind: 'broken', start: head.span.start, end: head.span.end } as const;
    return { kind: 'update', table: table ?? missing, args, pairs: [], ...p.spanFrom(head.span) };
  }
  const table = parseArgument(p, { ...head, inExpression: true });
  if (p.acceptWords('SET') || p.acceptWords('WITH')) {
    p.acceptNextLine(() => startsPair(p));
    const pairs = parsePairs(p);
    const isNext = p.acceptNextLine(() => p.isWord('WHERE') && !isTargetHere(p));
    const where = isNext || p.isWord('WHERE') ? parseWhere(p) : undefined;
    const base = { kind: 'update', table, args: [], pairs } as const;
    return { ...base, ...(where === undefined ? {} : { where }), ...p.spanFrom(head.span) };
  }
  const args: Expression[] = [];
  while (acceptComma(p)) args.push(parseArgument(p, head));
  if (args.length < 2) {
    p.fail({
      code: 'BASIC_UPDATE',
      message: `UPDATE needs a table, what to change and where; ${describeToken(p.tokenAt(0))}.`,
      hint: 'Write UPDATE "table" SET column = value WHERE id = 1.',
    });
  }
  return { kind: 'update', table, args, pairs: [], ...p.spanFrom(head.span) };
}

function parseWhere(p: ParseContext): Expression {
  p.next();
  return parseCondition(p);
}
