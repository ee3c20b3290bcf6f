import type { Program } from '../../basic/parser';
import { findStatement } from '../find-statement';
import { indentAt, lineEndOf, lineStart } from '../tokens';
import type { StatementRef } from './anchor';
import { findClauses, type ClauseList, type ClausePlace } from './clauses';
import { removeLines } from './delete-statement';
import { endOfLine, indentUnit } from './layout';
import { checkedEdits, readEdited, refuse, type EditOutcome } from './outcome';
import type { TextEdit } from './text-edit';

/**
 * Adds, changes or, without a text, removes a clause such as TIMEOUT, MESSAGE, ON TIMEOUT, WITH or INTO.
 * The text is what follows the words of the clause.
 */
export function setClause(
  program: Program,
  ref: StatementRef,
  clause: string,
  text?: string,
): EditOutcome {
  const placed = findStatement(program, ref);
  const list = placed === undefined ? undefined : findClauses(program, placed.statement);
  if (placed === undefined || list === undefined) return refuse('There is no such clause here.');
  const word = clause.toUpperCase();
  const present = list.clauses.find((one) => one.word === word);
  const edit = editOf(program, list, { word, text, present });
  if (typeof edit === 'string') return refuse(edit);
  const outcome = checkedEdits(program, [edit], new Map());
  if (!outcome.ok) return outcome;
  const more = (text === undefined ? 0 : 1) - (present === undefined ? 0 : 1);
  const words = wordsAfter(program, edit, placed.statement.start);
  const isRight =
    words.length === list.clauses.length + more && words.includes(word) === (text !== undefined);
  return isRight ? outcome : refuse('The text would be read as more than one clause.');
}

function wordsAfter(program: Program, edit: TextEdit, offset: number): readonly string[] {
  const after = readEdited(program, [edit]).program;
  const placed = findStatement(after, offset);
  const list = placed && findClauses(after, placed.statement);
  return list?.clauses.map(({ word }) => word) ?? [];
}

interface Change {
  readonly word: string;
  readonly text: string | undefined;
  readonly present: ClausePlace | undefined;
}

function editOf(program: Program, list: ClauseList, change: Change): TextEdit | string {
  const { word, text, present } = change;
  if (text === undefined) {
    return present === undefined ? `There is no ${word} here.` : removal(program, present);
  }
  if (text.includes('\n') || text.trim() === '') return 'A clause stands on one line.';
  if (present === undefined) return addition(program, list, word, text.trim());
  if (present.value < present.end)
    return { start: present.value, end: present.end, text: text.trim() };
  return { start: present.end, end: present.end, text: ` ${text.trim()}` };
}

function removal(program: Program, clause: ClausePlace): TextEdit {
  const { text } = program.source;
  const own = lineStart(text, clause.start);
  const end = endOfLine(text, clause.end);
  const rest = text.slice(clause.end, end);
  const before = text.slice(own, clause.start);
  const isLine = before.trim() === '';
  if (isLine && rest.trim() === '') return removeLines(text, { start: own, end });
  if (isLine) {
    const blanks = rest.length - rest.trimStart().length;
    return { start: clause.start, end: clause.end + blanks, text: '' };
  }
  const blanks = before.length - before.trimEnd().length;
  return { start: clause.start - blanks, end: clause.end, text: '' };
}

/** A new clause goes behind the clauses that are written before it. */
function addition(
  program: Program,
  list: ClauseList,
  word: string,
  value: string,
): TextEdit | string {
  const rank = list.words.indexOf(word);
  if (rank < 0) return `${word} is no clause of this statement.`;
  const { text } = program.source;
  const clauseText = word.startsWith('ON ') ? `${word}: ${value}` : `${word} ${value}`;
  const pieces = [list.head, ...list.clauses];
  const isOnLine = list.lineWords.includes(word);
  const firstLine = endOfLine(text, list.head.end);
  const before = pieces.filter(
    (piece) => !('word' in piece) || isBefore(list, piece as ClausePlace, rank),
  );
  const possible = isOnLine ? before : before.filter((piece) => piece.end <= firstLine);
  const last = possible.at(-1) ?? list.head;
  const standsAlone = text.slice(lineStart(text, last.start), last.start).trim() === '';
  const isClause = last !== list.head && standsAlone;
  const isTail = word === 'DELAY' && isOnLine && list.clauses.every((one) => one.word !== 'DELAY');
  if (!isOnLine || (!isClause && !needsLine(list, text, isTail))) {
    return { start: last.end, end: last.end, text: ` ${clauseText}` };
  }
  const eol = lineEndOf(text);
  const indent = isClause
    ? indentAt(text, last.start)
    : indentAt(text, list.head.start) + indentUnit(program);
  const end = endOfLine(text, last.end);
  return { start: end, end, text: `${eol}${indent}${clauseText}` };
}

function isBefore(list: ClauseList, clause: ClausePlace, rank: number): boolean {
  return list.words.indexOf(clause.word) < rank;
}

/** DELAY after the statement of a STEP begins a line; other clauses join a statement of one line. */
function needsLine(list: ClauseList, text: string, isTail: boolean): boolean {
  const isBot = list.words.includes('RETRY');
  if (isTail) return !isBot;
  const first = list.clauses[0];
  return first !== undefined && text.slice(lineStart(text, first.start), first.start).trim() === '';
}
