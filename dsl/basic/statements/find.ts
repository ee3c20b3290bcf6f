import { parseArgument, parseArgumentList, type Head } from '../keyword-parts';
import { describeToken, type ParseContext } from '../parse-context';
import { startsOperand } from '../starts-operand';
import type { Expression, FindCommand, OrderTerm } from '../syntax';

type Parts = {
  -readonly [Name in 'filter' | 'where' | 'orderBy' | 'limit' | 'first']?: FindCommand[Name];
};

/**
 * `find = "FIND" [ "ALL" ] expression { "," expression }
 *   { "WITH" filter | "WHERE" condition | "ORDER" "BY" order { "," order } | "LIMIT" sum | "FIRST" } .`
 */
export function parseFind(p: ParseContext, head: Head): FindCommand {
  if (p.isWord('ALL') && startsOperand(p, 1)) p.next();
  const args = parseArgumentList(p, { ...head, inExpression: true });
  const parts: Parts = {};
  while (parseClause(p, head, parts)) {
    // Each turn takes one clause.
  }
  return {
    kind: 'find',
    args,
    orderBy: parts.orderBy ?? [],
    first: parts.first ?? false,
    ...(parts.filter === undefined ? {} : { filter: parts.filter }),
    ...(parts.where === undefined ? {} : { where: parts.where }),
    ...(parts.limit === undefined ? {} : { limit: parts.limit }),
    ...p.spanFrom(head.span),
  };
}

function parseClause(p: ParseContext, head: Head, parts: Parts): boolean {
  if (p.acceptWords('WHERE')) parts.where = parseCondition(p);
  else if (p.acceptWords('ORDER', 'BY')) parts.orderBy = parseOrder(p);
  else if (p.acceptWords('LIMIT')) parts.limit = value(p, head);
  else if (p.acceptWords('FIRST')) parts.first = true;
  else if (p.isWord('WITH') && p.tokenAt(1).kind === 'string') {
    p.next();
    parts.filter = value(p, head);
  } else return false;
  return true;
}

function value(p: ParseContext, head: Head): Expression {
  return parseArgument(p, { ...head, inExpression: true });
}

/** `condition = expression .` The line may end after WHERE. */
export function parseCondition(p: ParseContext): Expression {
  p.acceptNextLine(() => startsOperand(p, 0) || p.isSymbol('('));
  return p.grammar.expression(p);
}

/** `order = name [ "ASC" | "DESC" ] .` */
function parseOrder(p: ParseContext): readonly OrderTerm[] {
  const terms: OrderTerm[] = [];
  do {
    const token = p.peek();
    if (token.kind !== 'word' && token.kind !== 'string') {
      p.fail({
        code: 'BASIC_NAME_EXPECTED',
        message: `After ORDER BY the name of a column is missing; ${describeToken(token)} there.`,
      });
    }
    p.next();
    const descending = p.acceptWords('DESC');
    if (!descending) p.acceptWords('ASC');
    const column = token.kind === 'string' ? token.text.slice(1, -1) : token.text;
    terms.push({ column, nameSpan: token, descending });
  } while (p.brackets === 0 && p.acceptSymbol(','));
  return terms;
}
