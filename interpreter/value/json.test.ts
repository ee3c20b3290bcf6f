import type { Value } from '../../plan/value';
import { codeOf } from '../functions/call-for-test';
import { jsonText, toPlain } from './json';

it('prints dates as text and record sets as lists, at any depth', () => {
  const value: Value = {
    at: { $date: '2026-03-05T10:00:00.000Z' },
    rows: { $rows: [{ day: { $date: '2026-03-05T00:00:00.000Z' } }] },
    list: [null, 1, 'x'],
  };
  const plain = {
    at: '2026-03-05T10:00:00.000Z',
    rows: [{ day: '2026-03-05' }],
    list: [null, 1, 'x'],
  };
  expect(toPlain(value)).toEqual(plain);
  expect(jsonText(value)).toBe(JSON.stringify(plain));
});

it('never calls a member', () => {
  expect(jsonText({ toJSON: 'x' })).toBe('{"toJSON":"x"}');
});

it('refuses what is too deep or too large', () => {
  let deep: Value = [];
  for (let level = 0; level < 6000; level += 1) deep = [deep];
  expect(codeOf(() => jsonText(deep))).toBe('RUN_TOO_DEEP');
  let wide: Value = ['x'];
  for (let turn = 0; turn < 60; turn += 1) wide = [wide, wide];
  expect(codeOf(() => jsonText(wide))).toBe('RUN_TOO_LARGE');
  expect(codeOf(() => jsonText(['\n'.repeat(9_000_000)]))).toBe('RUN_TOO_LARGE');
});
