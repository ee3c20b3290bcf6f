import fc from '../../test/property';
import { cleanText, textIndexOf, textLength, textSlice, toText } from './text';

describe('toText', () => {
  it.each([
    [null, ''],
    ['a', 'a'],
    [1.5, '1.5'],
    [-0, '0'],
    [true, 'true'],
    [false, 'false'],
    [{ $date: '2026-03-05T00:00:00.000Z' }, '2026-03-05'],
    [{ $date: '2026-03-05T10:00:00.000Z' }, '2026-03-05T10:00:00.000Z'],
    [[1, 'a', null], '[1,"a",null]'],
    [{ a: { b: [] } }, '{"a":{"b":[]}}'],
    [{ $rows: [] }, ''],
    [{ $rows: [{ id: 1 }] }, '[{"id":1}]'],
    [{ at: { $date: '2026-03-05T00:00:00.000Z' } }, '{"at":"2026-03-05"}'],
  ])('%j is %j', (value, expected) => {
    expect(toText(value)).toBe(expected);
  });
});

describe('cleanText', () => {
  it.each([
    ['plain', 'plain'],
    ['a\0b', 'a\ufffdb'],
    ['\ud83d', '\ufffd'],
    ['\ude00x', '\ufffdx'],
    ['\ude00\ud83d', '\ufffd\ufffd'],
    ['😀', '😀'],
    ['\ud83d😀\ude00', '\ufffd😀\ufffd'],
    ['\u202e', '\u202e'],
  ])('%j becomes %j', (text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });
});

describe('characters', () => {
  const anyText = fc.string({ unit: 'binary' });

  it('are counted, cut and found as whole code points', () => {
    const positions = fc.integer({ min: -2, max: 12 });
    fc.assert(
      fc.property(anyText, positions, positions, (text, start, end) => {
        const points = Array.from(text);
        const [from, to] = [Math.max(start, 0), Math.max(end, 0)];
        expect(textLength(text)).toBe(points.length);
        expect(textSlice(text, start, end)).toBe(points.slice(from, to).join(''));
      }),
    );
  });

  it.each([
    ['a😀b', 'b', 0, 2],
    ['a😀b', '😀', 0, 1],
    ['aba', 'a', 1, 2],
    ['aba', 'x', 0, -1],
    ['aba', 'a', -3, 0],
    ['aba', '', 2, 2],
  ])('%j has %j from %d on at %d', (text, part, start, expected) => {
    expect(textIndexOf(text, part, start)).toBe(expected);
  });
});
