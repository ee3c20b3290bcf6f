import type { Value } from '../../plan/value';
import { calendarOf, pad } from '../value/date';
import { outOfRange } from '../value/kinds';
import type { Scope } from '../value/scope';
import { argument, define, numberArgument, type Family } from './entry';

const guid = define(0, 0, (_args, scope) => makeGuid(scope));

/** Functions that draw from the chance of the run, which a repetition draws again in the same way. */
export const RANDOM_FUNCTIONS: Family = {
  random: define(0, 2, draw),
  rnd: define(0, 1, (_args, scope) => scope.random()),
  guid,
  uuid: guid,
  generate_case_number: define(0, 0, makeCaseNumber),
  generate_code: define(0, 1, makeCode),
};

/** RANDOM() from 0 to below 1, RANDOM(n) from 1 to n, RANDOM(a, b) from a to b; whole numbers, both included. */
function draw(args: readonly Value[], scope: Scope): Value {
  if (args.length === 0) return scope.random();
  const given = numberArgument(args, 0, 'RANDOM');
  const low = Math.ceil(args.length > 1 ? given : 1);
  const high = Math.floor(args.length > 1 ? numberArgument(args, 1, 'RANDOM') : given);
  const span = high - low + 1;
  if (!Number.isSafeInteger(span) || span < 1 || !Number.isSafeInteger(low)) {
    throw outOfRange('RANDOM', 'bounds with a whole number between them', argument(args, 0));
  }
  return low + Math.floor(scope.random() * span);
}

/** An identifier in the form of a version 4 UUID. */
function makeGuid(scope: Scope): string {
  const digits = Array.from({ length: 32 }, (_none, index) => {
    const digit = Math.floor(scope.random() * 16);
    if (index === 12) return '4';
    return (index === 16 ? 8 + (digit % 4) : digit).toString(16);
  }).join('');
  const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16)];
  return [...parts, digits.slice(16, 20), digits.slice(20)].join('-');
}

function makeCaseNumber(_args: readonly Value[], scope: Scope): Value {
  const { year, month, day } = calendarOf(scope.now());
  const number = pad(Math.floor(scope.random() * 1_000_000), 6);
  return `CASE-${pad(year, 4)}${pad(month, 2)}${pad(day, 2)}-${number}`;
}

const DIGITS = 6;
const MOST_DIGITS = 32;

/** GENERATE_CODE(n): n digits, six unless given. */
function makeCode(args: readonly Value[], scope: Scope): Value {
  const count = args.length === 0 ? DIGITS : numberArgument(args, 0, 'GENERATE_CODE');
  if (!Number.isInteger(count) || count < 1 || count > MOST_DIGITS) {
    throw outOfRange('GENERATE_CODE', `a whole number from 1 to ${MOST_DIGITS}`, argument(args, 0));
  }
  return Array.from({ length: count }, () => Math.floor(scope.random() * 10)).join('');
}
