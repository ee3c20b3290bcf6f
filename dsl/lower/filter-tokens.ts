import type { Expression as PlanExpression } from '../../plan/expression';

/** A piece of a filter text: text as it is written, or the expression of a `${…}`. */
export type FilterPart = string | PlanExpression;

/** `glued` tells that no blank stands before it. */
export type FilterToken =
  | { readonly kind: 'word'; readonly text: string; readonly glued: boolean }
  | { readonly kind: 'symbol'; readonly text: string; readonly glued: boolean }
  | { readonly kind: 'text'; readonly parts: readonly FilterPart[]; readonly glued: boolean }
  | { readonly kind: 'hole'; readonly expression: PlanExpression; readonly glued: boolean };

const SYMBOLS = ['<>', '<=', '>=', '!=', '==', '=', '<', '>', '(', ')', ','];
const WORD_ENDS = new Set([
  ' ',
  '\t',
  '\n',
  '\r',
  '=',
  '<',
  '>',
  '!',
  '(',
  ')',
  ',',
  "'",
  '"',
  ';',
]);

/** Reads the tokens of a filter text; undefined when a text in it has no end or a sign no meaning. */
export function readFilterTokens(parts: readonly FilterPart[]): readonly FilterToken[] | undefined {
  const reader = new Reader(parts);
  return reader.read() ? reader.tokens : undefined;
}

class Reader {
  readonly tokens: FilterToken[] = [];
  private glued = false;
  /** The quote that is open and what stands in it so far; it may go on in the next part. */
  private quote = '';
  private quoted: FilterPart[] = [];

  constructor(private readonly parts: readonly FilterPart[]) {}

  read(): boolean {
    for (const part of this.parts) {
      if (typeof part !== 'string') this.addHole(part);
      else if (!this.readText(part)) return false;
    }
    return this.quote === '';
  }

  private addHole(expression: PlanExpression): void {
    if (this.quote !== '') this.quoted.push(expression);
    else this.tokens.push({ kind: 'hole', expression, glued: this.glued });
    this.glued = true;
  }

  private readText(text: string): boolean {
    let at = 0;
    while (at < text.length) {
      const next = this.quote === '' ? this.readToken(text, at) : this.readQuoted(text, at);
      if (next <= at) return false;
      at = next;
    }
    return true;
  }

  /** Reads one token; gives the place after it, or the same place when there is none. */
  private readToken(text: string, at: number): number {
    const character = text.charAt(at);
    if (character === ' ' || character === '\t' || character === '\n' || character === '\r') {
      this.glued = false;
      return at + 1;
    }
    if (character === "'" || character === '"') {
      this.quote = character;
      this.quoted = [];
      return at + 1;
    }
    const symbol = SYMBOLS.find((candidate) => text.startsWith(candidate, at));
    if (symbol !== undefined)
      return this.push({ kind: 'symbol', text: symbol, glued: this.glued }, at);
    let end = at;
    while (end < text.length && !WORD_ENDS.has(text.charAt(end))) end += 1;
    if (end === at) return at;
    return this.push({ kind: 'word', text: text.slice(at, end), glued: this.glued }, at);
  }

  private push(token: FilterToken & { readonly text: string }, at: number): number {
    this.tokens.push(token);
    this.glued = true;
    return at + token.text.length;
  }

  /** A doubled quote stands for itself. */
  private readQuoted(text: string, at: number): number {
    const end = text.indexOf(this.quote, at);
    if (end < 0) {
      this.quoted.push(text.slice(at));
      return text.length;
    }
    if (end > at) this.quoted.push(text.slice(at, end));
    if (text.charAt(end + 1) === this.quote) {
      this.quoted.push(this.quote);
      return end + 2;
    }
    this.tokens.push({ kind: 'text', parts: this.quoted, glued: this.glued });
    this.quote = '';
    this.glued = true;
    return end + 1;
  }
}
