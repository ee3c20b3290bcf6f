import { describeToken, type ParseContext } from '../parse-context';
import type { Span } from '../../source';
import type { DependsOn, Expression, Statement } from '../syntax';
import { isDependsOn, parseDependsOn } from './depends-on';

/**
 * `step = "STEP" number ":" [ newline ] statement { [ newline ] depends-on | newline "DELAY" sum } .`
 */
export function parseStep(p: ParseContext, head: Span): Statement {
  const { label, labelSpan } = readLabel(p, head);
  readColon(p);
  p.acceptNextLine(() => true);
  p.takesDelay = true;
  p.dependsOn = undefined;
  const body = p.grammar.inline(p);
  p.takesDelay = false;
  const before = readDependsOn(p) ?? p.dependsOn;
  p.dependsOn = undefined;
  const delay = readDelay(p);
  const dependsOn = before ?? readDependsOn(p);
  return {
    kind: 'step',
    label,
    labelSpan,
    body,
    ...(delay !== undefined && { delay }),
    ...(dependsOn !== undefined && { dependsOn }),
    ...p.spanFrom(head),
  };
}

function readDependsOn(p: ParseContext): DependsOn | undefined {
  const isHere = isDependsOn(p) || p.acceptNextLine(() => isDependsOn(p));
  return isHere ? parseDependsOn(p) : undefined;
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

function readDelay(p: ParseContext): Expression | undefined {
  const isDelay = (): boolean => p.isWord('DELAY') && p.tokenAt(1).text !== '=';
  if (!p.acceptNextLine(isDelay)) return undefined;
  p.next();
  return p.grammar.sum(p);
}
