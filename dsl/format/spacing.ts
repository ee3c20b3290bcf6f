import { isGlued, type Token } from '../basic/token';
import type { Names } from './names';

/** What is known of the tokens before the present one. */
interface Bracket {
  readonly text: string;
  /** Choices (`?`) that wait for their colon. */
  choices: number;
}

const CONSTANTS: ReadonlySet<string> = new Set(['TRUE', 'FALSE', 'NULL']);
const INFIX: ReadonlySet<string> = new Set(
  '* / % ^ = == <> != < <= > >= && || ?? += -= & ?'.split(' '),
);
const CLOSERS: ReadonlySet<string> = new Set([')', ']', '}']);
const OPENERS: ReadonlySet<string> = new Set(['(', '[', '{', '#{', '${']);
/** Keywords that a bracket never belongs to. */
const APART: ReadonlySet<string> = new Set(
  'IF AND OR NOT IN WHILE UNTIL MOD BETWEEN TO THEN ELSE RETURN CASE TALK THROW WAIT'.split(' '),
);

/** Tells how many blanks stand before each token of a line. It is asked token by token. */
export class Spacing {
  private readonly brackets: Bracket[] = [];
  private before: Token | undefined;
  private afterSign = false;
  /** Choices outside of all brackets. */
  private readonly outside: Bracket = { text: '', choices: 0 };

  constructor(private readonly names: Names) {}

  /** Open brackets. */
  get depth(): number {
    return this.brackets.length;
  }

  /** A new statement begins: what was open is not any more. */
  reset(): void {
    this.brackets.length = 0;
    this.outside.choices = 0;
  }

  /** Nothing stands before the next token of its line. */
  beginLine(): void {
    this.before = undefined;
    this.afterSign = false;
  }

  /** The blanks before a token, which is then the last one. */
  take(token: Token): string {
    const { before } = this;
    const isSign = this.isSign(token);
    const blank = before !== undefined && this.needsBlank(before, token) ? ' ' : '';
    this.follow(token);
    this.before = token;
    this.afterSign = isSign;
    return blank;
  }

  private get innermost(): Bracket {
    return this.brackets.at(-1) ?? this.outside;
  }

  private needsBlank(before: Token, token: Token): boolean {
    if (token.kind === 'unknown' || before.kind === 'unknown') return !isGlued(token);
    if (this.afterSign) return false;
    if (before.kind === 'symbol' && OPENERS.has(before.text))
      return this.insideBlank(before, token);
    if (token.kind !== 'symbol') return !(before.text === '.' || before.text === '?.');
    return this.blankBeforeSymbol(before, token);
  }

  /** Blanks stand only inside the braces of an object. */
  private insideBlank(before: Token, token: Token): boolean {
    const isBrace = before.text === '{' || before.text === '#{';
    return isBrace && token.text !== '}';
  }

  private blankBeforeSymbol(before: Token, token: Token): boolean {
    const { text } = token;
    if (text === ',') return false;
    if (text === ':') return this.innermost.choices > 0;
    if (CLOSERS.has(text)) return text === '}' && this.innermost.text !== '${';
    if (text === '.' || text === '?.') return !isGlued(token);
    return text === '(' || text === '[' ? this.blankBeforeBracket(before, token) : true;
  }

  /** A bracket stays where it is: beside a name it means something else than apart from it. */
  private blankBeforeBracket(before: Token, token: Token): boolean {
    if (before.kind === 'symbol' && !CLOSERS.has(before.text)) {
      return isBinary(before) || before.text === ',' || before.text === ':';
    }
    const isApart = before.kind === 'word' && !this.names.isName(before) && APART.has(before.upper);
    return isApart || !isGlued(token);
  }

  private follow(token: Token): void {
    if (token.kind !== 'symbol') return;
    const { text } = token;
    if (OPENERS.has(text)) this.brackets.push({ text, choices: 0 });
    else if (CLOSERS.has(text)) this.brackets.pop();
    else if (text === '?') this.innermost.choices += 1;
    else if (text === ':' && this.innermost.choices > 0) this.innermost.choices -= 1;
  }

  /** `-`, `+` and `!` before an operand, not between two. */
  private isSign(token: Token): boolean {
    if (token.kind !== 'symbol') return false;
    if (token.text === '!') return true;
    return (token.text === '-' || token.text === '+') && !this.endsOperand(this.before);
  }

  private endsOperand(token: Token | undefined): boolean {
    if (token === undefined) return false;
    if (token.kind === 'word') return this.names.isName(token) || CONSTANTS.has(token.upper);
    if (token.kind === 'symbol') return CLOSERS.has(token.text);
    return token.kind === 'number' || token.kind === 'string';
  }
}

/** An operator: brackets after it stand apart. */
function isBinary({ text }: Token): boolean {
  return INFIX.has(text) || text === '-' || text === '+';
}
