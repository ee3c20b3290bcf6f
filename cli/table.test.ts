import { createPaint, plainText, widthOf } from './paint';
import { tableLines } from './table';

const columns = [
  { title: 'NAME', text: ({ name }: { name: string }) => name, limit: 6 },
  { title: 'N', text: ({ name }: { name: string }) => name.length },
];

describe('tableLines', () => {
  it('aligns columns and leaves no blanks at the end', () => {
    expect(tableLines([{ name: 'ab' }, { name: 'abcd' }], columns)).toEqual([
      'NAME  N',
      'ab    2',
      'abcd  4',
    ]);
  });

  it('cuts long texts', () => {
    expect(tableLines([{ name: 'abcdefghij' }], columns)[1]).toBe('abcde…  10');
  });

  it('aligns coloured texts by what is seen', () => {
    const painted = [{ title: 'A', text: () => 'x', style: () => 'red' as const }, ...columns];
    const lines = tableLines([{ name: 'ab' }], painted, createPaint({ colour: true }));
    expect(lines[1]).toContain('\u001b[31mx\u001b[39m  ab');
    expect(widthOf(lines[1] ?? '')).toBe(10);
  });
});

describe('plainText', () => {
  it('takes away what could steer a terminal', () => {
    expect(plainText('a\u001b[2Jb\r\nc')).toBe('a [2Jb c');
  });
});
