import { describeToken, type ParseContext } from '../parse-context';
import type { Span } from '../../source';
import { isTargetHere } from '../starts-operand';
import type { ApprovalStatement, Expression, Statement, TimeoutActionNode } from '../syntax';

type Clauses = {
  -readonly [
    Name in Exclude<
      keyof ApprovalStatement,
      'kind' | 'start' | 'end' | 'from' | 'quorum' | 'continues'
    >
  ]?: ApprovalStatement[Name];
} & { continues: boolean };

/**
 * `approval = "HUMAN" "APPROVAL" "FROM" people { [ newline ] ( "TIMEOUT" sum | "MESSAGE" sum
 *   | "REMIND" "EVERY" sum | "NO" "SELF" "APPROVAL" | "COMMENT" "REQUIRED"
 *   | "ON" "TIMEOUT" ":" action | "ON" "REJECT" ":" ( "CONTINUE" | statement ) ) } .`
 */
export function parseApproval(p: ParseContext, head: Span): Statement {
  if (!p.acceptWords('FROM')) {
    p.fail({
      code: 'BASIC_APPROVAL_FROM',
      message: `After HUMAN APPROVAL the word FROM is missing; ${describeToken(p.peek())} there.`,
      hint: 'Write HUMAN APPROVAL FROM "person@example.com" TIMEOUT 3600.',
    });
  }
  const people = parsePeople(p);
  const clauses: Clauses = { continues: false };
  const isNext = (): boolean => isClause(p);
  while (isClause(p) || p.acceptNextLine(isNext)) {
    p.guarded(
      () => {
        parseClause(p, clauses);
      },
      () => undefined,
    );
  }
  return { kind: 'approval', ...people, ...clauses, ...p.spanFrom(head) };
}

/** `people = [ ( "ALL" | "ANY" | sum ) "OF" ] who { "," who } .` */
function parsePeople(p: ParseContext): Pick<ApprovalStatement, 'from' | 'quorum'> {
  if (p.acceptWords('ALL', 'OF')) return { quorum: 'all', from: parseNames(p) };
  if (p.acceptWords('ANY', 'OF')) return { quorum: 'any', from: parseNames(p) };
  const first = p.peek();
  const who = parseWho(p);
  if (p.acceptWords('OF')) return { quorum: { count: who }, from: parseNames(p) };
  return { from: parseNames(p, { who, first }) };
}

/** One name stays as it is; several are a list. */
function parseNames(
  p: ParseContext,
  begun?: { readonly who: Expression; readonly first: Span },
): Expression {
  const first = begun?.first ?? p.peek();
  const items = [begun?.who ?? parseWho(p)];
  while (p.acceptSymbol(',')) items.push(parseWho(p));
  const [only] = items;
  return only && items.length === 1 ? only : { kind: 'list', items, ...p.spanFrom(first) };
}

/** `who = ( "GROUP" | "ROLE" ) text | sum .` */
function parseWho(p: ParseContext): Expression {
  if (!p.isWord('GROUP', 'ROLE') || p.tokenAt(1).kind !== 'string') return p.grammar.sum(p);
  const word = p.next();
  const name = p.grammar.operand(p);
  if (name.kind !== 'literal') return name;
  const value = `${word.upper.toLowerCase()}:${String(name.value)}`;
  return { kind: 'literal', value, ...p.spanFrom(word) };
}

function isClause(p: ParseContext): boolean {
  if (p.isWord('TIMEOUT', 'MESSAGE')) return !isTargetHere(p);
  const after = p.tokenAt(1).upper;
  if (p.isWord('REMIND')) return after === 'EVERY';
  if (p.isWord('NO')) return after === 'SELF';
  if (p.isWord('COMMENT')) return after === 'REQUIRED';
  return p.isWord('ON') && ['TIMEOUT', 'REJECT', 'APPROVE'].includes(after);
}

function parseClause(p: ParseContext, clauses: Clauses): void {
  if (p.acceptWords('TIMEOUT')) clauses.timeout = p.grammar.sum(p);
  else if (p.acceptWords('MESSAGE')) clauses.message = p.grammar.sum(p);
  else if (p.acceptWords('REMIND', 'EVERY')) clauses.remindEvery = p.grammar.sum(p);
  else if (p.acceptWords('COMMENT', 'REQUIRED')) clauses.commentRequired = true;
  else if (p.acceptWords('NO', 'SELF')) parseNoSelf(p, clauses);
  else parseOn(p, clauses);
}

function parseNoSelf(p: ParseContext, clauses: Clauses): void {
  clauses.noSelf = true;
  if (p.acceptWords('APPROVAL')) return;
  p.fail({
    code: 'BASIC_NO_SELF',
    message: `After NO SELF the word APPROVAL is missing; ${describeToken(p.peek())} there.`,
    hint: 'Write NO SELF APPROVAL: who launched the run may not decide.',
  });
}

function parseOn(p: ParseContext, clauses: Clauses): void {
  p.next();
  const { upper: word } = p.next();
  p.acceptSymbol(':');
  if (word === 'TIMEOUT') clauses.onTimeout = parseAction(p);
  else if (word === 'REJECT' && !p.isLineEnd()) {
    clauses.continues = true;
    if (!p.acceptWords('CONTINUE')) clauses.rejected = [p.grammar.inline(p)];
  } else {
    p.fail({
      code: 'BASIC_ON_REJECT',
      message: `CONTINUE or a statement after ON REJECT: is expected; ON ${word}: ${describeToken(p.peek())} there.`,
      hint: 'Write ON REJECT: CONTINUE, or ON REJECT: and what is done then.',
    });
  }
}

/** `action = "ESCALATE" "TO" sum | "REJECT" { word } | "APPROVE" [ "WITH" "WARNING" ] | "CONTINUE" | "FAIL" .` */
function parseAction(p: ParseContext): TimeoutActionNode {
  if (p.acceptWords('ESCALATE')) return parseEscalate(p);
  if (p.acceptWords('REJECT')) {
    const label = readWords(p);
    return label === '' ? { action: 'reject' } : { action: 'reject', label };
  }
  if (p.acceptWords('APPROVE')) {
    const warning = p.acceptWords('WITH', 'WARNING');
    readWords(p);
    return { action: 'approve', warning };
  }
  if (p.acceptWords('CONTINUE')) return { action: 'continue' };
  if (p.acceptWords('FAIL')) return { action: 'fail' };
  return p.fail({
    code: 'BASIC_TIMEOUT_ACTION',
    message: `After ON TIMEOUT: an action is missing; ${describeToken(p.peek())} there.`,
    hint: 'The actions are ESCALATE TO "person", APPROVE, APPROVE WITH WARNING, REJECT, CONTINUE and FAIL.',
  });
}

function parseEscalate(p: ParseContext): TimeoutActionNode {
  if (p.acceptWords('TO')) return { action: 'escalate', to: parseNames(p) };
  return p.fail({
    code: 'BASIC_TIMEOUT_ACTION',
    message: `After ESCALATE the word TO is missing; ${describeToken(p.peek())} there.`,
    hint: 'Write ESCALATE TO "person@example.com".',
  });
}

/** Words up to the end of the line, as they are written. */
function readWords(p: ParseContext): string {
  const words: string[] = [];
  while (p.peek().kind === 'word') words.push(p.next().text);
  return words.join(' ');
}
