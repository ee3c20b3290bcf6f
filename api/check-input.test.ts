import type { InputField } from '../plan/schema';
import type { Value } from '../plan/value';
import { checkInput } from './check-input';

const field = (type: InputField['type'], changes: Partial<InputField> = {}): InputField => ({
  name: 'x',
  type,
  required: true,
  ...changes,
});

it('takes everything where nothing is declared, in lower case', () => {
  expect(checkInput({ Any: { Deep: [1] } }, [])).toEqual({ any: { Deep: [1] } });
});

it('fills in defaults, leaves out what is optional, and never takes an example', () => {
  const fields = [
    field('string', { name: 'a', default: 'd' }),
    field('string', { name: 'b', required: false, example: 'e' }),
  ];
  expect(checkInput({}, fields)).toEqual({ a: 'd' });
});

it.each<[InputField['type'], readonly Value[], readonly Value[]]>([
  ['string', ['', 'x'], [1, true, {}, []]],
  ['integer', [0, -5], [1.5, '1', 1e20]],
  ['number', [1.5], ['1.5', true]],
  ['money', [12.5], ['12.5']],
  ['boolean', [true, false], ['true', 1]],
  ['date', ['2026-01-31', '2026-01-31T10:00:00Z'], ['31.01.2026', '2026-13-01', 5]],
  ['datetime', ['2026-01-31T10:00:00Z'], ['2026-01-31', 'now']],
  ['email', ['a@b.example'], ['a', 'a@', 'a b@c', 1]],
  ['phone', ['+55 11 99999-0000'], ['call me', '+']],
  ['name', ['Ann'], [1]],
  ['file', ['a.pdf'], [1]],
  ['object', [{}, { a: 1 }], [[], 'x']],
  ['array', [[], [1]], [{}, 'x']],
  ['any', [1, 'x', [], {}], []],
])('knows what a %s is', (type, good, bad) => {
  for (const x of good) expect(checkInput({ x }, [field(type)])).toEqual({ x });
  for (const x of bad) {
    expect(() => checkInput({ x }, [field(type)])).toThrow(
      expect.objectContaining({ code: 'INPUT_TYPE' }) as Error,
    );
  }
});

it('takes one of the choices only', () => {
  const fields = [field('string', { choices: ['low', 'high'] })];
  expect(checkInput({ x: 'low' }, fields)).toEqual({ x: 'low' });
  expect(() => checkInput({ x: 'mid' }, fields)).toThrow(
    'The input x has to be one of "low", "high", but "mid" was given.',
  );
});

it('says what was given, but not all of it', () => {
  expect(() => checkInput({ x: 'y'.repeat(5_000) }, [field('number')])).toThrow(
    /^The input x has to be a number, but "y{99}… was given\.$/,
  );
});
