import { isLineEnd } from './characters';
import { readTokens } from './lexer';
import { parseExpression, parseSum } from './expressions';
import { parseArguments } from './brackets';
import { parseOperand, parseTargetOperand } from './operands';
import { ParseContext, Stop, type Grammar } from './parse-context';
import { parseBlock, parseProgramBlock, parseStatement } from './blocks';
import type { Reporter } from '../reporter';
import { positionAt, type Source } from '../source';
import type { Statement } from './syntax';
import type { Token } from './token';
import { TokenTable } from './token-table';
import { CODE } from './vocabulary';
import { WordTable } from './word-table';

/** A text as a tree. The tokens give the text back byte for byte. */
export class Program {
  private all: readonly Token[] | undefined;

  constructor(
    readonly source: Source,
    /** The tokens as the parser read them. */
    readonly table: TokenTable,
    readonly statements: readonly Statement[],
  ) {}

  /** Every spelling of a word in the text, also in the `${…}` of its texts. */
  get words(): readonly string[] {
    return this.table.words.spellings();
  }

  /** The tokens as objects, made when they are asked for. */
  get tokens(): readonly Token[] {
    return (this.all ??= this.table.toTokens());
  }
}

/** The longest text and line that are read. */
export const MAX_SOURCE_UNITS = 1_000_000;
export const MAX_LINE_UNITS = 65_536;
const MAX_STATEMENT_TOKENS = 600_000;

const GRAMMAR: Grammar = {
  expression: parseExpression,
  sum: parseSum,
  operand: parseOperand,
  target: parseTargetOperand,
  args: parseArguments,
  inline: parseStatement,
  block: parseBlock,
};

/** `program = { statement newline } .` Mistakes go to the reporter; the tree has what could be read. */
export function parseProgram(reporter: Reporter): Program {
  const { source } = reporter;
  if (!isReadable(reporter)) return new Program(source, wholeText(source), []);
  const table = readTokens(reporter);
  const program = new Program(source, table, readStatements(reporter, table));
  refuseUnstorable(reporter);
  return program;
}

/** NUL and halves of characters are refused in texts and comments as well: no store takes them. */
function refuseUnstorable(reporter: Reporter): void {
  const { text } = reporter.source;
  const start = text.isWellFormed() ? text.indexOf('\0') : text.search(/[\0\p{Cs}]/u);
  if (start < 0) return;
  reporter.syntax({
    code: 'BASIC_CHARACTER',
    severity: 'error',
    message: `The character U+${text.charCodeAt(start).toString(16)} cannot stand in a program.`,
    span: { start, end: start + 1 },
    hint: 'Remove it.',
  });
}

function readStatements(reporter: Reporter, table: TokenTable): readonly Statement[] {
  if (table.count > MAX_STATEMENT_TOKENS) {
    tooLarge(reporter, 'The text has too many words.');
    return [];
  }
  try {
    return parseProgramBlock(new ParseContext(table, reporter, GRAMMAR));
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
    return [];
  }
}

function isReadable(reporter: Reporter): boolean {
  const { source } = reporter;
  if (source.text.length > MAX_SOURCE_UNITS) {
    tooLarge(reporter, `The text has ${source.text.length} characters.`);
    return false;
  }
  const long = findLongLine(source.text);
  if (long >= 0) {
    const { line } = positionAt(source, long + 1);
    tooLarge(reporter, `Line ${line} has more than ${MAX_LINE_UNITS} characters.`);
    return false;
  }
  return isText(reporter);
}

/** Where the first line begins that is too long; -1 when there is none. Looks only where a line has to end. */
function findLongLine(text: string): number {
  let start = 0;
  while (text.length - start > MAX_LINE_UNITS) {
    let end = start + MAX_LINE_UNITS - 1;
    while (end >= start && !isLineEnd(text.charCodeAt(end))) end -= 1;
    if (end < start) return start;
    start = end + 1;
  }
  return -1;
}

/** A file that is no UTF-8 shows itself by the replacement character or by NUL after every letter. */
function isText(reporter: Reporter): boolean {
  const { text } = reporter.source;
  const replaced = text.indexOf('\ufffd');
  const isWide = text.charCodeAt(1) === 0 && text.charCodeAt(3) === 0;
  const start = isWide ? 0 : replaced;
  if (start < 0 || text === '') return true;
  reporter.syntax({
    code: 'BASIC_ENCODING',
    severity: 'error',
    message: 'The file is not in UTF-8.',
    span: { start, end: start + 1 },
    hint: 'Save it as UTF-8.',
  });
  return false;
}

function tooLarge(reporter: Reporter, message: string): void {
  reporter.syntax({
    code: 'BASIC_TOO_LARGE',
    severity: 'error',
    message,
    span: { start: 0, end: 0 },
    hint: `A file has at most ${MAX_SOURCE_UNITS} characters and ${MAX_LINE_UNITS} in a line.`,
  });
}

/** A text that is not read is one token, so that it can still be printed. */
function wholeText({ text }: Source): TokenTable {
  const table = new TokenTable(text, new WordTable(text), 0);
  table.add(CODE.unknown, 0, text.length);
  table.add(CODE.end, text.length, text.length);
  return table;
}
