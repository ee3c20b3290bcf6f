import { describeToken, type ParseContext } from '../parse-context';
import type { Span } from '../../source';
import { isTargetHere } from '../starts-operand';
import type { Statement, StatementOf } from '../syntax';
import { isDependsOn, parseDependsOn } from './depends-on';

/**
 * `step = "STEP" number ":" [ newline ] statement
 *   { [ newline ] ( depends-on | "TIMEOUT" sum ) | newline "DELAY" sum } .`
 */
export function parseStep(p: ParseContext, head: Span): Statement {
  const { label, labelSpan } = readLabel(p, head);
  readColon(p);
  p.acceptNextLine(() => true);
  p.takesDelay = true;
  p.dependsOn = undefined;
  const body = p.grammar.inline(p);
  p.takesDelay = false;
  const clauses = readClauses(p);
  p.dependsOn = undefined;
  return { kind: 'step', label, labelSpan, body, ...clauses, ...p.spanFrom(head) };
}

type Clauses = {
  -readonly [Name in 'delay' | 'timeout' | 'dependsOn']?: StatementOf<'step'>[Name];
};

/** Clauses behind the statement, each once: on its line, or on lines of their own. */
function readClauses(p: ParseContext): Clauses {
  const clauses: Clauses = p.dependsOn === undefined ? {} : { dependsOn: p.dependsOn };
  for (;;) {
    const word = CLAUSES.find((each) => clauses[each] === undefined && startsClause(p, each));
    if (word === undefined) return clauses;
    if (word === 'dependsOn') clauses.dependsOn = parseDependsOn(p);
    else {
      p.next();
      clauses[word] = p.grammar.sum(p);
    }
  }
}

const CLAUSES = ['dependsOn', 'timeout', 'delay'] as const;

function startsClause(p: ParseContext, clause: (typeof CLAUSES)[number]): boolean {
  const stands = (): boolean => {
    if (clause === 'dependsOn') return isDependsOn(p);
    return p.isWord(clause.toUpperCase()) && !isTargetHere(p);
  };
  // A DELAY on the same line is a clause of BOT.
  return (clause !== 'delay' && stands()) || p.acceptNextLine(stands);
}

function readLabel(p: ParseContext, head: Span): { label: string; labelSpan: Span } {
  const token = p.peek();
  const isLabel = token.kind === 'number' || p.tokenAt(1).text === ':';
  if (isLabel && token.kind !== 'symbol') {
    p.next();
    return { label: token.text, labelSpan: token };
  }
  p.report({
    code: 'BASIC_STEP_NUMBER',
    message: `After STEP its number is missing; ${describeToken(token)} there.`,
    hint: 'Write STEP 1: BOT "name" "action".',
  });
  return { label: '', labelSpan: head };
}

function readColon(p: ParseContext): void {
  if (p.acceptSymbol(':')) return;
  const at = p.lastEnd;
  p.report({
    code: 'BASIC_STEP_COLON',
    message: `After the number of a STEP a ":" is missing; ${describeToken(p.peek())} there.`,
    hint: 'Write STEP 1: BOT "name" "action".',
    fix: { title: 'Add the colon', span: { start: at, end: at }, text: ':' },
  });
}
