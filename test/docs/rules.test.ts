import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPages, ROOT } from './pages';

/** The table of docs/architecture.md: number and file of each rule. */
const TABLE = Array.from(
  (readPages().find(({ path }) => path === 'docs/architecture.md')?.text ?? '').matchAll(
    /^\| (\d\d) \| .+ \| `(\S+)` \|$/gm,
  ),
  ([, number = '', file = '']) => [number, file] as const,
);

it('every rule of the architecture is in the table', () => {
  const numbers = Array.from({ length: 22 }, (_, index) => String(index + 1).padStart(2, '0'));
  expect(TABLE.map(([number]) => number)).toEqual(numbers);
});

it.each(TABLE)('rule %s has a test of its name in %s', (number, file) => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  expect(text).toMatch(new RegExp(`(it|describe)(\\.each\\(.*\\))?\\(\\s*'rule ${number}: `));
});
