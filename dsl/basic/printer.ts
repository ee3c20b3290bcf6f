import type { Program } from './parser';

/** The text of a program, byte for byte as it was read. */
export function printProgram(program: Program): string {
  const { text } = program.source;
  return program.tokens
    .map((token) => text.slice(token.triviaStart, token.start) + token.text)
    .join('');
}
