import type { Span } from '../source';

/** `newline` also stands for a semicolon; `raw` is the text of a block such as BEGIN TALK. */
export type TokenKind =
  'word' | 'number' | 'string' | 'symbol' | 'raw' | 'newline' | 'unknown' | 'end';

/**
 * A piece of the text with its meaning. Blanks and comments before it are its trivia, so that the
 * trivia and texts of all tokens, one after the other, are the text again.
 */
export interface Token extends Span {
  readonly kind: TokenKind;
  /** As written. */
  readonly text: string;
  /** A word in upper case, a symbol as it is; empty for all others. */
  readonly upper: string;
  /** Where the trivia begins; it ends at `start`. */
  readonly triviaStart: number;
}

/** True when nothing but trivia lies between two tokens, and not even that. */
export function isGlued(token: Token): boolean {
  return token.triviaStart === token.start;
}

/** A name without the `$` that old BASIC puts after texts. */
export function plainName(text: string): string {
  return text.endsWith('$') ? text.slice(0, -1) : text;
}
