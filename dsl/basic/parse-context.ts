import type { Diagnostic, Fix, RelatedPlace, Severity } from '../diagnostic';
import type { Reporter } from '../reporter';
import type { Source, Span } from '../source';
import type { BasicCode } from './catalogue';
import { isInvisible, isSmartQuote } from './characters';
import { CLAUSE_TREE, PHRASE_TREE, UNDERSCORED, type Phrase, type PhraseTree } from './phrases';
import type { Expression, Statement } from './syntax';
import type { Token } from './token';

/** How deep blocks and brackets may be nested. */
export const MAX_DEPTH = 64;

/** What a failed reading tells. Without a span, the present token is meant. */
export interface Mistake {
  readonly code: BasicCode;
  readonly message: string;
  readonly span?: Span;
  readonly hint?: string;
  readonly related?: readonly RelatedPlace[];
  readonly fix?: Fix;
  readonly severity?: Severity;
}

/** A block that is open: which words may end it or divide it. */
export interface OpenBlock {
  /** E.g. `IF`. */
  readonly name: string;
  /** How its end is written, e.g. `END IF`. */
  readonly end: string;
  readonly bounds: ReadonlySet<string>;
  readonly span: Span;
}

/** Words at the start of a line that end or divide a block. */
export interface Boundary {
  readonly name: string;
  /** Number of tokens. */
  readonly length: number;
  readonly span: Span;
}

/** A phrase and how many tokens it has. */
export interface PhraseMatch {
  readonly phrase: Phrase;
  readonly length: number;
}

/**
 * What the parts of the grammar need from each other. They come in through the context, so that the
 * files of statements import neither each other nor the parser.
 */
export interface Grammar {
  expression(p: ParseContext): Expression;
  /** Everything above comparison: what a keyword takes inside an expression. */
  sum(p: ParseContext): Expression;
  /** One operand with its members, elements and calls. */
  operand(p: ParseContext): Expression;
  /** What can be assigned to: the first word is a name, whatever it is. */
  target(p: ParseContext): Expression;
  /** Arguments between brackets; the present token is the opening one. */
  args(p: ParseContext): readonly Expression[];
  /** A statement inside a line, e.g. after THEN. */
  inline(p: ParseContext): Statement;
  block(p: ParseContext, open: OpenBlock): { body: readonly Statement[]; boundary?: Boundary };
}

/** Leaves the statement that cannot be read; caught by the statement loop. */
export class Fault extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.message);
  }
}

/** Ends the whole reading; the mistake is reported. */
export class Stop extends Error {}

/** The place in the tokens, and how to go on from a mistake. */
export class ParseContext {
  index = 0;
  /** Open brackets: inside them a line end is a blank. */
  brackets = 0;
  depth = 0;
  readonly openBlocks: OpenBlock[] = [];
  /** Ends whose beginning was not recognised: not reported again. */
  readonly forgiven = new Set<string>();
  /** True right after `STEP n:`: a DELAY below belongs to the call. */
  takesDelay = false;
  private consumed = 0;

  constructor(
    readonly tokens: readonly Token[],
    readonly reporter: Reporter,
    readonly grammar: Grammar,
  ) {}

  get source(): Source {
    return this.reporter.source;
  }

  /** The present token. */
  peek(): Token {
    if (this.brackets > 0) this.skipNewlines();
    return this.tokenAt(0);
  }

  /** A token further on, line ends counted. */
  tokenAt(ahead: number): Token {
    const token = this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new Stop();
    return token;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.index += 1;
    this.consumed = this.index;
    return token;
  }

  /** Where the last token that was taken ends. */
  get lastEnd(): number {
    return this.tokens[this.consumed - 1]?.end ?? 0;
  }

  spanFrom(start: Span): Span {
    return { start: start.start, end: Math.max(start.end, this.lastEnd) };
  }

  isWord(...words: readonly string[]): boolean {
    const token = this.peek();
    return token.kind === 'word' && words.includes(token.upper);
  }

  /** True when these words come next. */
  areWords(...words: readonly string[]): boolean {
    if (this.brackets > 0) this.skipNewlines();
    return words.every((word, ahead) => {
      const token = this.tokenAt(ahead);
      return token.kind === 'word' && token.upper === word;
    });
  }

  isSymbol(...symbols: readonly string[]): boolean {
    const token = this.peek();
    return token.kind === 'symbol' && symbols.includes(token.text);
  }

  acceptWords(...words: readonly string[]): boolean {
    if (!this.areWords(...words)) return false;
    for (const word of words) if (word !== '') this.next();
    return true;
  }

  /** A word that has to come; the mistake tells what is found instead. */
  expectWords(words: readonly string[], mistake: Mistake): void {
    if (!this.acceptWords(...words)) this.fail(mistake);
  }

  acceptSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.next();
    return true;
  }

  isLineEnd(): boolean {
    const { kind } = this.peek();
    return kind === 'newline' || kind === 'end';
  }

  /** True when nothing of the present line is taken yet. */
  isLineStart(): boolean {
    const before = this.tokens[this.index - 1]?.kind;
    return before === undefined || before === 'newline' || before === 'raw';
  }

  skipNewlines(): void {
    while (this.tokens[this.index]?.kind === 'newline') this.index += 1;
  }

  /** Goes to the end of the line, not past it. */
  skipLine(): void {
    while (this.tokenAt(0).kind !== 'newline' && this.tokenAt(0).kind !== 'end') this.index += 1;
    this.consumed = this.index;
  }

  /** Looks past line ends; takes them only when `test` holds there. */
  acceptNextLine(test: () => boolean): boolean {
    if (this.peek().kind !== 'newline') return false;
    const saved = this.index;
    this.skipNewlines();
    if (test()) return true;
    this.index = saved;
    return false;
  }

  /** Tells a mistake and goes on. */
  report(mistake: Mistake): void {
    this.reporter.syntax(this.diagnose(mistake));
  }

  /** Leaves the statement. */
  fail(mistake: Mistake): never {
    const token = this.tokenAt(0);
    const foreign = mistake.span === undefined ? foreignCharacter(token) : undefined;
    throw new Fault(this.diagnose(foreign ?? mistake));
  }

  /** Reads a part; when it fails, tells so, goes to the end of the line and gives the fallback. */
  guarded<T>(read: () => T, fallback: (span: Span) => T): T {
    const { brackets, depth, index } = this;
    const blocks = this.openBlocks.length;
    try {
      return read();
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      const wasInside = this.brackets > brackets || fault.diagnostic.code === 'BASIC_BRACKET';
      this.brackets = brackets;
      this.depth = depth;
      this.openBlocks.length = blocks;
      this.index = Math.max(index, this.consumed);
      this.reporter.syntax(fault.diagnostic);
      this.skipLine();
      if (wasInside) this.skipBracketLines();
      return fallback(fault.diagnostic.span);
    }
  }

  /** Reads one level deeper; the limit ends the whole reading, so that nothing overflows. */
  nested<T>(read: () => T): T {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) this.tooDeep();
    const result = read();
    this.depth -= 1;
    return result;
  }

  tooDeep(): never {
    this.report({
      code: 'BASIC_TOO_DEEP',
      message: `This is nested deeper than ${MAX_DEPTH} levels.`,
      hint: 'Move the inner part into a SUB or into variables.',
    });
    throw new Stop();
  }

  /** Reads between brackets, where line ends are blanks. */
  bracketed<T>(read: () => T): T {
    this.brackets += 1;
    const result = this.nested(read);
    this.brackets -= 1;
    return result;
  }

  matchPhrase(): PhraseMatch | undefined {
    const token = this.peek();
    const joined = token.upper.includes('_') ? UNDERSCORED.get(token.upper) : undefined;
    return joined === undefined ? this.longest(PHRASE_TREE) : { phrase: joined, length: 1 };
  }

  matchClause(): PhraseMatch | undefined {
    return this.longest(CLAUSE_TREE);
  }

  takeTokens(count: number): Span {
    const first = this.next();
    for (let taken = 1; taken < count; taken += 1) this.next();
    return this.spanFrom(first);
  }

  private longest(tree: PhraseTree): PhraseMatch | undefined {
    let best: PhraseMatch | undefined;
    let node: PhraseTree | undefined = tree;
    for (let ahead = 0; ; ahead += 1) {
      const token = this.tokenAt(ahead);
      node = token.kind === 'word' ? node.next.get(token.upper) : undefined;
      if (node === undefined) return best;
      if (node.phrase !== undefined) best = { phrase: node.phrase, length: ahead + 1 };
    }
  }

  /** After a mistake inside brackets: passes the lines that can only belong to them. */
  private skipBracketLines(): void {
    for (;;) {
      let at = this.index;
      while (this.tokens[at]?.kind === 'newline') at += 1;
      if (!belongsToBrackets(this.tokens[at], this.tokens[at + 1])) return;
      this.index = at;
      this.skipLine();
    }
  }

  private diagnose(mistake: Mistake): Diagnostic {
    const { code, message, hint, related, fix } = mistake;
    const { start, end } = mistake.span ?? this.presentSpan();
    return {
      code,
      message,
      severity: mistake.severity ?? 'error',
      span: { start, end },
      ...(hint === undefined ? {} : { hint }),
      ...(related === undefined ? {} : { related }),
      ...(fix === undefined ? {} : { fix }),
    };
  }

  /** The present token; at a line end the place right after the last one. */
  private presentSpan(): Span {
    const token = this.tokenAt(0);
    if (token.kind !== 'newline' && token.kind !== 'end') return token;
    const end = Math.min(token.triviaStart, token.start);
    return { start: end, end };
  }
}

/** True when a line that begins with these tokens can only stand inside brackets. */
function belongsToBrackets(first: Token | undefined, second: Token | undefined): boolean {
  if (first?.kind === 'string') return true;
  if (first?.kind === 'symbol') return ['}', ']', ')', ','].includes(first.text);
  return second?.kind === 'symbol' && second.text === ':' && first?.upper !== 'BRANCH';
}

/** How a token is called in a message. */
export function describeToken(token: Token): string {
  if (token.kind === 'newline' || token.kind === 'end') return 'the line ends';
  const text = token.text.length > 40 ? `${token.text.slice(0, 40)}…` : token.text;
  return token.kind === 'string' ? `the text ${text} stands` : `${text} stands`;
}

function foreignCharacter(token: Token): Mistake | undefined {
  if (token.kind !== 'unknown') return undefined;
  const code = token.text.charCodeAt(0);
  if (isSmartQuote(code)) {
    return {
      code: 'BASIC_SMART_QUOTE',
      message: `${token.text} is a quote of a word processor.`,
      hint: 'Write straight quotes: ".',
      fix: { title: 'Use a straight quote', span: token, text: '"' },
    };
  }
  const shown =
    code < 32 || isInvisible(code) || code > 0x2000 ? `U+${code.toString(16)}` : token.text;
  return {
    code: 'BASIC_CHARACTER',
    message: `The character ${shown} has no meaning here.`,
    hint: 'Remove it, or put it between quotes.',
  };
}
