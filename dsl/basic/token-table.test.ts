import { TokenTable } from './token-table';
import { CODE, codeOf, kindOf, NAME, symbolText, SYMBOLS } from './vocabulary';
import { WordTable } from './word-table';

describe('the table of tokens', () => {
  it('grows, and ends with what lies after the last token', () => {
    const text = ';'.repeat(5000);
    const table = new TokenTable(text, new WordTable(text), 0);
    for (let at = 0; at < text.length; at += 1) table.add(CODE.newline, at, at + 1);
    table.add(CODE.end, text.length, text.length);
    expect(table.count).toBe(5001);
    expect(table.tokenAt(4999)).toMatchObject({ kind: 'newline', start: 4999, end: 5000 });
    expect(table.tokenAt(9999)).toMatchObject({ kind: 'end', start: 5000 });
    expect([...table.codes.subarray(table.count, table.count + 8)]).toEqual(
      Array(8).fill(CODE.end),
    );
  });

  it('has the trivia of a token between it and the one before', () => {
    const text = 'a  +b';
    const table = new TokenTable(text, new WordTable(text), 0);
    table.addWord(0, 1, 1);
    table.add(codeOf('+'), 3, 4);
    table.addWord(4, 5, 2);
    expect(table.tokenAt(1)).toEqual({
      kind: 'symbol',
      text: '+',
      upper: '+',
      start: 3,
      end: 4,
      triviaStart: 1,
    });
    expect([0, 1, 2].map((index) => table.isGlued(index))).toEqual([true, false, true]);
  });
});

describe('the codes of tokens', () => {
  it('tell symbols, words of the grammar and names apart', () => {
    expect(SYMBOLS.map((symbol) => symbolText(codeOf(symbol)))).toEqual(SYMBOLS);
    expect(SYMBOLS.map((symbol) => kindOf(codeOf(symbol)))).toEqual(SYMBOLS.map(() => 'symbol'));
    expect(kindOf(codeOf('THEN'))).toBe('word');
    expect(kindOf(NAME)).toBe('word');
    expect(kindOf(CODE.string)).toBe('string');
  });

  it('are given only for what the grammar names', () => {
    expect(() => codeOf('BANANA')).toThrow('The vocabulary has no code for BANANA');
  });
});
