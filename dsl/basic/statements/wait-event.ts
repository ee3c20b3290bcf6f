import { parseArgument, type Head } from '../keyword-parts';
import type { ParseContext } from '../parse-context';
import type { WaitEventCommand } from '../syntax';

/** `wait-event = "WAIT" "FOR" "EVENT" sum [ "TIMEOUT" sum ] .` */
export function parseWaitEvent(p: ParseContext, head: Head): WaitEventCommand {
  const inner = { ...head, inExpression: true };
  const event = parseArgument(p, inner);
  const hasTimeout =
    p.acceptWords('TIMEOUT') ||
    (!head.inExpression && p.acceptNextLine(() => isTimeout(p)) && p.acceptWords('TIMEOUT'));
  const span = (): { start: number; end: number } => p.spanFrom(head.span);
  if (!hasTimeout) return { kind: 'waitEvent', event, ...span() };
  const timeout = parseArgument(p, inner);
  return { kind: 'waitEvent', event, timeout, ...span() };
}

/** TIMEOUT at the start of a line, unless it is a variable. */
export function isTimeout(p: ParseContext): boolean {
  return p.isWord('TIMEOUT') && p.tokenAt(1).text !== '=';
}
