import { createOutput, type LineStream } from './output';

function record(more: Partial<LineStream> = {}): LineStream & { readonly text: () => string } {
  const written: string[] = [];
  return { ...more, write: (text) => written.push(text), text: () => written.join('') };
}

describe('createOutput', () => {
  it.each([
    [true, {}, true],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, {}, false],
  ])('with a terminal %p and %j colours are %p', (isTTY, env, expected) => {
    const stdout = record({ isTTY });
    expect(createOutput({ stdout, stderr: record() }, env).colour).toBe(expected);
  });

  it('takes a hint back before the next line', () => {
    const stdout = record({ isTTY: true, columns: 10 });
    const output = createOutput({ stdout, stderr: record() }, {});
    output.hint('a long hint that does not fit');
    output.print('line');
    expect(stdout.text()).toBe('a long hi\r\u001b[2Kline\n');
  });

  it('writes no hint where there is no terminal', () => {
    const stdout = record();
    createOutput({ stdout, stderr: record() }, {}).hint('waiting');
    expect(stdout.text()).toBe('');
  });
});
