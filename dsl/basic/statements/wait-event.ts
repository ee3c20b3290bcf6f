import { acceptComma, parseArgument, type Head } from '../keyword-parts';
import { describeToken, type ParseContext } from '../parse-context';
import { isTargetHere, startsOperand } from '../starts-operand';
import type { AwaitedEvent } from '../syntax/events';
import type { Expression, WaitEventCommand } from '../syntax';

const WORDS: Readonly<Record<string, WaitEventCommand['word']>> = {
  'WAIT FOR ANY': 'ANY',
  'WAIT FOR ALL': 'ALL',
};

/**
 * `wait-event = "WAIT" "FOR" ( "EVENT" awaited | ( "ANY" | "ALL" ) [ "EVENTS" ] awaited { "," awaited } )
 *   [ "TIMEOUT" sum [ "ON" "TIMEOUT" ":" "ESCALATE" "TO" sum ] ] .`
 */
export function parseWaitEvent(p: ParseContext, head: Head): WaitEventCommand {
  const inner = { ...head, inExpression: true };
  const word = WORDS[head.name] ?? 'EVENT';
  if (word !== 'EVENT' && p.isWord('EVENTS') && startsOperand(p, 1)) p.next();
  const events = [parseAwaited(p, inner)];
  while (word !== 'EVENT' && acceptComma(p)) events.push(parseAwaited(p, inner));
  const timeout = acceptClause(p, head, isTimeout) ? parseTimeout(p, inner) : undefined;
  const escalateTo = acceptClause(p, head, isOnTimeout) ? parseEscalation(p, inner) : undefined;
  return {
    kind: 'waitEvent',
    word,
    events,
    ...(timeout === undefined ? {} : { timeout }),
    ...(escalateTo === undefined ? {} : { escalateTo }),
    ...p.spanFrom(head.span),
  };
}

/** `awaited = sum [ "WHERE" expression ] .` */
function parseAwaited(p: ParseContext, inner: Head): AwaitedEvent<Expression> {
  const event = parseArgument(p, inner);
  return p.acceptWords('WHERE') ? { event, where: p.grammar.expression(p) } : { event };
}

/** True when the clause comes next; in a statement it may stand on the next line. */
function acceptClause(p: ParseContext, head: Head, isNext: (p: ParseContext) => boolean): boolean {
  return isNext(p) || (!head.inExpression && p.acceptNextLine(() => isNext(p)));
}

function parseTimeout(p: ParseContext, inner: Head): Expression {
  p.next();
  return parseArgument(p, inner);
}

function parseEscalation(p: ParseContext, inner: Head): Expression {
  p.acceptWords('ON', 'TIMEOUT');
  p.acceptSymbol(':');
  p.expectWords(['ESCALATE', 'TO'], {
    code: 'BASIC_TIMEOUT_ACTION',
    message: `After ON TIMEOUT: of an event only ESCALATE TO can stand; ${describeToken(p.peek())} there.`,
    hint: 'Write ON TIMEOUT: ESCALATE TO "person@example.com".',
  });
  return parseArgument(p, inner);
}

/** TIMEOUT at the start of a line, unless it is a variable. */
function isTimeout(p: ParseContext): boolean {
  return p.isWord('TIMEOUT') && !isTargetHere(p);
}

function isOnTimeout(p: ParseContext): boolean {
  return p.isWord('ON') && p.tokenAt(1).upper === 'TIMEOUT';
}
