import { planOf } from '../../scripts/simulate/plan-of';
import { matchPlans } from './match-plans';

function match(before: string, after: string): Readonly<Record<string, string>> {
  return Object.fromEntries(matchPlans(planOf(before), planOf(after)).steps);
}

it('matches equal steps in order, whatever stands between them', () => {
  expect(match('TALK "a"\nTALK "b"', 'x = 1\nTALK "a"\nx = 2\nTALK "b"')).toEqual({
    'main.0': 'main.1',
    'main.1': 'main.3',
  });
});

it('matches changed steps of one kind where they stand', () => {
  expect(match('TALK "a"\nWAIT 5\nTALK "c"', 'TALK "a"\nWAIT 9\nTALK "c"')).toEqual({
    'main.0': 'main.0',
    'main.1': 'main.1',
    'main.2': 'main.2',
  });
});

it('matches the steps inside of blocks, and branches by name', () => {
  const before = 'PARALLEL\n BRANCH A: TALK "a"\n BRANCH B: TALK "b"\nEND PARALLEL';
  const after = 'n = 1\nPARALLEL\n BRANCH B: TALK "b"\n BRANCH A: TALK "a"\nEND PARALLEL';
  expect(match(before, after)).toEqual({
    'main.0': 'main.1',
    'main.0.A.0': 'main.1.A.0',
    'main.0.B.0': 'main.1.B.0',
  });
});

it('leaves out what is gone', () => {
  expect(match('TALK "a"\nWAIT 5', 'TALK "a"')).toEqual({ 'main.0': 'main.0' });
});

it('is quick with long programs', () => {
  const lines = Array.from({ length: 3000 }, (_, at) => `TALK "line ${at}"`);
  const found = match(lines.join('\n'), ['x = 1', ...lines, 'x = 2'].join('\n'));
  expect(found['main.2999']).toBe('main.3000');
});
