import type { Trace } from './simulation';
import { walkBoth } from './walk-both';

const said = ({ effects }: Trace): readonly unknown[] =>
  effects.flatMap((effect) => (effect.effect === 'send_message' ? [effect.content] : []));
const takesBack = (text: string): string => `ON FAILURE DO\n TALK ${text}\nEND ON`;

describe('ON FAILURE', () => {
  it('does nothing when the run completes', () => {
    expect(said(walkBoth(`TALK "a"\n${takesBack('"undo a"')}\nTALK "b"`))).toEqual(['a', 'b']);
  });

  it('takes back in reverse what was reached before the failure, and fails with it', () => {
    const text = `TALK "a"\n${takesBack('"undo a"')}\nTALK "b"\n${takesBack('"undo b"')}\nTHROW "no"\n${takesBack('"never"')}`;
    const trace = walkBoth(text);
    expect(said(trace)).toEqual(['a', 'b', 'undo b', 'undo a']);
    expect(trace.end).toMatchObject({ status: 'failed', failure: { message: 'no' } });
  });

  it('sees the variables as they were, each turn of a loop its own', () => {
    const text = `FOR EACH item IN ["x", "y"]\n${takesBack('item + n')}\n n = n + 1\nNEXT\nTHROW "no"`;
    const trace = walkBoth(text, { input: { n: 1 } });
    expect(said(trace)).toEqual(['y2', 'x1']);
    expect(new Set(trace.keys).size).toBe(trace.keys.length);
  });

  it('goes on with the rest when something cannot be taken back', () => {
    const text = `${takesBack('"first"')}\nON FAILURE DO\n THROW "stuck"\nEND ON\n${takesBack('"last"')}\nTHROW "no"`;
    const trace = walkBoth(text);
    expect(said(trace)).toEqual(['last', 'first']);
    expect(trace.end).toMatchObject({
      failure: { message: 'no', details: { notTakenBack: [{ message: 'stuck' }] } },
    });
  });

  it('waits when a TRY handles the failure, and takes back when the run fails later', () => {
    const text = `TRY\n${takesBack('"undo"')}\n THROW "one"\nCATCH\n TALK "caught"\nEND TRY\nTHROW "two"`;
    expect(said(walkBoth(text))).toEqual(['caught', 'undo']);
  });

  it('takes back what branches have done, in reverse of their order', () => {
    const text = `
      PARALLEL
        BRANCH a:
          ${takesBack('"undo a"')}
        BRANCH b:
          ${takesBack('"undo b"')}
      END PARALLEL
      THROW "no"`;
    expect(said(walkBoth(text))).toEqual(['undo b', 'undo a']);
  });

  it('knows what SUBs and scripts read', () => {
    const scripts = { release: 'PARAM stock AS NUMBER\nTALK "release " + stock' };
    const text = `
      stock = 1
      ON FAILURE DO
        CALL tell()
        BOT "release" "go"
      END ON
      stock = 2
      SUB tell()
        TALK "stock " + stock
      END SUB
      THROW "no"`;
    expect(said(walkBoth(text, {}, { scripts }))).toEqual(['stock 1', 'release 1']);
  });

  it('ends with RETURN only its own block', () => {
    const text = `${takesBack('"first"')}\nON FAILURE DO\n RETURN 5\n TALK "never"\nEND ON\nTHROW "no"`;
    const trace = walkBoth(text);
    expect(said(trace)).toEqual(['first']);
    expect(trace.end).toMatchObject({ status: 'failed' });
  });
});

describe('TRY TIMEOUT', () => {
  it('is a TRY as any other when the block ends in time', () => {
    const text = `
      FOR i = 1 TO 3
        TRY TIMEOUT 60
          x = x + i
          IF i = 2 THEN EXIT FOR
        FINALLY
          y = y + 1
        END TRY
      NEXT
      TRY TIMEOUT 60
        THROW "no"
      CATCH e
        z = e.message
      END TRY
      TRY TIMEOUT 60
        RETURN { x: x, y: y, z: z, i: i }
      END TRY`;
    expect(walkBoth(text).end).toEqual({
      status: 'completed',
      value: { x: 3, y: 2, z: 'no', i: 2 },
    });
  });
});
