import { compile } from '../dsl/compile';
import type { Variables } from '../plan/value';
import { readTold, runExample } from './docs/run-example';

/** Names that mean something to JavaScript. */
const NAMES = [
  '__proto__', 'prototype', 'constructor', 'toString', 'valueOf', 'toLocaleString', 'hasOwnProperty',
  'isPrototypeOf', 'propertyIsEnumerable', '__defineGetter__', '__defineSetter__', '__lookupGetter__',
  '__lookupSetter__', 'then', 'toJSON', 'call', 'apply', 'bind', 'caller', 'callee', 'arguments', 'eval',
  'globalThis', 'process', 'require', '__PROTO__', 'Constructor',
]; // prettier-ignore

/** Places where a name or a text can stand. What it comes to is returned as text. */
const PLACES: readonly (readonly [string, (name: string) => string])[] = [
  ['a variable', (name) => `RETURN ${name}`],
  ['a variable that is set', (name) => `${name} = { polluted: 1 }`],
  ['a member', (name) => `x = {}\nRETURN x.${name}`],
  ['a member of a member', (name) => `x = [1]\nRETURN x.constructor_.${name}`],
  ['a member of a text', (name) => `x = "a"\nRETURN x.${name}`],
  ['a member that is set', (name) => `x = {}\nx.${name}.polluted = 1\nRETURN x`],
  ['an index', (name) => `x = {}\nRETURN x["${name}"]`],
  ['an index that is set', (name) => `x = {}\nx["${name}"] = 1\nRETURN x`],
  ['two indexes that are set', (name) => `x = {}\nx["${name}"]["polluted"] = 1\nRETURN x`],
  ['an index of a list', (name) => `x = [1]\nx["${name}"] = 1\nRETURN x`],
  ['a method', (name) => `x = {}\nRETURN x.${name}("polluted")`],
  ['a function', (name) => `RETURN ${name}("polluted")`],
  ['a key of an object', (name) => `x = { "${name}": { polluted: 1 } }\nRETURN x`],
  ['a key of JSON', (name) => `x = JSON("{""${name}"": {""polluted"": 1}}")\nRETURN x`],
  ['a key of the input', (name) => `RETURN data["${name}"]`],
  ['a field of a list', (name) => `RETURN SUM([{ a: 1 }], "${name}")`],
  ['a field to group by', (name) => `RETURN GROUP_BY([{ a: 1 }], "${name}")`],
  ['a field of a condition', (name) => `RETURN FILTER([{ a: 1 }], "${name} = 1")`],
  ['a field of a map', (name) => `RETURN MAP([{ a: 1 }], "a->${name}")`],
  ['a column of CSV', (name) => `RETURN CSV("${name}\n1")`],
  ['a chain in a text', (name) => `x = {}\nRETURN "\${x.${name}.constructor_}"`],
];

const CASES = PLACES.flatMap(([place, make]) =>
  NAMES.map((name) => [place, name, make(name)] as const),
);

async function run(text: string, name: string): Promise<unknown> {
  const compiled = compile({ file: 'gadget.bas', text });
  if (compiled.plan === undefined) return compiled.diagnostics.map(({ code }) => code);
  const data = JSON.parse(`{"data":{"${name}":{"polluted":1},"a":1}}`) as Variables;
  return await runExample(compiled, new Map(), { ...readTold(''), input: data });
}

/** All that everything in this process inherits. */
function inherited(): readonly string[] {
  return [Object.prototype, Array.prototype, String.prototype, Function.prototype].flatMap((root) =>
    Object.getOwnPropertyNames(root),
  );
}

describe('a name that means something to JavaScript', () => {
  const before = inherited();

  it('has many places to stand', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(200);
  });

  it.each(CASES)('as %s is nothing but a name: %s', async (_, name, text) => {
    const found = await run(text, name);
    // Functions and prototypes are no JSON; what comes out is.
    expect(JSON.parse(JSON.stringify(found ?? null))).toEqual(found ?? null);
    expect(JSON.stringify(found)).not.toMatch(/native code|\[Function/);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(inherited()).toEqual(before);
  });
});
