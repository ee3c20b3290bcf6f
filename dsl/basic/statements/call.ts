import { acceptComma, parseArgument, type Head } from '../keyword-parts';
import { describeToken, type ParseContext } from '../parse-context';
import type { CallCommand, Clause, Expression, KeywordCommand } from '../syntax';
import { plainName } from '../token';

/** `call = "CALL" ( name [ "(" arguments ")" | { [ "," ] expression } ] | text { "," expression } [ "AS" "CHILD" ] ) .` */
export function parseCall(p: ParseContext, head: Head): CallCommand | KeywordCommand {
  const token = p.peek();
  if (token.kind === 'word') return parseSubCall(p, head);
  if (token.kind !== 'string') {
    p.fail({
      code: 'BASIC_NAME_EXPECTED',
      message: `After CALL the name of a SUB is missing; ${describeToken(token)} there.`,
      hint: 'Write CALL name(argument).',
    });
  }
  const args = [parseArgument(p, { ...head, inExpression: true })];
  while (isComma(p) && p.acceptSymbol(',')) {
    p.acceptNextLine(() => true);
    args.push(parseArgument(p, head));
  }
  const clauses = acceptAsChild(p);
  return { kind: 'keyword', name: 'CALL', args, clauses, ...p.spanFrom(head.span) };
}

function acceptAsChild(p: ParseContext): readonly Clause[] {
  const as = p.peek();
  if (!isAsChild(p)) return [];
  p.takeTokens(2);
  return [{ word: 'AS CHILD', values: [], pairs: [], ...p.spanFrom(as) }];
}

function isAsChild(p: ParseContext): boolean {
  return p.isWord('AS') && p.tokenAt(1).upper === 'CHILD';
}

/** A SUB sees the variables of its run, which a run of its own would not have. */
function refuseChild(p: ParseContext, name: string): void {
  const [clause] = acceptAsChild(p);
  if (!clause) return;
  p.report({
    code: 'BASIC_SUB_AS_CHILD',
    message: `${name} is a SUB of this file; only a file can be a run of its own.`,
    hint: `Put its statements into a file of the package: CALL "${name.toLowerCase()}.bas" AS CHILD.`,
    span: clause,
  });
}

/** Inside brackets only an object belongs to the call: `CALL "/path", { … }`. */
function isComma(p: ParseContext): boolean {
  return p.brackets === 0 || ['{', '#{'].includes(p.tokenAt(1).upper);
}

function parseSubCall(p: ParseContext, head: Head): CallCommand {
  const nameSpan = p.next();
  const name = plainName(nameSpan.text);
  const args: Expression[] = [];
  if (p.isSymbol('(')) args.push(...p.grammar.args(p));
  else if (!p.isLineEnd() && !isAsChild(p) && (p.isSymbol(',') || !head.inExpression)) {
    p.acceptSymbol(',');
    do args.push(parseArgument(p, head));
    while (acceptComma(p));
  }
  refuseChild(p, name);
  return { kind: 'callSub', name, nameSpan, args, ...p.spanFrom(head.span) };
}
