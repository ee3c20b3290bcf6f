import { compile } from '../../compile';

/** The lines that get the code, from 1. */
function linesWithDoubt(...lines: readonly string[]): readonly number[] {
  const { diagnostics, source } = compile({ file: 'test.bas', text: lines.join('\n') });
  return diagnostics
    .filter(({ code }) => code === 'BASIC_BRANCH_WRITES')
    .map(({ span }) => source.text.slice(0, span.start).split('\n').length);
}

const parallel = (...branches: readonly string[]): readonly string[] => [
  'PARALLEL',
  ...branches,
  'END PARALLEL',
];

describe('a variable that several branches set', () => {
  it('is told at the branch that wins, which is named', () => {
    const text = parallel('BRANCH A: score = 1', 'BRANCH B: Score = 2').join('\n');
    const [doubt] = compile({ file: 'test.bas', text }).diagnostics;
    expect(doubt).toMatchObject({ code: 'BASIC_BRANCH_WRITES', severity: 'warning' });
    expect(doubt?.message).toContain('what B sets counts');
  });

  it('is told for members and inside blocks', () => {
    const inside = ['BRANCH B:', 'IF a THEN', '  order.b = 2', 'END IF'];
    expect(linesWithDoubt(...parallel('BRANCH A: order.a = 1', ...inside))).toEqual([5]);
  });

  it('is fine in one branch, in a RACE, and where branches append', () => {
    expect(linesWithDoubt(...parallel('BRANCH A:', 'x = 1', 'x = 2', 'BRANCH B: y = 1'))).toEqual(
      [],
    );
    expect(linesWithDoubt('RACE', 'BRANCH A: x = 1', 'BRANCH B: x = 2', 'END RACE')).toEqual([]);
    expect(linesWithDoubt(...parallel('BRANCH A: APPEND x, 1', 'BRANCH B: APPEND x, 2'))).toEqual(
      [],
    );
  });
});
