import { readTokens } from './lexer';
import { parseExpression, parseSum } from './expressions';
import { parseArguments, parseOperand, parseTargetOperand } from './operands';
import { ParseContext, Stop, type Grammar } from './parse-context';
import { parseBlock, parseProgramBlock, parseStatement } from './blocks';
import type { Reporter } from '../reporter';
import type { Source } from '../source';
import type { Statement } from './syntax';
import type { Token } from './token';

/** A text as a tree. The tokens give the text back byte for byte. */
export interface Program {
  readonly source: Source;
  readonly tokens: readonly Token[];
  readonly statements: readonly Statement[];
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
  if (!isReadable(reporter)) return { source, tokens: wholeText(source), statements: [] };
  const tokens = readTokens(reporter);
  if (tokens.length > MAX_STATEMENT_TOKENS) {
    tooLarge(reporter, 'The text has too many words.');
    return { source, tokens, statements: [] };
  }
  const p = new ParseContext(tokens, reporter, GRAMMAR);
  try {
    return { source, tokens, statements: parseProgramBlock(p) };
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
    return { source, tokens, statements: [] };
  }
}

function isReadable(reporter: Reporter): boolean {
  const { source } = reporter;
  if (source.text.length > MAX_SOURCE_UNITS) {
    tooLarge(reporter, `The text has ${source.text.length} characters.`);
    return false;
  }
  const long = source.lineStarts.findIndex((start, index) => {
    const end = source.lineStarts[index + 1] ?? source.text.length;
    return end - start > MAX_LINE_UNITS;
  });
  if (long >= 0) {
    tooLarge(reporter, `Line ${long + 1} has more than ${MAX_LINE_UNITS} characters.`);
    return false;
  }
  return isText(reporter);
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
function wholeText(source: Source): readonly Token[] {
  const { text } = source;
  const end = text.length;
  return [
    { kind: 'unknown', text, upper: '', start: 0, end, triviaStart: 0 },
    { kind: 'end', text: '', upper: '', start: end, end, triviaStart: end },
  ];
}
