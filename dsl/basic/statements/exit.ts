import type { Span } from '../../source';
import type { ExitStatement } from '../syntax';

const FORMS: Readonly<Record<string, ExitStatement['from']>> = {
  BREAK: 'LOOP',
  EXIT: 'PROGRAM',
  'EXIT WORKFLOW': 'PROGRAM',
  'EXIT FOR': 'FOR',
  'EXIT DO': 'DO',
  'EXIT WHILE': 'WHILE',
  'EXIT LOOP': 'LOOP',
  'EXIT SUB': 'SUB',
  'EXIT FUNCTION': 'FUNCTION',
};

/** `exit = "EXIT" [ "FOR" | "DO" | "WHILE" | "LOOP" | "SUB" | "FUNCTION" | "WORKFLOW" ] | "BREAK" .` */
export function makeExit(name: string, span: Span): ExitStatement {
  return { kind: 'exit', from: FORMS[name] ?? 'PROGRAM', start: span.start, end: span.end };
}
