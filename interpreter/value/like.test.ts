import fc from '../../test/property';
import { codeOf } from '../functions/call-for-test';
import { isLike } from './like';

it.each([
  ['abc', 'abc', true],
  ['abc', 'a%', true],
  ['abc', '%c', true],
  ['abc', '%b%', true],
  ['abc', 'a_c', true],
  ['abc', '___', true],
  ['abc', '__', false],
  ['abc', '%', true],
  ['', '%', true],
  ['', '', true],
  ['', '_', false],
  ['abc', 'A%', false],
  ['aXbXc', 'a%X_', true],
  ['ab', 'ab%b', false],
  ['a.c', 'a.c', true],
  ['abc', 'a.c', false],
  ['a(b', 'a(%', true],
])('%j LIKE %j is %j', (text, pattern, expected) => {
  expect(isLike(text, pattern)).toBe(expected);
});

it('is what a regular expression says', () => {
  const unit = fc.constantFrom('a', 'b', '%', '_');
  const texts = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
  fc.assert(
    fc.property(texts, fc.string({ unit, maxLength: 8 }), (text, pattern) => {
      const source = pattern.replaceAll('%', '.*').replaceAll('_', '.');
      expect(isLike(text, pattern)).toBe(new RegExp(`^${source}$`).test(text));
    }),
  );
});

it('takes patterns that would keep a backtracking matcher busy for ever', () => {
  expect(isLike('a'.repeat(5000), `${'%a'.repeat(1000)}b`)).toBe(false);
});

it('refuses too much work', () => {
  expect(codeOf(() => isLike('a'.repeat(1_000_000), '%_b'.repeat(1000)))).toBe('VALUE_RANGE');
});
