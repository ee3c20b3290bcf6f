import fc from '../../test/property';
import { AppError } from '../../plan/errors';
import type { Value } from '../../plan/value';
import { parseCondition } from './condition';
import { codeOf, date, scopeWith } from './call-for-test';

const ROW: Value = {
  id: 7,
  name: 'Closed Won',
  Stage: 'open',
  empty: null,
  at: date('2026-03-05'),
  address: { city: 'Rio' },
  'a.b': 1,
  note: "it's",
};

const holds = (text: string, row: Value = ROW): boolean => parseCondition(text, scopeWith())(row);

it.each([
  ['', true],
  ['id = 7', true],
  ['id==7', true],
  ["id = '7'", true],
  ['id != 7', false],
  ['id<>8', true],
  ['id >= 7 and id <= 7', true],
  ['id < 7 OR id > 6', true],
  ['id < 7 || id > 6 && id = 1', false],
  ['(id < 7 OR id > 6) AND id = 7', true],
  ['NOT id = 8', true],
  ['not not id = 7', true],
  ['NOT (id = 7 OR id = 8)', false],
  ['name = Closed Won', true],
  ['name=Closed Won AND id=7', true],
  ["name = 'Closed Won'", true],
  ['name = "Closed Won"', true],
  ["note = 'it''s'", true],
  ['name = closed won', false],
  ['stage = open', true],
  ['stage!=open', false],
  ['address.city = Rio', true],
  ['a.b = 1', true],
  ["name LIKE 'Closed%'", true],
  ["name LIKE 'closed%'", false],
  ["name ILIKE 'closed%'", true],
  ["name NOT LIKE 'Closed%'", false],
  ['id IN (1, 7)', true],
  ["name IN ('x', Closed Won)", true],
  ['id NOT IN (1, 2)', true],
  ['empty IS NULL', true],
  ['missing IS NULL', true],
  ['id IS NOT NULL', true],
  ['empty = null', true],
  ['empty < 5', false],
  ['id BETWEEN 5 AND 7', true],
  ['id BETWEEN 8 AND 9 OR id = 7', true],
  ['id NOT BETWEEN 8 AND 9', true],
  ['name CONTAINS Won', true],
  ["name STARTS WITH 'Closed'", true],
  ['at = 2026-03-05', true],
  ['at < NOW()', true],
  ['at = TODAY()', true],
  ['lower(stage) = open', true],
  ['UPPER(stage) = OPEN', true],
  ['name', true],
  ['missing', false],
  ['constructor IS NULL', true],
])('%s is %j', (text, expected) => {
  expect(holds(text)).toBe(expected);
});

it('takes any name for the element of a list without objects', () => {
  expect(holds('value > 2', 3)).toBe(true);
  expect(holds('value > 2', 1)).toBe(false);
});

it.each([
  'id =',
  'id = 7 id = 8',
  '= 7',
  'id IN 1',
  'id IN (1',
  '(id = 7',
  'id = 7)',
  'id BETWEEN 1',
  'id IS 7',
  "name = 'open",
  'name STARTS Closed',
  'id = 7 AND',
  'x'.repeat(10_001),
])('refuses %j', (text) => {
  expect(codeOf(() => parseCondition(text, scopeWith()))).toBe('VALUE_TYPE');
});

it('refuses brackets nested too deeply', () => {
  expect(codeOf(() => parseCondition('('.repeat(60), scopeWith()))).toBe('RUN_TOO_DEEP');
});

it('throws nothing but AppError, whatever the text', () => {
  const words = fc.constantFrom(
    'id', '=', '<', '(', ')', 'AND', 'OR', 'NOT', 'IN', ',', "'x'", '7', 'LIKE', 'IS', 'NULL', 'BETWEEN', '&', '"',
  ); // prettier-ignore
  const texts = fc.oneof(
    fc.array(words).map((parts) => parts.join(' ')),
    fc.string(),
  );
  const outcomes = ['nothing was thrown', 'VALUE_TYPE', 'RUN_TOO_DEEP', 'VALUE_RANGE'];
  fc.assert(
    fc.property(texts, (text) => {
      expect(outcomes).toContain(codeOf(() => holds(text)));
    }),
    { numRuns: 1000 },
  );
  expect(AppError).toBeDefined();
});
