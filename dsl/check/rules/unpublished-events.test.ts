import { compile } from '../../compile';

/** The lines that get the code, from 1. */
function linesWithHint(...lines: readonly string[]): readonly number[] {
  const { diagnostics, source } = compile({ file: 'test.bas', text: lines.join('\n') });
  return diagnostics
    .filter(({ code }) => code === 'BASIC_EVENT_FROM_OUTSIDE')
    .map(({ span }) => source.text.slice(0, span.start).split('\n').length);
}

describe('an event that is awaited', () => {
  it('gets a hint when the file does not publish it', () => {
    expect(linesWithHint('WAIT FOR EVENT "paid" TIMEOUT 60')).toEqual([1]);
  });

  it('gets none when the file publishes it anywhere, the engine does, or a name is calculated', () => {
    expect(linesWithHint('WAIT FOR EVENT "paid" TIMEOUT 60', 'PUBLISH EVENT "paid"')).toEqual([]);
    expect(linesWithHint('WAIT FOR EVENT "approval_received" TIMEOUT 60')).toEqual([]);
    expect(linesWithHint('WAIT FOR EVENT "paid" TIMEOUT 60', 'PUBLISH EVENT name')).toEqual([]);
  });
});
