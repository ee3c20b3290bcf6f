import type { Value } from '../../plan/value';
import {
  addMonths,
  calendarOf,
  DAY_MS,
  dateValue,
  daysFromCivil,
  HOUR_MS,
  MINUTE_MS,
  SECOND_MS,
  toDate,
  type Calendar,
} from '../value/date';
import { isNull, outOfRange, wrongType } from '../value/kinds';
import { arithmeticResult, parseNumber } from '../value/number';
import type { Scope } from '../value/scope';
import { argument, define, numberArgument, type Family, type FunctionEntry } from './entry';
import { MONTH_NAMES, WEEKDAY_NAMES } from './format-date';

/** Milliseconds of the units that always have the same length, and months of the others. */
const UNITS: readonly { readonly names: string; readonly ms?: number; readonly months?: number }[] =
  [
    { names: 'ms millisecond milliseconds', ms: 1 },
    { names: 's ss sec second seconds', ms: SECOND_MS },
    { names: 'n mi min minute minutes', ms: MINUTE_MS },
    { names: 'h hh hour hours', ms: HOUR_MS },
    { names: 'd dd day days', ms: DAY_MS },
    { names: 'w ww wk week weeks', ms: 7 * DAY_MS },
    { names: 'm mm month months', months: 1 },
    { names: 'q qq quarter quarters', months: 3 },
    { names: 'y yy yyyy year years', months: 12 },
  ];
type Unit = (typeof UNITS)[number];
const UNIT_OF = new Map(
  UNITS.flatMap((unit) => unit.names.split(' ').map((name) => [name, unit] as const)),
);
const DAY_UNIT: Unit = { names: 'day', ms: DAY_MS };
const MOST_MONTHS = 120_000;

/** A part of a date; NULL of NULL. */
function part(where: string, read: (at: Calendar) => Value): FunctionEntry {
  return ofDate(1, where, (ms) => read(calendarOf(ms)));
}

function ofDate(
  max: number,
  where: string,
  make: (ms: number, args: readonly Value[]) => Value,
): FunctionEntry {
  return define(1, max, (args) => {
    const value = argument(args, 0);
    return isNull(value) ? null : make(toDate(value, where), args);
  });
}

/** So many seconds; what `date + n` and DELAY take. */
function seconds(where: string, ms: number): FunctionEntry {
  return define(1, 1, (args) =>
    arithmeticResult((numberArgument(args, 0, where) * ms) / SECOND_MS, where),
  );
}

function between(unit: string): FunctionEntry {
  return define(2, 2, (args) => dateDiff([...args, unit]));
}

function adder(unit: string): FunctionEntry {
  return define(2, 2, (args) => dateAdd([...args, unit]));
}

const toDay = ofDate(1, 'DATEVALUE', (ms) => dateValue(Math.floor(ms / DAY_MS) * DAY_MS));

/** Functions over dates, all in UTC. */
export const DATE_FUNCTIONS: Family = {
  now: define(0, 0, (_args, scope) => dateValue(scope.now())),
  today: define(0, 0, today),
  date: define(0, 3, makeDate),
  datevalue: toDay,
  dateadd: define(2, 3, dateAdd),
  datediff: define(2, 3, dateDiff),
  year: part('YEAR', (at) => at.year),
  month: part('MONTH', (at) => at.month),
  day: part('DAY', (at) => at.day),
  hour: part('HOUR', (at) => at.hour),
  minute: part('MINUTE', (at) => at.minute),
  second: part('SECOND', (at) => at.second),
  weekday: part('WEEKDAY', (at) => at.weekday + 1),
  weekdayname: part('WEEKDAYNAME', (at) => WEEKDAY_NAMES[at.weekday] ?? ''),
  monthname: define(1, 1, monthName),
  days: seconds('DAYS', DAY_MS),
  hours: seconds('HOURS', HOUR_MS),
  minutes: seconds('MINUTES', MINUTE_MS),
  seconds: seconds('SECONDS', SECOND_MS),
  add_days: adder('day'),
  add_hours: adder('hour'),
  add_months: adder('month'),
  days_between: between('day'),
  hours_between: between('hour'),
  minutes_between: between('minute'),
  seconds_between: between('second'),
};

function today(_args: readonly Value[], scope: Scope): Value {
  return dateValue(Math.floor(scope.now() / DAY_MS) * DAY_MS);
}

/** DATE() is today, DATE(date) its day, DATE(year, month, day) that day; months and days may carry over. */
function makeDate(args: readonly Value[], scope: Scope): Value {
  if (args.length === 0) return today(args, scope);
  if (args.length === 1) return toDay.run(args, scope);
  const [year = 0, month = 0, day = 1] = args.map((_value, index) => {
    const number = Math.trunc(numberArgument(args, index, 'DATE'));
    if (Math.abs(number) > MOST_MONTHS) throw outOfRange('DATE', 'a day of the calendar', number);
    return number;
  });
  return dateValue(daysFromCivil(year, month, 1) * DAY_MS + (day - 1) * DAY_MS);
}

/** DATEADD(date, n, "day"), DATEADD(date, "day", n) and DATEADD("day", n, date); DATEADD(date, n) adds days. */
function dateAdd(args: readonly Value[]): Value {
  const [first = null, second = null, third = null] = args;
  const [date, count, unit] = isUnit(first)
    ? [third, second, first]
    : isUnit(second)
      ? [first, third, second]
      : [first, second, third];
  if (isNull(date)) return null;
  const ms = toDate(date, 'DATEADD');
  const { ms: unitMs, months = 0 } = unit === null ? DAY_UNIT : unitOf(unit, 'DATEADD');
  const times = numberArgument([count], 0, 'DATEADD');
  if (unitMs !== undefined) return dateValue(ms + Math.round(times * unitMs));
  const shift = Math.trunc(times) * months;
  if (Math.abs(shift) > MOST_MONTHS) throw outOfRange('DATEADD', 'a year from 0 to 9999', times);
  return dateValue(addMonths(ms, shift));
}

/**
 * From the first date to the second in whole units: DATEDIFF(a, b, "day"), DATEDIFF("minute", a, b), and
 * DATEDIFF(a, b) in days. Negative when the second one is earlier; NULL when one of them is.
 */
function dateDiff(args: readonly Value[]): Value {
  const unitFirst = args.length > 2 && isUnit(argument(args, 0));
  const unit = argument(args, unitFirst ? 0 : 2);
  const [first = null, last = null] = unitFirst ? args.slice(1) : args;
  if (isNull(first) || isNull(last)) return null;
  const from = toDate(first, 'DATEDIFF');
  const to = toDate(last, 'DATEDIFF');
  const { ms, months = 1 } = unit === null ? DAY_UNIT : unitOf(unit, 'DATEDIFF');
  if (ms !== undefined) return Math.trunc((to - from) / ms) + 0;
  return Math.trunc(wholeMonths(from, to) / months) + 0;
}

function wholeMonths(from: number, to: number): number {
  if (to < from) return -wholeMonths(to, from);
  const start = calendarOf(from);
  const end = calendarOf(to);
  const months = (end.year - start.year) * 12 + end.month - start.month;
  return addMonths(from, months) > to ? months - 1 : months;
}

function isUnit(value: Value): boolean {
  return typeof value === 'string' && UNIT_OF.has(value.trim().toLowerCase());
}

function isAmount(value: Value): boolean {
  return (
    typeof value === 'number' || (typeof value === 'string' && parseNumber(value) !== undefined)
  );
}

function unitOf(value: Value, where: string): Unit {
  const unit = typeof value === 'string' ? UNIT_OF.get(value.trim().toLowerCase()) : undefined;
  if (!unit) throw wrongType(where, 'a unit such as "day" or "month"', value);
  return unit;
}

function monthName(args: readonly Value[]): Value {
  const value = argument(args, 0);
  const month = isAmount(value)
    ? numberArgument(args, 0, 'MONTHNAME')
    : calendarOf(toDate(value, 'MONTHNAME')).month;
  const name = MONTH_NAMES[month - 1];
  if (name === undefined) throw outOfRange('MONTHNAME', 'a month from 1 to 12', month);
  return name;
}
