import { walkBoth } from './walk-both';

describe('TRY', () => {
  it('passes CATCH by when nothing fails', () => {
    const { variables } = walkBoth('TRY\n x = 1\nCATCH e\n x = 2\nEND TRY\ny = x');
    expect(variables).toEqual({ x: 1, y: 1 });
  });

  it('shows code, message, step and line of a failure', () => {
    const { variables } = walkBoth('TRY\n x = 1 / 0\n x = 5\nCATCH e\n y = e.code\nEND TRY');
    expect(variables).toMatchObject({
      y: 'VALUE_RANGE',
      error: { code: 'VALUE_RANGE', step: 'main.0.try.0', line: 2 },
    });
    expect(variables['x']).toBeUndefined();
  });

  it('lets a failure in CATCH pass outwards', () => {
    const text =
      'TRY\n TRY\n  THROW "a"\n CATCH\n  THROW "b"\n END TRY\nCATCH e\n x = e.message\nEND TRY';
    expect(walkBoth(text).variables).toMatchObject({ x: 'b' });
  });

  it('throws a taken failure again with its own code', () => {
    const text =
      'TRY\n TRY\n  x = 1 / 0\n CATCH e\n  THROW e\n END TRY\nCATCH e\n y = e.code\nEND TRY';
    expect(walkBoth(text).variables).toMatchObject({ y: 'VALUE_RANGE' });
  });

  it('catches what a SUB, a loop and a script have failed with', () => {
    const scripts = { broken: 'THROW "out of order"' };
    const text = `
      SUB fails()
        FOR i = 1 TO 3
          IF i = 2 THEN THROW "second"
        NEXT
      END SUB
      TRY
        CALL fails()
      CATCH e
        a = e.message
      END TRY
      TRY
        BOT "broken" "try"
      CATCH e
        b = e.message
      END TRY`;
    expect(walkBoth(text, {}, { scripts }).variables).toMatchObject({
      a: 'second',
      b: 'out of order',
    });
  });

  it('catches a rejection', () => {
    const text = 'TRY\n HUMAN APPROVAL FROM "ann" TIMEOUT 60\nCATCH e\n x = e.code\nEND TRY';
    const { variables } = walkBoth(text, { decisions: [false] });
    expect(variables).toMatchObject({ x: 'APPROVAL_REJECTED' });
  });

  it.each([
    ['its end', 'x = 1'],
    ['RETURN', 'RETURN 1'],
    ['EXIT FOR', 'EXIT FOR'],
    ['EXIT', 'EXIT'],
    ['a failure', 'THROW "no"'],
  ])('walks FINALLY once after %s', (_what, statement) => {
    const text = `FOR i = 1 TO 1\n TRY\n  ${statement}\n FINALLY\n  TALK "last"\n END TRY\nNEXT`;
    const { effects } = walkBoth(text);
    expect(effects.map((effect) => 'content' in effect && effect.content)).toEqual(['last']);
  });

  it('returns and fails behind FINALLY as it would have before', () => {
    expect(walkBoth('TRY\n RETURN 7\nFINALLY\n x = 1\nEND TRY\nRETURN 8').end).toEqual({
      status: 'completed',
      value: 7,
    });
    expect(walkBoth('TRY\n THROW "no"\nFINALLY\n x = 1\nEND TRY').end).toMatchObject({
      failure: { code: 'RUN_THROWN', message: 'no', stepId: 'main.0.try.0' },
    });
  });

  it('leaves with a RETURN of FINALLY', () => {
    const text = 'TRY\n THROW "no"\nFINALLY\n RETURN 3\nEND TRY';
    expect(walkBoth(text).end).toEqual({ status: 'completed', value: 3 });
  });
});

describe('ON ERROR', () => {
  it('passes failing statements by, also in inner blocks, until GOTO 0', () => {
    const text = `
      ON ERROR RESUME NEXT
      x = 1 / 0
      IF TRUE THEN
        y = 1 / 0
        y = 2
      END IF
      code = error.code
      ON ERROR GOTO 0
      z = 1 / 0`;
    const { variables, end } = walkBoth(text);
    expect(variables).toMatchObject({ y: 2, code: 'VALUE_RANGE' });
    expect(end).toMatchObject({ status: 'failed' });
  });

  it('holds to the end of its block', () => {
    const text = 'IF TRUE THEN\n ON ERROR RESUME NEXT\n x = 1 / 0\nEND IF\ny = 1 / 0';
    expect(walkBoth(text).end).toMatchObject({ failure: { stepId: 'main.1' } });
  });
});
