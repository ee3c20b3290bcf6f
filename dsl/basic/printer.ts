import type { Program } from './parser';

/** The text of a program, byte for byte as it was read. */
export function printProgram({ table }: Program): string {
  const pieces: string[] = [];
  for (let index = 0; index < table.count; index += 1) {
    pieces.push(
      table.text.slice(table.triviaStart(index), table.starts[index]),
      table.textAt(index),
    );
  }
  return pieces.join('');
}
