import fc from '../../test/property';
import { parse } from 'yaml';
import type { Value } from '../../plan/value';
import { callFunction, codeOf, date } from './call-for-test';

it.each<[string, Value[], Value]>([
  ['json', ['{"a":[1,{"b":null}]}'], { a: [1, { b: null }] }],
  ['json', [' "x" '], 'x'],
  ['json', ['```json\n{"a":1}\n```'], { a: 1 }],
  ['json', ['"\\u0000\\ud800"'], '\ufffd\ufffd'],
  ['json', ['1e400'], null],
  ['json', ['{"a":{"$date":"2026-03-05"}}'], { a: date('2026-03-05') }],
  ['json', [''], null],
  ['json', [null], null],
  ['json', [{ a: 1 }], '{"a":1}'],
  ['tojson', ['x'], '"x"'],
  ['tojson', [null], 'null'],
  ['tojson', [{ at: date('2026-03-05'), rows: { $rows: [] } }], '{"at":"2026-03-05","rows":[]}'],
  ['toyaml', [{ a: [1, { b: 'yes', c: [] }], d: {} }], 'a:\n  - 1\n  - b: "yes"\n    c: []\nd: {}'],
  ['toyaml', ['x: y'], '"x: y"'],
  ['toyaml', [[[1, 2], [3]]], '- - 1\n  - 2\n- - 3'],
  [
    'csv',
    [
      [
        { a: 1, b: 'x,"y"' },
        { a: null, c: true },
      ],
    ],
    'a,b,c\n1,"x,""y""",\n,,true',
  ],
  ['csv', [{ a: 1 }], 'a\n1'],
  ['csv', [[1, 2]], 'value\n1\n2'],
  ['csv', [null], ''],
  [
    'csv',
    ['a, b\r\n1,"x,""y"""\r\n\r\n2,\r\n'],
    [
      { a: '1', b: 'x,"y"' },
      { a: '2', b: '' },
    ],
  ],
  ['csv', ['a,\n1,2,3'], [{ a: '1', column2: '2' }]],
  ['csv', ['a\n"x\ny'], [{ a: 'x\ny' }]],
  ['csv', [''], []],
  ['xml', [{ a: [1, 2], b: '<&>"' }], '<root><a>1</a><a>2</a><b>&lt;&amp;&gt;&quot;</b></root>'],
  ['xml', [{ 'not a name': null }], '<root><item></item></root>'],
])('%s(%j) is %j', (name, args, expected) => {
  expect(callFunction(name, ...args)).toEqual(expected);
});

it.each<[string, string, Value[]]>([
  ['VALUE_TYPE', 'json', ['{']],
  ['VALUE_TYPE', 'json', ['undefined']],
  ['VALUE_NAME', 'json', ['{"__proto__":{"polluted":1}}']],
  ['VALUE_NAME', 'json', ['{"a":{"constructor":1}}']],
  ['RUN_TOO_DEEP', 'json', ['['.repeat(100_000) + ']'.repeat(100_000)]],
  ['VALUE_TYPE', 'csv', [5]],
  ['VALUE_NAME', 'csv', ['__proto__\n1']],
  ['RUN_TOO_LARGE', 'csv', [','.repeat(1_000_001)]],
])('gives %s for %s', (code, name, args) => {
  expect(codeOf(() => callFunction(name, ...args))).toBe(code);
});

it('does not show the message of the engine', () => {
  expect(() => callFunction('json', '{"a"')).toThrow('JSON needs text in JSON form');
});

const names = fc.string({ minLength: 1 }).filter((name) => !/proto|constructor|^\$/.test(name));
const { data } = fc.letrec<{ data: Value }>((tie) => ({
  data: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string(),
    fc.array(tie('data'), { maxLength: 4 }),
    fc.dictionary(names, tie('data'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

it('reads JSON back as it was printed', () => {
  fc.assert(
    fc.property(data, (value) => {
      expect(callFunction('json', callFunction('tojson', value))).toEqual(value);
    }),
  );
});

it('prints YAML that others read as the same value', () => {
  fc.assert(
    fc.property(data, (value) => {
      expect(parse(callFunction('toyaml', value) as string)).toEqual(value);
    }),
  );
});

it('reads CSV back as it was printed', () => {
  const cell = fc.string();
  const row = fc.record({ a: cell, b: cell, c: fc.string({ minLength: 1 }) });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), (rows) => {
      expect(callFunction('csv', callFunction('csv', rows))).toEqual(rows);
    }),
  );
});
