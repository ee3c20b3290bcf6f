import { decodeText } from '../../packages/decode-text';
import { loadPackage, type LoadedPackage } from './load-package';

const MAIN = ['shop.gbdialog/start.bas', 'TALK "hello"'] as const;

function load(path: string, text: string): LoadedPackage {
  const files = [MAIN, [path, text] as const].map(([at, content]) => ({ path: at, text: content }));
  return loadPackage('shop', { files, documents: [] });
}

const problemsOf = ({ problems }: LoadedPackage): readonly string[] =>
  problems.map(({ code, severity, path, line }) => `${path}:${line ?? ''} ${severity} ${code}`);

/** What stands in a file and what is told of it. */
type Case = readonly [name: string, text: string, ...told: string[]];

const CONFIG = 'shop.gbot/config.csv';
const CONFIGS: readonly Case[] = [
  ['no header', 'param-a,1'],
  ['a value with commas', 'name,value\nparam-a,1,2,3'],
  ['a formula', "name,value\nparam-a,=cmd|' /C calc'!A0"],
  ['a key twice', 'name,value\nparam-a,1\nparam-a,2'],
  ['__proto__', 'name,value\nparam-__proto__,1', `${CONFIG}:2 warning PACKAGE_CONFIG`],
  ['constructor', 'name,value\nparam-constructor,1', `${CONFIG}:2 warning PACKAGE_CONFIG`],
  ['a line without a value', 'name,value\njust words', `${CONFIG}:2 warning PACKAGE_CONFIG`],
  ['NUL', 'name,value\nparam-a,\0', `${CONFIG}:2 warning PACKAGE_CONFIG`],
  ['a line of ten million', `name,value\nparam-a,${'x'.repeat(10_000_000)}`],
  ['a word for a time', 'name,value\ntimeout,abc'],
  ['a script for an address', 'name,value\napproval-base-url,javascript:alert(1)'],
  ['the end of a style', 'name,value\ntheme-color1,</style><script>'],
];

const TABLE = 'shop.gbdata/orders.csv';
const TABLES: readonly Case[] = [
  ['a formula', 'id,city\n1,=HYPERLINK(1)'],
  ['NUL', 'id,city\n1,a\0b', `${TABLE}: error PACKAGE_CSV`],
  ['lines of other lengths', 'id,city\n1\n2,b,c', `${TABLE}: error PACKAGE_CSV`],
  ['an open quote', 'id,city\n1,"a', `${TABLE}: error PACKAGE_CSV`],
  ['__proto__ as a column', 'id,__proto__\n1,a', `${TABLE}: error PACKAGE_CSV`],
];

const SCRIPT = 'shop.gbdialog/a.bas';
const SCRIPTS: readonly Case[] = [
  ['NUL', 'TALK "a\0"', `${SCRIPT}:1 error PACKAGE_TEXT`],
  ['a table that is dropped', 'TABLE orders\nid number\nDROP TABLE x\nEND TABLE'],
  ['a table that is called like one of ours', 'SAVE "runs", { id: 1 }'],
  ['a bot that nobody has', 'BOT "nobody" "x"', `${SCRIPT}:1 warning PACKAGE_BOT`],
  ['a call of itself', 'CALL "a.bas"'],
];

describe.each([
  ['configuration', CONFIG, CONFIGS],
  ['table', TABLE, TABLES],
  ['script', SCRIPT, SCRIPTS],
])('a %s of a package with', (_, path, cases) => {
  it.each(cases)('%s', (_name, text, ...told) => {
    expect(problemsOf(load(path, text))).toEqual(told);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

it('takes what is written as it is, and the last line of a key', () => {
  const parameters = (text: string): unknown => load(CONFIG, text).config.parameters;
  expect(parameters('param-a,1,2,3')).toEqual({ a: '1,2,3' });
  expect(parameters("param-a,=cmd|' /C calc'!A0")).toEqual({ a: "=cmd|' /C calc'!A0" });
  expect(parameters('param-a,1\nparam-a,2')).toEqual({ a: 2 });
});

it('never runs what npm would', () => {
  const loaded = load('package.json', '{"scripts":{"postinstall":"rm -rf /"}}');
  expect(problemsOf(loaded)).toEqual([]);
});

describe('a file in the encoding of an old editor', () => {
  const text = 'TALK "café"';
  it.each<[string, Uint8Array, string]>([
    ['UTF-8', Buffer.from(text), text],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`), text],
    ['UTF-16 that begins with the low byte', Buffer.from(`\ufeff${text}`, 'utf16le'), text],
    [
      'UTF-16 that begins with the high byte',
      Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
      text,
    ],
    ['Latin-1', Buffer.from(text, 'latin1'), text],
    ['Windows-1252', Buffer.from([0x93, 0x61, 0x94, 0x80]), '“a”€'],
    ['bytes that are no UTF-8', Buffer.from([0x61, 0xc3, 0x28]), 'aÃ('],
    ['nothing', Buffer.alloc(0), ''],
    ['the mark alone', Buffer.from('\ufeff'), ''],
  ])('%s is read', (_, bytes, expected) => {
    expect(decodeText(bytes)).toBe(expected);
  });

  it('UTF-16 without its mark is told', () => {
    const loaded = load(SCRIPT, decodeText(Buffer.from(text, 'utf16le')));
    expect(problemsOf(loaded)).toEqual([`${SCRIPT}:1 error PACKAGE_TEXT`]);
    const script = loaded.scripts.find(({ path }) => path === SCRIPT);
    expect(script?.compiled.diagnostics).toMatchObject([{ code: 'BASIC_ENCODING' }]);
  });
});

it('tells which name was probably meant', () => {
  const files = [
    { path: 'shop.bas', text: 'BOT "chekcer" "x"\nCALL "pirce.bas"' },
    { path: 'bots/Checker.bas', text: 'RETURN 1' },
    { path: 'price.bas', text: 'RETURN 1' },
  ];
  const messages = loadPackage('shop', { files, documents: [] }).problems.map(
    ({ message }) => message,
  );
  expect(messages).toEqual([
    expect.stringContaining('Did you mean "Checker"?'),
    expect.stringContaining('Did you mean "price"?'),
  ]);
});
