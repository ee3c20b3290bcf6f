import type { Diagnostic, Fix, RelatedPlace, Severity } from '../diagnostic';
import type { Reporter } from '../reporter';
import type { Source, Span } from '../source';
import type { BasicCode } from './catalogue';
import { isInvisible, isSmartQuote } from './characters';
import { CLAUSE_TREE, PHRASE_TREE, type PhraseMatch, type PhraseTree } from './phrase-tree';
import type { DependsOn, Expression, Statement } from './syntax';
import type { Token } from './token';
import { TokenCursor } from './token-cursor';
import type { TokenTable } from './token-table';
import { CODE, codeOf, CodeSet, isSymbolCode, NAME } from './vocabulary';

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

/** What a block had in it, and the line that ended it, which is not taken yet. */
export interface Block {
  readonly body: readonly Statement[];
  readonly boundary?: Boundary;
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

/**
 * What the parts of the grammar need from each other. They come in through the context, so that the
 * files of statements import neither each other nor the parser.
 */
export interface Grammar {
  readonly expression: (p: ParseContext) => Expression;
  /** Everything above comparison: what a keyword takes inside an expression. */
  readonly sum: (p: ParseContext) => Expression;
  /** One operand with its members, elements and calls. */
  readonly operand: (p: ParseContext) => Expression;
  /** What can be assigned to: the first word is a name, whatever it is. */
  readonly target: (p: ParseContext) => Expression;
  /** Arguments between brackets; the present token is the opening one. */
  readonly args: (p: ParseContext) => readonly Expression[];
  /** A statement inside a line, e.g. after THEN. */
  readonly inline: (p: ParseContext) => Statement;
  readonly block: (p: ParseContext, open: OpenBlock) => Block;
}

/**
 * Leaves the statement that cannot be read; caught by the statement loop. It is no error: where it was thrown
 * interests nobody, and to find that out takes longer than to read some lines.
 */
export class Fault {
  constructor(readonly diagnostic: Diagnostic) {}
}

/** Ends the whole reading; the mistake is reported. */
export class Stop extends Error {}

/** The place in the tokens, what is open there, and how to go on from a mistake. */
export class ParseContext extends TokenCursor {
  depth = 0;
  readonly openBlocks: OpenBlock[] = [];
  /** The statements so far of all blocks that are open: in one list, so that none has to grow and be left. */
  readonly pending: Statement[] = [];
  /** Ends whose beginning was not recognised: not reported again. */
  readonly forgiven = new Set<string>();
  /** True for a `${…}` of a text inside a WITH. */
  isPieceOfWith = false;
  /** True right after `STEP n:`: a DELAY below belongs to the call. */
  takesDelay = false;
  /** The DEPENDS ON between the clauses of a BOT; it belongs to the STEP around. */
  dependsOn: DependsOn | undefined;

  constructor(
    table: TokenTable,
    readonly reporter: Reporter,
    readonly grammar: Grammar,
  ) {
    super(table);
  }

  get source(): Source {
    return this.reporter.source;
  }

  /** True between WITH and END WITH, however deep. */
  get isInsideWith(): boolean {
    return this.isPieceOfWith || this.openBlocks.some(({ name }) => name === 'WITH');
  }

  /** True at a dot that begins a member of the object of a WITH: nothing is glued to it. */
  isOwnDot(ahead: number): boolean {
    return this.codeAt(ahead) === DOT && !this.isGlued(ahead) && this.isInsideWith;
  }

  /** A word that has to come; the mistake tells what is found instead. */
  expectWords(words: readonly string[], mistake: Mistake): void {
    if (!this.acceptWords(...words)) this.fail(mistake);
  }

  /** Tells a mistake and goes on. */
  report(mistake: Mistake): void {
    this.reporter.syntax(this.diagnose(mistake));
  }

  /** Leaves the statement. */
  fail(mistake: Mistake): never {
    const isForeign = mistake.span === undefined && this.codeAt(0) === CODE.unknown;
    const told = isForeign ? foreignCharacter(this.tokenAt(0)) : mistake;
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- see Fault
    throw new Fault(this.diagnose(told));
  }

  /** Reads a part; when it fails, tells so, goes to the end of the line and gives the fallback. */
  guarded<T>(read: (p: ParseContext) => T, fallback: (span: Span) => T): T {
    const { brackets, depth, index } = this;
    const blocks = this.openBlocks.length;
    const statements = this.pending.length;
    try {
      return read(this);
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      const wasInside = this.brackets > brackets || fault.diagnostic.code === 'BASIC_BRACKET';
      this.brackets = brackets;
      this.depth = depth;
      this.openBlocks.length = blocks;
      this.pending.length = statements;
      this.returnTo(index);
      this.reporter.syntax(fault.diagnostic);
      this.skipLine();
      if (wasInside) this.skipBracketLines();
      return fallback(fault.diagnostic.span);
    }
  }

  /** Reads one level deeper; the limit ends the whole reading, so that nothing overflows. */
  nested<T>(read: (p: ParseContext) => T): T {
    this.enter();
    const result = read(this);
    this.leave();
    return result;
  }

  /** Goes one level deeper; after a mistake `guarded` comes back. */
  enter(): void {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) this.tooDeep();
  }

  leave(): void {
    this.depth -= 1;
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
  bracketed<T>(read: (p: ParseContext) => T): T {
    this.brackets += 1;
    const result = this.nested(read);
    this.brackets -= 1;
    return result;
  }

  /** The longest keyword that comes next. */
  matchPhrase(): PhraseMatch | undefined {
    return this.code <= NAME ? undefined : this.longest(PHRASE_TREE);
  }

  /** The longest clause word or words that come next. */
  matchClause(): PhraseMatch | undefined {
    return this.codeAt(0) <= NAME ? undefined : this.longest(CLAUSE_TREE);
  }

  private longest(tree: PhraseTree): PhraseMatch | undefined {
    let best: PhraseMatch | undefined;
    let node = tree.next.get(this.codeAt(0));
    for (let ahead = 1; node !== undefined; ahead += 1) {
      best = node.match ?? best;
      node = node.next.get(this.codeAt(ahead));
    }
    return best;
  }

  /** After a mistake inside brackets: passes the lines that can only belong to them. */
  private skipBracketLines(): void {
    for (;;) {
      const saved = this.index;
      this.skipNewlines();
      if (!belongsToBrackets(this.codeAt(0), this.codeAt(1))) {
        this.index = saved;
        return;
      }
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

const DOT = codeOf('.');
const BRANCH = codeOf('BRANCH');
const COLON = codeOf(':');
const BRACKET_LINES = new CodeSet(['}', ']', ')', ',']);

/** True when a line that begins with tokens of these codes can only stand inside brackets. */
function belongsToBrackets(first: number, second: number): boolean {
  if (first === CODE.string || BRACKET_LINES.has(first)) return true;
  return second === COLON && first !== BRANCH && !isSymbolCode(first);
}

/** How a token is called in a message. */
export function describeToken(token: Token): string {
  if (token.kind === 'newline' || token.kind === 'end') return 'the line ends';
  const text = token.text.length > 40 ? `${token.text.slice(0, 40)}…` : token.text;
  return token.kind === 'string' ? `the text ${text} stands` : `${text} stands`;
}

function foreignCharacter(token: Token): Mistake {
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
