import fc from '../../test/property';
import type { Value } from '../../plan/value';
import { evaluate } from '../evaluate';
import { callFunction, codeOf, scopeWith } from './call-for-test';

it.each<[string, Value[], Value]>([
  ['rnd', [], 0.5],
  ['rnd', [1], 0.5],
  ['random', [], 0.5],
  ['random', [10], 6],
  ['random', [1, 9], 5],
  ['random', [-5, -5], -5],
  ['random', [1.2, 2.8], 2],
  ['guid', [], '88888888-8888-4888-8888-888888888888'],
  ['generate_case_number', [], 'CASE-20260305-500000'],
  ['generate_code', [], '555555'],
  ['generate_code', [3], '555'],
])('%s(%j) is %j', (name, args, expected) => {
  expect(callFunction(name, ...args)).toBe(expected);
});

it.each<[Value[]]>([[[0]], [[5, 1]], [[1.2, 1.8]], [[-1e308, 1e308]], [[1e17, 1e17]]])(
  'random(%j) has nothing to choose from',
  (args) => {
    expect(codeOf(() => callFunction('random', ...args))).toBe('VALUE_RANGE');
  },
);

it('draws only from the scope, within the bounds', () => {
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(chance, (drawn) => {
      const scope = { ...scopeWith(), random: () => drawn };
      const args = [1, 6].map((value) => ({ op: 'literal', value }) as const);
      const value = evaluate({ op: 'call', name: 'random', args }, scope);
      expect([1, 2, 3, 4, 5, 6]).toContain(value);
      expect(evaluate({ op: 'call', name: 'uuid', args: [] }, scope)).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }),
  );
});
