import { canonicalJson } from './canonical';

describe('canonical JSON', () => {
  it('orders keys by UTF-16 units and writes no blanks', () => {
    expect(canonicalJson({ b: [1, { d: null, c: true }], a: 'x', '\u20ac': 1, '\r': 2 })).toBe(
      '{"\\r":2,"a":"x","b":[1,{"c":true,"d":null}],"€":1}',
    );
  });

  it('writes numbers as ECMAScript does', () => {
    expect(canonicalJson([333333333.33333329, 1e30, 4.5, 2e-3, -0, 1e-27])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,0,1e-27]',
    );
  });

  it('leaves out what is undefined and refuses what JSON does not have', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
    expect(() => canonicalJson(NaN)).toThrow(TypeError);
    expect(() => canonicalJson([() => 1])).toThrow(TypeError);
  });
});
