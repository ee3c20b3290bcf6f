import type { Value } from '../../plan/value';
import { callFunction, codeOf } from './call-for-test';

it.each<[string, Value[], Value]>([
  ['val', ['12.5'], 12.5],
  ['val', [' 12.5 kg'], 12.5],
  ['val', ['-3e2x'], -300],
  ['val', ['kg'], 0],
  ['val', [''], 0],
  ['val', [null], 0],
  ['val', [7], 7],
  ['val', [true], 1],
  ['val', ['0x10'], 0],
  ['val', ['1e400'], 0],
  ['str', [1.5], '1.5'],
  ['str', [null], ''],
  ['to_number', ['1.50'], 1.5],
  ['int', [2.7], 2],
  ['int', [-2.5], -3],
  ['int', ['7.9'], 7],
  ['int', [null], 0],
  ['fix', [-2.5], -2],
  ['floor', [-0.5], -1],
  ['ceil', [1.2], 2],
  ['ceil', [-0.5], 0],
  ['abs', [-3], 3],
  ['sgn', [-3], -1],
  ['sqr', [9], 3],
  ['sqrt', [2], 1.4142135623731],
  ['round', [2.345, 2], 2.35],
  ['round', [1.005, 2], 1.01],
  ['round', [2.5], 3],
  ['round', [-2.5], -3],
  ['round', [1250, -2], 1300],
  ['round', [0.0000001, 3], 0],
  ['mod', [7, 3], 1],
  ['mod', [5.5, 1.1], 0],
])('%s(%j) is %j', (name, args, expected) => {
  expect(callFunction(name, ...args)).toBe(expected);
});

it.each<[string, string, Value[]]>([
  ['VALUE_TYPE', 'to_number', ['1,5']],
  ['VALUE_TYPE', 'to_number', [null]],
  ['VALUE_TYPE', 'int', ['x']],
  ['VALUE_TYPE', 'abs', [[]]],
  ['VALUE_TYPE', 'round', [1, 'x']],
  ['VALUE_RANGE', 'round', [1, 21]],
  ['VALUE_RANGE', 'sqr', [-1]],
  ['VALUE_RANGE', 'mod', [1, 0]],
])('gives %s for %s(%j)', (code, name, args) => {
  expect(codeOf(() => callFunction(name, ...args))).toBe(code);
});
