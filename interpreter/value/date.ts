import { AppError } from '../../plan/errors';
import type { DateValue, Value } from '../../plan/value';
import { isDate, wrongType } from './kinds';

/** A point in time, taken apart in UTC. Months count from 1, weekdays from 0 for Sunday. */
export interface Calendar {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly weekday: number;
}

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const MIN_MS = -62_167_219_200_000;
const MAX_MS = 253_402_300_799_999;
const DAYS_IN_ERA = 146_097;
const PATTERN =
  /^([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(Z|z|[+-][0-9]{2}:?[0-9]{2})?)?$/;

/** A date value from milliseconds since 1970. Years before 0 and after 9999 are refused (`VALUE_RANGE`). */
export function dateValue(ms: number): DateValue {
  const whole = Math.floor(ms);
  if (!(whole >= MIN_MS && whole <= MAX_MS)) {
    const expected = 'a year from 0 to 9999';
    throw new AppError('VALUE_RANGE', { where: 'A date', found: 'the result', expected });
  }
  return { $date: isoText(whole) };
}

/** RFC 3339 in UTC with milliseconds. */
export function isoText(ms: number): string {
  const at = calendarOf(ms);
  const time = `${pad(at.hour, 2)}:${pad(at.minute, 2)}:${pad(at.second, 2)}.${pad(at.millisecond, 3)}`;
  return `${dayText(at)}T${time}Z`;
}

/** A date as the user sees it: without the time when that is midnight. */
export function dateText(value: DateValue): string {
  const ms = parseDate(value.$date);
  if (ms === undefined) return value.$date;
  return ms % DAY_MS === 0 ? dayText(calendarOf(ms)) : value.$date;
}

/** The point in time of a date value or of text in ISO 8601 form; undefined for everything else. */
export function dateOf(value: Value): number | undefined {
  if (typeof value === 'string') return parseDate(value);
  return isDate(value) ? parseDate(value.$date) : undefined;
}

/** Like `dateOf`; refuses everything else (`VALUE_TYPE`). */
export function toDate(value: Value, where: string): number {
  const ms = dateOf(value);
  if (ms === undefined) throw wrongType(where, 'a date', value);
  return ms;
}

/**
 * Reads `2026-03-05`, also with a time, a fraction and an offset; without an offset it is UTC.
 * Days and times that do not exist give undefined.
 */
export function parseDate(text: string): number | undefined {
  if (text.length < 8 || text.length > 40) return undefined;
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  const day = dayOf(Number(match[1]), Number(match[3]), Number(match[4]));
  const time = timeOf(match);
  const offset = offsetMs(match[9]);
  if (day === undefined || time === undefined || offset === undefined) return undefined;
  const ms = day * DAY_MS + time - offset;
  return ms >= MIN_MS && ms <= MAX_MS ? ms : undefined;
}

function dayOf(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return daysFromCivil(year, month, day);
}

function timeOf(match: RegExpExecArray): number | undefined {
  const [hour, minute, second] = [match[5], match[6], match[7]].map((part) => Number(part ?? 0));
  if (hour === undefined || minute === undefined || second === undefined) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const fraction = Number((match[8] ?? '').slice(0, 3).padEnd(3, '0'));
  return hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + fraction;
}

function offsetMs(text: string | undefined): number | undefined {
  if (text === undefined || text === 'Z' || text === 'z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(-2));
  if (hours > 23 || minutes > 59) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (hours * HOUR_MS + minutes * MINUTE_MS);
}

/** Takes milliseconds since 1970 apart. */
export function calendarOf(ms: number): Calendar {
  const days = Math.floor(ms / DAY_MS);
  const rest = ms - days * DAY_MS;
  const { year, month, day } = civilFromDays(days);
  return {
    year,
    month,
    day,
    hour: Math.floor(rest / HOUR_MS),
    minute: Math.floor((rest % HOUR_MS) / MINUTE_MS),
    second: Math.floor((rest % MINUTE_MS) / SECOND_MS),
    millisecond: Math.floor(rest % SECOND_MS),
    weekday: (((days + 4) % 7) + 7) % 7,
  };
}

/** Days since 1970 of a day of the Gregorian calendar; months outside 1 to 12 carry over into years. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const carried = year + Math.floor((month - 1) / 12);
  const inYear = ((((month - 1) % 12) + 12) % 12) + 1;
  const shifted = inYear > 2 ? carried : carried - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (inYear + (inYear > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_ERA + dayOfEra - 719_468;
}

function civilFromDays(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / DAYS_IN_ERA);
  const dayOfEra = shifted - era * DAYS_IN_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

function daysInMonth(year: number, month: number): number {
  return daysFromCivil(year, month + 1, 1) - daysFromCivil(year, month, 1);
}

/** The same day and time some months later; a day that the month lacks becomes its last day. */
export function addMonths(ms: number, months: number): number {
  const at = calendarOf(ms);
  const first = daysFromCivil(at.year, at.month + months, 1);
  const length = daysFromCivil(at.year, at.month + months + 1, 1) - first;
  const time = ms - Math.floor(ms / DAY_MS) * DAY_MS;
  return (first + Math.min(at.day, length) - 1) * DAY_MS + time;
}

function dayText(at: Calendar): string {
  return `${pad(at.year, 4)}-${pad(at.month, 2)}-${pad(at.day, 2)}`;
}

/** A whole number with leading zeros. */
export function pad(value: number, width: number): string {
  const text = String(value);
  if (width === 2) return value < 10 ? `0${text}` : text;
  return text.padStart(width, '0');
}
