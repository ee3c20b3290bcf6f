import { describeToken, type ParseContext } from '../parse-context';
import type { Span } from '../../source';
import { isTargetHere } from '../starts-operand';
import type { ApprovalStatement, Statement, TimeoutActionNode } from '../syntax';

type Clauses = {
  -readonly [Name in 'message' | 'timeout' | 'onTimeout']?: ApprovalStatement[Name];
} & { continues: boolean };

/**
 * `approval = "HUMAN" "APPROVAL" "FROM" sum { [ newline ] ( "TIMEOUT" sum | "MESSAGE" sum
 *   | "ON" "TIMEOUT" ":" action | "ON" "REJECT" ":" "CONTINUE" ) } .`
 */
export function parseApproval(p: ParseContext, head: Span): Statement {
  if (!p.acceptWords('FROM')) {
    p.fail({
      code: 'BASIC_APPROVAL_FROM',
      message: `After HUMAN APPROVAL the word FROM is missing; ${describeToken(p.peek())} there.`,
      hint: 'Write HUMAN APPROVAL FROM "person@example.com" TIMEOUT 3600.',
    });
  }
  const from = p.grammar.sum(p);
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
  return { kind: 'approval', from, ...clauses, ...p.spanFrom(head) };
}

function isClause(p: ParseContext): boolean {
  if (p.isWord('TIMEOUT', 'MESSAGE')) return !isTargetHere(p);
  return p.isWord('ON') && ['TIMEOUT', 'REJECT', 'APPROVE'].includes(p.tokenAt(1).upper);
}

function parseClause(p: ParseContext, clauses: Clauses): void {
  if (p.acceptWords('TIMEOUT')) clauses.timeout = p.grammar.sum(p);
  else if (p.acceptWords('MESSAGE')) clauses.message = p.grammar.sum(p);
  else parseOn(p, clauses);
}

function parseOn(p: ParseContext, clauses: Clauses): void {
  p.next();
  const { upper: word } = p.next();
  p.acceptSymbol(':');
  if (word === 'TIMEOUT') clauses.onTimeout = parseAction(p);
  else if (word === 'REJECT' && p.acceptWords('CONTINUE')) clauses.continues = true;
  else {
    p.fail({
      code: 'BASIC_ON_REJECT',
      message: `After ON ${word}: only CONTINUE after ON REJECT: can stand; ${describeToken(p.peek())} there.`,
      hint: 'Write ON REJECT: CONTINUE and ask for approval.approved in an IF below.',
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
  if (p.acceptWords('TO')) return { action: 'escalate', to: p.grammar.sum(p) };
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
