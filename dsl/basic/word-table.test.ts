import { Reporter } from '../reporter';
import { createSource } from '../source';
import { readTokens } from './lexer';
import { codeOf, NAME } from './vocabulary';

function wordsOf(text: string): readonly (readonly [string, string, number])[] {
  const table = readTokens(new Reporter(createSource({ file: 'a.bas', text })));
  return Array.from({ length: table.count }, (_, index) => table.wordAt(index)).flatMap((word) =>
    word === undefined ? [] : [[word.name, word.upper, word.code] as const],
  );
}

describe('the words of a text', () => {
  it('know their code however they are written', () => {
    const then = codeOf('THEN');
    expect(wordsOf('THEN then Then')).toEqual([
      ['THEN', 'THEN', then],
      ['then', 'THEN', then],
      ['Then', 'THEN', then],
    ]);
  });

  it('are names when the grammar does not know them', () => {
    expect(wordsOf('total$ Größe')).toEqual([
      ['total', 'TOTAL', NAME],
      ['Größe', 'GRÖSSE', NAME],
    ]);
  });

  it('stay apart when there are many', () => {
    const names = Array.from({ length: 2000 }, (_, index) => `n${index}`);
    expect(wordsOf([...names, ...names].join(' ')).map(([name]) => name)).toEqual([
      ...names,
      ...names,
    ]);
  });

  it('stay apart when their hashes are the same', () => {
    // "Aa" and "BB" have the same hash, and so has all that is made of them.
    let names = ['x'];
    for (let length = 0; length < 8; length += 1) {
      names = names.flatMap((name) => [`${name}Aa`, `${name}BB`]);
    }
    expect(wordsOf([...names, ...names].join(' ')).map(([name]) => name)).toEqual([
      ...names,
      ...names,
    ]);
  });
});
