import { CURRENT_FLAGS } from './flags';

it('gives each change of behaviour a number of its own', () => {
  expect(new Set(CURRENT_FLAGS).size).toBe(CURRENT_FLAGS.length);
});
