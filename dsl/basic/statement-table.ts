import type { ParseContext } from './parse-context';
import { parseAppend } from './statements/append';
import { parseApproval } from './statements/approval';
import { parseAssign, startsAssignment } from './statements/assign';
import { parseScheduleIn, parseTextBlock } from './statements/block-keyword';
import { parseDescription } from './statements/description';
import { makeExit } from './statements/exit';
import { parseFor, parseForEach } from './statements/for';
import { parseGoto } from './statements/goto';
import { parseHandler } from './statements/handler';
import { parseIf } from './statements/if';
import { parseKeyword } from './statements/keyword';
import {
  parseSetAddress,
  parseSetMemory,
  parseShare,
  parseSync,
  startsMemoryAddress,
} from './statements/memory';
import { parseOnError } from './statements/on-error';
import { parseOnFailure } from './statements/on-failure';
import { parseParallel, parseRace } from './statements/parallel';
import { parseParam } from './statements/param';
import { parsePublish } from './statements/publish';
import { parseRawLine, parseSchedule } from './statements/raw-line';
import { parseReturn } from './statements/return';
import { parseSelect } from './statements/select';
import { parseSelectQuery } from './statements/select-query';
import { parseStep } from './statements/step';
import { parseSub } from './statements/sub';
import { parseTable } from './statements/table';
import { parsePrint, parseTalk, parseTalkBlock, parseTalkTo } from './statements/talk';
import { parseTry } from './statements/try';
import { parseWait } from './statements/wait';
import { parseDo, parseWhile } from './statements/while';
import { parseWith } from './statements/with';
import type { Span } from '../source';
import type { Statement } from './syntax';

/** Reads a statement whose first words were just taken. */
export type StatementParser = (p: ParseContext, head: Span, name: string) => Statement;

/** Statements with a form of their own; all other phrases are read as generic keywords. */
export const STATEMENT_PARSERS: ReadonlyMap<string, StatementParser> = new Map<
  string,
  StatementParser
>([
  ['APPEND', parseAppend],
  ['BEGIN MAIL', (p, head) => parseTextBlock(p, head, 'MAIL')],
  ['BEGIN SYSTEM PROMPT', (p, head) => parseTextBlock(p, head, 'SYSTEM PROMPT')],
  ['BEGIN TALK', parseTalkBlock],
  ['BOT SHARE MEMORY', parseShare],
  ['BOT SYNC MEMORY FROM', parseSync],
  ['BREAK', (_, head, name) => makeExit(name, head)],
  ['CACHE SET', parseSetMemory],
  ['CREATE INDEX', parseRawLine],
  ['CREATE UNIQUE INDEX', parseRawLine],
  ['DELAY', parseWait],
  ['DESCRIPTION', parseDescription],
  ['DO', parseDo],
  ['EXIT', (_, head, name) => makeExit(name, head)],
  ['EXIT DO', (_, head, name) => makeExit(name, head)],
  ['EXIT FOR', (_, head, name) => makeExit(name, head)],
  ['EXIT FUNCTION', (_, head, name) => makeExit(name, head)],
  ['EXIT LOOP', (_, head, name) => makeExit(name, head)],
  ['EXIT SUB', (_, head, name) => makeExit(name, head)],
  ['EXIT WHILE', (_, head, name) => makeExit(name, head)],
  ['EXIT WORKFLOW', (_, head, name) => makeExit(name, head)],
  ['FOR', parseFor],
  ['FOR EACH', parseForEach],
  ['FUNCTION', (p, head) => parseSub(p, head, 'FUNCTION')],
  ['GOSUB', (p, head) => parseGoto(p, head, 'GOSUB')],
  ['GOTO', (p, head) => parseGoto(p, head, 'GOTO')],
  ['HUMAN APPROVAL', parseApproval],
  ['IF', parseIf],
  ['LET', parseLet],
  ['ON CHANGE', parseHandler],
  ['ON DELETE OF', parseHandler],
  ['ON EMAIL', parseHandler],
  ['ON ERROR GOTO', parseOnError],
  ['ON ERROR RESUME NEXT', parseOnError],
  ['ON EVENT', parseHandler],
  ['ON FAILURE', parseOnFailure],
  ['ON FORM SUBMIT', parseHandler],
  ['ON INSERT OF', parseHandler],
  ['ON UPDATE OF', parseHandler],
  ['ORCHESTRATE WORKFLOW', parseWorkflow],
  ['PARALLEL', parseParallel],
  ['PARAM', parseParam],
  ['PRINT', parsePrint],
  ['PUBLISH EVENT', parsePublish],
  ['PUSH', parseAppend],
  ['RACE', parseRace],
  ['REMEMBER', parseSetMemory],
  ['RETURN', parseReturn],
  ['SCHEDULE IN', parseScheduleIn],
  ['SELECT', parseSelectWord],
  ['SELECT CASE', parseSelect],
  ['SET', parseSet],
  ['SET BOT MEMORY', parseSetMemory],
  ['SET SCHEDULE', parseSchedule],
  ['SET SESSION', parseSetMemory],
  ['SET USER FACT', parseSetMemory],
  ['SET USER MEMORY', parseSetMemory],
  ['STEP', parseStep],
  ['SUB', (p, head) => parseSub(p, head, 'SUB')],
  ['SWITCH', parseSelect],
  ['TABLE', parseTable],
  ['TALK', parseTalk],
  ['TALK TO', parseTalkTo],
  ['THROW', parseThrow],
  ['TRY', parseTry],
  ['WAIT', parseWait],
  ['WHILE', parseWhile],
  ['WITH', parseWith],
]);

/** `select-query = "SELECT" text .` With a CASE below it, SELECT CASE was meant. */
function parseSelectWord(p: ParseContext, head: Span): Statement {
  let ahead = 0;
  while (!['newline', 'end'].includes(p.tokenAt(ahead).kind)) ahead += 1;
  while (p.tokenAt(ahead).kind === 'newline') ahead += 1;
  if (p.tokenAt(ahead).upper !== 'CASE') {
    const command = parseSelectQuery(p, { name: 'SELECT', span: head, inExpression: false });
    return { kind: 'command', command, ...p.spanFrom(head) };
  }
  p.report({
    code: 'BASIC_EXPECTED',
    message: 'After SELECT the word CASE is missing.',
    span: head,
    hint: 'Write SELECT CASE value.',
    fix: { title: 'Add CASE', span: { start: head.end, end: head.end }, text: ' CASE' },
  });
  return parseSelect(p, head);
}

/** `let = "LET" assign .` */
function parseLet(p: ParseContext, head: Span): Statement {
  return parseAssign(p, head.start);
}

/** `set = "SET" assign | set-address | "SET" arguments .` */
function parseSet(p: ParseContext, head: Span): Statement {
  if (startsAssignment(p)) return parseAssign(p, head.start);
  if (startsMemoryAddress(p)) return parseSetAddress(p, head);
  const command = parseKeyword(p, { name: 'SET', span: head, inExpression: false });
  return { kind: 'command', command, ...p.spanFrom(head) };
}

/** `throw = "THROW" expression .` */
function parseThrow(p: ParseContext, head: Span): Statement {
  const message = p.grammar.expression(p);
  return { kind: 'throw', message, ...p.spanFrom(head) };
}

/** `workflow = "ORCHESTRATE" "WORKFLOW" expression .` It owns all that follows up to END WORKFLOW. */
function parseWorkflow(p: ParseContext, head: Span): Statement {
  const name = p.grammar.expression(p);
  return { kind: 'workflow', name, ...p.spanFrom(head) };
}
