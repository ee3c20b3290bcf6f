import { isDirection, isLineEnd } from '../basic/characters';

/** What stands between two tokens of a line. */
export interface Trivia {
  /** Lines that are carried over with `_`, and what stands after each `_`. */
  readonly continuations: number;
  /** Without blanks at its end; empty when there is none. */
  readonly comment: string;
  /** True when there is something that is not understood: then it is kept as it is. */
  readonly isOdd: boolean;
}

const NONE: Trivia = { continuations: 0, comment: '', isOdd: false };

/** Reads the trivia of a token. */
export function readTrivia(text: string): Trivia {
  if (text === '' || text === ' ') return NONE;
  let continuations = 0;
  let rest = text;
  for (let at = rest.indexOf('_'); at >= 0; at = rest.indexOf('_')) {
    if (rest.slice(0, at).trim() !== '') break;
    const after = rest.slice(at + 1);
    const end = Array.from(after).findIndex((character) => isLineEnd(character.charCodeAt(0)));
    if (end < 0) break;
    const width = after.startsWith('\r\n', end) ? 2 : 1;
    rest = after.slice(end + width);
    continuations += 1;
  }
  const isOdd = Array.from(text).some((character) => isDirection(character.charCodeAt(0)));
  return { continuations, comment: rest.trim(), isOdd };
}
