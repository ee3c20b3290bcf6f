import type { Value } from '../../plan/value';
import { callFunction, codeOf, date } from './call-for-test';

const MOMENT = date('2026-03-05T14:07:09.045Z');
const NIGHT = date('2026-12-25T00:30:00.000Z');

it.each<[Value, string, string]>([
  [MOMENT, 'YYYY-MM-DD', '2026-03-05'],
  [MOMENT, 'yyyy-MM-dd', '2026-03-05'],
  [MOMENT, 'yyyy-mm-dd', '2026-03-05'],
  [MOMENT, 'YYYY-MM-DD HH:mm:ss', '2026-03-05 14:07:09'],
  [MOMENT, 'yyyy-mm-dd hh:mm', '2026-03-05 14:07'],
  [MOMENT, 'DD/MM/YYYY', '05/03/2026'],
  [MOMENT, 'D/M/YY', '5/3/26'],
  [MOMENT, 'MMMM DD, YYYY', 'March 05, 2026'],
  [MOMENT, 'MMM D', 'Mar 5'],
  [MOMENT, 'dddd, d MMMM yyyy', 'Thursday, 5 March 2026'],
  [MOMENT, 'DDD', 'Thu'],
  [MOMENT, 'YYYYMMDDHHmmss', '20260305140709'],
  [MOMENT, 'YYYY', '2026'],
  [MOMENT, 'HH:mm', '14:07'],
  [MOMENT, 'mm:ss', '07:09'],
  [MOMENT, 'ss.fff', '09.045'],
  [MOMENT, 'h:mm tt', '2:07 PM'],
  [MOMENT, 'hh:mm AM/PM', '02:07 PM'],
  [MOMENT, 'h:mm a', '2:07 pm'],
  [NIGHT, 'h:mm A', '12:30 AM'],
  [MOMENT, 'YYYY-MM-DDTHH:mm:ssZ', '2026-03-05T14:07:09Z'],
  [MOMENT, "D 'de' MMMM", '5 de March'],
  [MOMENT, '[Day] D', 'Day 5'],
  [MOMENT, '\\Y YYYY', 'Y 2026'],
  [MOMENT, 'long date', 'March 5, 2026'],
  [MOMENT, 'Time', '14:07:09'],
  [MOMENT, 'ISO', '2026-03-05T14:07:09.045Z'],
  ['2026-03-05', 'DD/MM/YYYY', '05/03/2026'],
])('a date %j by %j is %j', (value, pattern, expected) => {
  expect(callFunction('format', value, pattern)).toBe(expected);
});

it.each<[Value, string, string]>([
  [1234567.891, '#,##0.00', '1,234,567.89'],
  [1234.5, 'R$ #,##0.00', 'R$ 1,234.50'],
  [1234.5, '#,##0', '1,235'],
  [-1234.5, '#,##0.00', '-1,234.50'],
  [-1234.5, '$#,##0.00', '-$1,234.50'],
  [0, '#,##0.00', '0.00'],
  [0, '#', ''],
  [0, '#.##', ''],
  [0.5, '#.##', '.5'],
  [0.5, '0.0', '0.5'],
  [2.345, '0.00', '2.35'],
  [1.005, '0.00', '1.01'],
  [5, '0.##', '5'],
  [5.125, '0.0#', '5.13'],
  [7, '0000', '0007'],
  [12345, '0000', '12345'],
  [3.14, '+#.#', '+3.1'],
  [-3.14, '+#.#', '-3.1'],
  [0.256, '0.0%', '25.6%'],
  [0.285, '0%', '29%'],
  [1234.5, '#.##0,00', '1.234,50'],
  [1234.5, 'R$ #.##0,00', 'R$ 1.234,50'],
  [-5, '0.00;(0.00)', '(5.00)'],
  [0, '0.00;(0.00);none', 'none'],
  [-0.001, '0.00', '0.00'],
  [1e21, '#,##0', '1,000,000,000,000,000,000,000'],
  [1e-9, '0.00', '0.00'],
  [1234.5, 'currency', '$1,234.50'],
  [-1234.5, 'Currency', '-$1,234.50'],
  [0.5, 'Percent', '50.00%'],
  [5, 'no digits', 'no digits'],
  ['12.5', '0.00', '12.50'],
])('a number %j by %j is %j', (value, pattern, expected) => {
  expect(callFunction('format', value, pattern)).toBe(expected);
});

it.each<[Value[], string]>([
  [[5], '5'],
  [[null], ''],
  [[null, '0.00'], ''],
  [[{ $rows: [] }, '0.00'], ''],
  [['text', '0.00'], 'text'],
  [['text', 'YYYY'], 'text'],
  [[true, '0'], 'true'],
  [[MOMENT], '2026-03-05T14:07:09.045Z'],
  [[{ a: [1] }, 'json'], '{"a":[1]}'],
  [[{ a: 1 }, 'YAML'], 'a: 1'],
])('format(%j) is %j', (args, expected) => {
  expect(callFunction('format', ...args)).toBe(expected);
});

it.each<[string, Value[], string]>([
  ['format_date', [MOMENT], '2026-03-05'],
  ['format_date', ['2026-03-05', 'DD/MM'], '05/03'],
  ['format_date', [null], ''],
  ['format_time', [MOMENT], '14:07:09'],
  ['format_time', [MOMENT, 'HH:mm'], '14:07'],
])('%s(%j) is %j', (name, args, expected) => {
  expect(callFunction(name, ...args)).toBe(expected);
});

it.each<[string, string, Value[]]>([
  ['VALUE_RANGE', 'format', [1, '0'.repeat(1001)]],
  ['VALUE_RANGE', 'format', [1.7e308, '0%']],
  ['VALUE_TYPE', 'format', [{ $date: 'soon' }, 'YYYY']],
  ['VALUE_TYPE', 'format_date', ['soon']],
])('gives %s for %s', (code, name, args) => {
  expect(codeOf(() => callFunction(name, ...args))).toBe(code);
});
