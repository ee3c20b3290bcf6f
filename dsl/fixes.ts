import type { BasicCode } from './basic/catalogue';
import type { Program } from './basic/parser';
import type { Token } from './basic/token';
import { compile } from './compile';
import type { Diagnostic } from './diagnostic';
import { lineText, positionAt, type Source, type Span } from './source';

/** One change of a text. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** A text after its fixes. */
export interface FixedText {
  readonly text: string;
  /** What was mended, in order. */
  readonly applied: readonly { readonly code: BasicCode; readonly line: number }[];
}

type Fixer = (
  source: Source,
  diagnostic: Diagnostic,
  program: Program,
) => readonly TextEdit[] | undefined;

const MAX_ROUNDS = 10;

/** Mistakes that the diagnostics themselves bring no fix for. */
const FIXERS: Partial<Record<BasicCode, Fixer>> = {
  BASIC_BLOCK_OPEN: closeBlock,
  BASIC_CLOSED_FOR_YOU: closeBeforeWorkflowEnd,
  BASIC_STEP_NUMBER: numberStep,
  BASIC_STRAY_END: nameRightEnd,
};

/** The edits that mend a mistake where that is safe: its own fix, else what can be told from the text. */
export function fixesFor(
  source: Source,
  diagnostic: Diagnostic,
  program: Program,
): readonly TextEdit[] | undefined {
  const { fix, code } = diagnostic;
  if (fix !== undefined) return [{ span: fix.span, text: fix.text }];
  return FIXERS[code]?.(source, diagnostic, program);
}

/**
 * Mends what can be mended, one mistake after the other, until nothing changes. A fix that makes errors
 * more, or that leaves them as they are in number and kind, is taken back.
 */
export function fixText(file: string, text: string): FixedText {
  let present = text;
  const applied: FixedText['applied'][number][] = [];
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = present;
    present = fixOnce(file, present, applied);
    if (present === before) break;
  }
  return { text: present, applied };
}

/** Tries each mistake, the last one in the text first, so that earlier places stay where they are. */
function fixOnce(file: string, text: string, applied: FixedText['applied'][number][]): string {
  const { source, diagnostics, program } = compile({ file, text });
  let present = text;
  let errors = countErrors(diagnostics);
  for (const diagnostic of [...diagnostics].reverse()) {
    if (diagnostic.severity === 'hint') continue;
    const edits = fixesFor(source, diagnostic, program);
    if (edits === undefined) continue;
    const next = applyEdits(present, edits);
    if (next === undefined || next === present) continue;
    const after = compile({ file, text: next }).diagnostics;
    const isBetter = countErrors(after) < errors || isWarningGone(diagnostic, after, errors);
    if (!isBetter) continue;
    present = next;
    errors = countErrors(after);
    const { line } = positionAt(source, diagnostic.span.start);
    applied.push({ code: diagnostic.code, line });
  }
  return present;
}

function isWarningGone(fixed: Diagnostic, after: readonly Diagnostic[], errors: number): boolean {
  if (fixed.severity !== 'warning' || countErrors(after) > errors) return false;
  return !after.some(({ code, span }) => code === fixed.code && span.start === fixed.span.start);
}

function countErrors(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ severity }) => severity === 'error').length;
}

/** The text after edits; undefined when they overlap or lie outside. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string | undefined {
  let result = text;
  let limit = text.length;
  for (const { span, text: put } of [...edits].sort((a, b) => b.span.start - a.span.start)) {
    if (span.end > limit || span.start > span.end) return undefined;
    result = result.slice(0, span.start) + put + result.slice(span.end);
    limit = span.start;
  }
  return result;
}

const ENDS: Readonly<Record<string, string>> = {
  DO: 'LOOP',
  FOR: 'NEXT',
  FUNCTION: 'END FUNCTION',
  IF: 'END IF',
  PARALLEL: 'END PARALLEL',
  RACE: 'END RACE',
  SELECT: 'END SELECT',
  SUB: 'END SUB',
  SWITCH: 'END SWITCH',
  TABLE: 'END TABLE',
  WHILE: 'END WHILE',
  WITH: 'END WITH',
};

/**
 * Adds the end of a block: before the first line below it that stands no deeper than its first one, else
 * before the line where the block around it goes on, else at the end of the text.
 */
function closeBlock(
  source: Source,
  { span, related }: Diagnostic,
  program: Program,
): readonly TextEdit[] | undefined {
  const end = endOf(program, span);
  if (end === undefined) return undefined;
  const { line } = positionAt(source, span.start);
  const indent = indentOf(lineText(source, line));
  const limit =
    related?.[0] === undefined
      ? source.lineStarts.length + 1
      : positionAt(source, related[0].span.start).line;
  const deeper = firstOutdented(source, line, { indent, limit });
  return [insertLine(source, deeper, `${indent}${end}`)];
}

/** The word that ends the block whose head is at a place. */
function endOf({ tokens, source }: Program, span: Span): string | undefined {
  const words = source.text.slice(span.start, span.end).toUpperCase().split(/\s+/);
  const [first = '', second = ''] = words;
  if (first === 'BEGIN') return `END ${words.slice(1).join(' ')}`;
  if (first === 'ON') return 'END ON';
  if (first === 'STEP') return undefined;
  if (first === 'SCHEDULE' && second === 'IN') return 'END SCHEDULE';
  if (first === 'TRY') return 'END TRY';
  const isBraces = first === 'IF' && lineTokens(tokens, span).some(({ text }) => text === '{');
  if (isBraces) return undefined;
  return Object.hasOwn(ENDS, first) ? ENDS[first] : undefined;
}

function lineTokens(tokens: readonly Token[], span: Span): readonly Token[] {
  const from = tokens.findIndex(({ start }) => start >= span.start);
  const to = tokens.findIndex(({ kind, start }) => kind === 'newline' && start >= span.start);
  return tokens.slice(from, to < 0 ? undefined : to);
}

const DIVISIONS = /^\s*(ELSE|CASE|BRANCH|DEFAULT|CATCH|FINALLY)\b/i;

/** The first line after the head that is neither deeper nor a part of the block; `limit` at the latest. */
function firstOutdented(
  source: Source,
  head: number,
  { indent, limit }: { readonly indent: string; readonly limit: number },
): number {
  let last = head;
  for (let line = head + 1; line < limit && line <= source.lineStarts.length; line += 1) {
    const text = lineText(source, line);
    if (text.trim() === '') continue;
    const isInside = indentOf(text).length > indent.length || DIVISIONS.test(text);
    if (!isInside) return last === head ? Math.min(limit, source.lineStarts.length + 1) : last + 1;
    last = line;
  }
  return last + 1;
}

function indentOf(text: string): string {
  return text.slice(0, text.length - text.trimStart().length);
}

/** Puts a line before another one, or at the end of the text. */
function insertLine(source: Source, line: number, text: string): TextEdit {
  const lineEnd = source.text.includes('\r\n') ? '\r\n' : '\n';
  const at = source.lineStarts[line - 1];
  if (at !== undefined && (at < source.text.length || /[\r\n]$/.test(source.text))) {
    return { span: { start: at, end: at }, text: text + lineEnd };
  }
  const end = source.text.length;
  return { span: { start: end, end }, text: `${lineEnd}${text}${lineEnd}` };
}

function closeBeforeWorkflowEnd(
  source: Source,
  { span }: Diagnostic,
  program: Program,
): readonly TextEdit[] | undefined {
  const end = program.statements.find(
    ({ kind, start }) => kind === 'endWorkflow' && start > span.start,
  );
  if (end === undefined) return undefined;
  const indent = indentOf(lineText(source, positionAt(source, span.start).line));
  return [insertLine(source, positionAt(source, end.start).line, `${indent}END IF`)];
}

/** The next number that no STEP of the text has. */
function numberStep(
  source: Source,
  { span }: Diagnostic,
  { tokens }: Program,
): readonly TextEdit[] | undefined {
  const { line } = positionAt(source, span.start);
  const word = tokens.findLast(
    (token) =>
      token.upper === 'STEP' &&
      token.start <= span.start &&
      positionAt(source, token.start).line === line,
  );
  if (word === undefined) return undefined;
  const numbers = tokens
    .filter((token, index) => token.kind === 'number' && tokens[index - 1]?.upper === 'STEP')
    .map(({ text }) => Number.parseInt(text, 10));
  const free = Math.max(0, ...numbers.filter(Number.isFinite)) + 1;
  const next = tokens.find(({ start }) => start >= word.end);
  const colon = next?.text === ':' ? '' : ':';
  return [{ span: { start: word.end, end: word.end }, text: ` ${free}${colon}` }];
}

/** `END IF` where a FOR is open: the hint says what to write. */
function nameRightEnd(
  _: Source,
  { span, related, hint }: Diagnostic,
): readonly TextEdit[] | undefined {
  const found = related === undefined ? undefined : /^Write ([A-Z ]+)\.$/.exec(hint ?? '');
  return found?.[1] === undefined ? undefined : [{ span, text: found[1] }];
}
