import fc from '../../test/property';
import { codeOf } from '../functions/call-for-test';
import {
  addMonths,
  calendarOf,
  dateOf,
  dateText,
  dateValue,
  daysFromCivil,
  isoText,
  parseDate,
  toDate,
} from './date';

const anyMoment = fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 });

describe('the calendar', () => {
  it('agrees with the calendar of the engine, for any moment', () => {
    fc.assert(
      fc.property(anyMoment, (ms) => {
        const date = new Date(ms);
        expect(isoText(ms)).toBe(date.toISOString());
        expect(calendarOf(ms).weekday).toBe(date.getUTCDay());
        expect(parseDate(isoText(ms))).toBe(ms);
      }),
    );
  });

  it('carries months over into years', () => {
    expect(daysFromCivil(2026, 13, 1)).toBe(daysFromCivil(2027, 1, 1));
    expect(daysFromCivil(2026, 0, 1)).toBe(daysFromCivil(2025, 12, 1));
  });
});

describe('parseDate', () => {
  it.each([
    ['2026-03-05', '2026-03-05T00:00:00.000Z'],
    ['2026-3-5', '2026-03-05T00:00:00.000Z'],
    ['2026/03/05', '2026-03-05T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2026-03-05T14:07', '2026-03-05T14:07:00.000Z'],
    ['2026-03-05 14:07:09', '2026-03-05T14:07:09.000Z'],
    ['2026-03-05T14:07:09.0451234Z', '2026-03-05T14:07:09.045Z'],
    ['2026-03-05T14:07:09+02:00', '2026-03-05T12:07:09.000Z'],
    ['2026-03-05T00:30:00-0130', '2026-03-05T02:00:00.000Z'],
    ['0000-01-01', '0000-01-01T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(isoText(parseDate(text) ?? NaN)).toBe(expected);
  });

  it.each([
    '',
    'today',
    '2026-02-30',
    '2026-13-01',
    '2026-00-01',
    '2026-01-00',
    '2025-02-29',
    '1900-02-29',
    '2026-03-05T24:00',
    '2026-03-05T10:60',
    '2026-03-05T10:00:60',
    '2026-03-05T10:00+25:00',
    '2026-03/05',
    '05/03/2026',
    '2026-03-05x',
    '12345678',
    '0000-01-01T00:00:00+01:00',
    '2026-03-05T14:07:09.04512345678901234567890',
  ])('refuses %j', (text) => {
    expect(parseDate(text)).toBeUndefined();
  });
});

describe('date values', () => {
  it.each([NaN, Infinity, -62_167_219_200_001, 253_402_300_800_000])('refuse %d', (ms) => {
    expect(codeOf(() => dateValue(ms))).toBe('VALUE_RANGE');
  });

  it('are shown without a time at midnight', () => {
    expect(dateText({ $date: '2026-03-05T00:00:00.000Z' })).toBe('2026-03-05');
    expect(dateText({ $date: '2026-03-05T00:00:00.001Z' })).toBe('2026-03-05T00:00:00.001Z');
    expect(dateText({ $date: 'soon' })).toBe('soon');
  });

  it('are read from dates and from date text alone', () => {
    expect(dateOf({ $date: '1970-01-02T00:00:00.000Z' })).toBe(86_400_000);
    expect(dateOf('1970-01-02')).toBe(86_400_000);
    expect(dateOf(5)).toBeUndefined();
    expect(dateOf({ $date: 'soon' })).toBeUndefined();
    expect(codeOf(() => toDate({ $date: 'soon' }, 'YEAR'))).toBe('VALUE_TYPE');
  });
});

describe('addMonths', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-05-05', -24, '2024-05-05'],
  ])('%s and %d months is %s', (from, months, expected) => {
    expect(isoText(addMonths(parseDate(from) ?? NaN, months)).slice(0, 10)).toBe(expected);
  });

  it('keeps the time of the day', () => {
    fc.assert(
      fc.property(anyMoment, fc.integer({ min: -500, max: 500 }), (ms, months) => {
        const day = 86_400_000;
        const moved = addMonths(ms, months);
        expect(((moved % day) + day) % day).toBe(((ms % day) + day) % day);
      }),
    );
  });
});
