import type { Program } from '../basic/parser';
import type { Token } from '../basic/token';
import { BlockLines } from './block-lines';
import { findNames, type Names } from './names';
import { Spacing } from './spacing';
import { readTrivia } from './trivia';

const INDENT = '  ';
/** Ends and divisions of one word, and how they are written. */
const SPELLINGS: Readonly<Record<string, string>> = {
  ELSEIF: 'ELSE IF',
  ENDIF: 'END IF',
  ENDWHILE: 'END WHILE',
  ENDSUB: 'END SUB',
  ENDFUNCTION: 'END FUNCTION',
  ENDSELECT: 'END SELECT',
};
const BOUNDARIES: ReadonlySet<string> = new Set(
  'ELSE ELSEIF NEXT LOOP WEND CASE BRANCH CATCH FINALLY DEFAULT ENDIF ENDWHILE ENDSUB ENDFUNCTION ENDSELECT END'.split(
    ' ',
  ),
);

/** The text of a program without errors in its canonical layout. */
export function layOut(program: Program): string {
  return new Layout(program).write();
}

class Layout {
  private readonly names: Names;
  private readonly blocks: BlockLines;
  private readonly spacing: Spacing;
  private readonly lineEnd: string;
  private out = '';
  /** Line ends since the last thing that was written. */
  private newlines = 0;
  /** True when nothing of the present line is written yet. */
  private atLineStart = true;
  private index = 0;

  constructor(private readonly program: Program) {
    this.names = findNames(program);
    this.blocks = new BlockLines(program);
    this.spacing = new Spacing(this.names);
    this.lineEnd = program.source.text.includes('\r\n') ? '\r\n' : '\n';
  }

  write(): string {
    const { tokens, source } = this.program;
    if (source.text.startsWith('\ufeff')) this.out = '\ufeff';
    const empty = this.out.length;
    for (this.index = 0; this.index < tokens.length; this.index += 1) {
      const token = tokens[this.index];
      if (token !== undefined) this.writeToken(token);
    }
    return this.out.length === empty || this.atLineStart ? this.out : this.out + this.lineEnd;
  }

  private writeToken(token: Token): void {
    if (this.names.isFrozen(token) && !this.atLineStart && this.isInsideFrozen()) {
      this.writeAsItIs(token);
      return;
    }
    if (token.kind === 'raw') {
      this.out += token.text;
      this.newlines = 0;
      this.atLineStart = true;
      return;
    }
    const trivia = readTrivia(this.triviaText(token));
    if (token.kind === 'newline' || token.kind === 'end') this.endLine(token, trivia.comment);
    else if (trivia.isOdd) this.writeAsItIs(token);
    else this.writeCode(token, trivia.continuations);
  }

  private isInsideFrozen(): boolean {
    const before = this.program.tokens[this.index - 1];
    return before !== undefined && this.names.isFrozen(before);
  }

  private triviaText(token: Token): string {
    const text = this.program.source.text.slice(token.triviaStart, token.start);
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  }

  private writeAsItIs(token: Token): void {
    if (this.atLineStart) this.beginLine(0);
    this.out += this.triviaText(token) + token.text;
    this.spacing.take(token);
    this.atLineStart = false;
    this.newlines = 0;
  }

  /** A semicolon stays; a comment stands after one blank, or alone on its line. */
  private endLine(token: Token, comment: string): void {
    if (comment !== '') {
      if (this.atLineStart) {
        this.blocks.moveTo(token.start);
        this.beginLine(this.commentDepth());
      } else this.out += ' ';
      this.out += comment;
      this.newlines = 0;
      this.atLineStart = false;
    }
    if (token.kind === 'end') return;
    if (token.text === ';') {
      if (this.atLineStart) this.beginLine(0);
      this.out += ';';
      this.atLineStart = false;
      return;
    }
    this.newlines += 1;
    if (!this.atLineStart) this.out += this.lineEnd;
    this.atLineStart = true;
  }

  private commentDepth(): number {
    return this.blocks.depth + (this.spacing.depth > 0 ? 1 : 0);
  }

  private beginLine(depth: number): void {
    const isFirst = this.out === '' || this.out === '\ufeff';
    if (this.newlines > 1 && !isFirst) this.out += this.lineEnd;
    this.out += INDENT.repeat(Math.max(0, depth));
    this.newlines = 0;
  }

  private writeCode(token: Token, continuations: number): void {
    const isStart = this.isStatementStart(token);
    if (isStart) this.spacing.reset();
    if (this.atLineStart) {
      this.blocks.moveTo(token.start);
      this.beginLine(this.depthOf(token, isStart));
      this.spacing.beginLine();
      this.spacing.take(token);
    } else {
      const follows = this.program.tokens[this.index - 1]?.text === ';';
      const blank = this.spacing.take(token);
      this.out += continuations > 0 ? this.continued(continuations) : follows ? ' ' : blank;
    }
    this.out += this.spelling(token);
    this.atLineStart = false;
  }

  private continued(count: number): string {
    const depth = this.blocks.depth + 1;
    return ` _${this.lineEnd}${INDENT.repeat(depth)}`.repeat(count);
  }

  private isStatementStart(token: Token): boolean {
    return this.blocks.isStart(token.start) || this.isBoundary(token);
  }

  private depthOf(token: Token, isStart: boolean): number {
    const { depth, levels } = this.blocks;
    if (this.isBoundary(token)) return depth - this.outdent(token, levels);
    if (isStart || this.isTableLine(token)) return depth;
    if (this.spacing.depth === 0) return depth + 1;
    return depth + this.spacing.depth - (isCloser(token) ? 1 : 0);
  }

  /** A CASE and a BRANCH stand one level inside their block, its end none. */
  private outdent(token: Token, levels: number): number {
    const isPart = ['CASE', 'BRANCH', 'DEFAULT'].includes(token.upper);
    return isPart ? Math.min(1, levels) : levels;
  }

  private isTableLine(token: Token): boolean {
    return this.names.isFrozen(token);
  }

  /** An end or a division of a block, at the start of a line. */
  private isBoundary(token: Token): boolean {
    const before = this.program.tokens[this.index - 1];
    const isFirst = before === undefined || before.kind === 'newline' || before.kind === 'raw';
    if (!isFirst || this.names.isName(token) || this.names.isFrozen(token)) return false;
    // The brace of an IF, not of an object: no bracket of a statement is open around it.
    if (token.text === '}') return this.spacing.depth === 0;
    return token.kind === 'word' && BOUNDARIES.has(token.upper);
  }

  private spelling(token: Token): string {
    if (token.kind !== 'word' || this.names.isName(token)) return token.text;
    if (this.names.isFrozen(token)) return token.text;
    const isBoundary = Object.hasOwn(SPELLINGS, token.upper) && this.isBoundary(token);
    return isBoundary ? (SPELLINGS[token.upper] ?? token.upper) : token.text.toUpperCase();
  }
}

function isCloser({ text }: Token): boolean {
  return text === ')' || text === ']' || text === '}';
}
