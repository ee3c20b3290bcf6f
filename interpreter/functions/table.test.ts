import { FUNCTION_NAMES, functionArity } from '../../plan/function-names';
import { callFunction, codeOf } from './call-for-test';
import { FUNCTIONS } from './table';

/** Functions beyond those that the compiler knows: for statements over lists, and classics of BASIC. */
const MORE = (
  'add_hours add_months aggregate asc chr date endswith excel fill filter fix generate_case_number generate_code group_by instrrev ' +
  'is_active is_autoreply is_numeric isdate isnumeric keys map merge minutes_between mod monthname pivot reverse ' +
  'seconds sgn sort space startswith string unique values weekdayname'
).split(' ');

it.each(FUNCTION_NAMES)('%s takes as many arguments as the compiler thinks', (name) => {
  const entry = FUNCTIONS.get(name);
  expect({ least: entry?.min, most: entry?.max }).toEqual(functionArity(name));
});

it('has no function that nobody knows of', () => {
  const extra = [...FUNCTIONS.keys()].filter((name) => !FUNCTION_NAMES.includes(name));
  expect(extra.sort()).toEqual(MORE);
});

it('has names in small letters only', () => {
  expect([...FUNCTIONS.keys()].filter((name) => name !== name.toLowerCase())).toEqual([]);
});

it.each(['nope', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'eval', 'require'])(
  'there is no function %s',
  (name) => {
    expect(codeOf(() => callFunction(name))).toBe('FUNCTION_UNKNOWN');
  },
);

it('tells how many arguments are needed', () => {
  expect(() => callFunction('left', 'a')).toThrow('LEFT takes 2 arguments, but 1 were given.');
  expect(() => callFunction('mid', 'a')).toThrow('MID takes 2 to 3 arguments, but 1 were given.');
  expect(codeOf(() => callFunction('now', 1))).toBe('FUNCTION_ARGUMENTS');
});

it('asks the run for its ids', () => {
  expect(callFunction('session_id')).toBeNull();
  expect(callFunction('bot_id')).toBeNull();
});
