import { readExpression } from '../read-expression';
import type { OpenBlock, ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { Expression, SelectCase, Statement } from '../syntax';

/**
 * `select = ( "SELECT" "CASE" | "SWITCH" ) expression newline
 *   { "CASE" expression { "," expression } newline block }
 *   [ ( "CASE" "ELSE" | "DEFAULT" ) newline block ] "END" ( "SELECT" | "SWITCH" ) .`
 */
export function parseSelect(p: ParseContext, head: Span): Statement {
  const isSwitch = p.source.text.slice(head.start, head.start + 2).toUpperCase() === 'SW';
  const end = isSwitch ? 'END SWITCH' : 'END SELECT';
  const open: OpenBlock = {
    name: isSwitch ? 'SWITCH' : 'SELECT CASE',
    end,
    bounds: new Set(['CASE', 'DEFAULT', end]),
    span: head,
  };
  const subject = readExpression(p);
  const cases: SelectCase[] = [];
  let otherwise: readonly Statement[] | undefined;
  let part = p.grammar.block(p, open);
  if (part.body.length > 0) beforeFirst(p, part.body[0]);
  while (part.boundary !== undefined) {
    const { name, length, span } = part.boundary;
    p.takeTokens(length);
    if (name === end) break;
    const isElse = name === 'DEFAULT' || p.acceptWords('ELSE');
    const values = isElse ? [] : readValues(p);
    p.acceptSymbol(':');
    part = p.grammar.block(p, open);
    if (isElse) otherwise = part.body;
    else cases.push({ values, body: part.body, ...p.spanFrom(span) });
  }
  if (cases.length === 0 && otherwise === undefined) noCase(p, head, open.name);
  const rest = otherwise === undefined ? {} : { otherwise };
  return { kind: 'select', subject, cases, ...rest, ...p.spanFrom(head) };
}

function readValues(p: ParseContext): readonly Expression[] {
  const values = [readExpression(p)];
  while (p.acceptSymbol(',')) values.push(readExpression(p));
  return values;
}

function beforeFirst(p: ParseContext, statement: Statement | undefined): void {
  if (statement === undefined || statement.kind === 'broken') return;
  p.report({
    code: 'BASIC_BEFORE_CASE',
    message: 'Nothing can stand before the first CASE.',
    span: statement,
    hint: 'Move this line above or into a CASE.',
  });
}

function noCase(p: ParseContext, head: Span, name: string): void {
  p.report({
    code: 'BASIC_NO_CASE',
    message: `This ${name} has no CASE.`,
    span: head,
    hint: 'Add lines such as CASE "a" below it.',
  });
}
