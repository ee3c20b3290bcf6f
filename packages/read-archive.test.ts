import { AppError } from '../plan/errors';
import { PACKAGE_LIMITS } from './limits';
import { readArchive } from './read-archive';
import { buildZip, zipTexts, type TestArchive, type TestEntry } from './test-zip';

const good: TestEntry = { name: 'shop.gbai/shop.bas', content: 'TALK "hello"' };
const named = (name: string | Buffer): readonly TestEntry[] => [good, { name, content: 'x' }];
const lying = (lies: NonNullable<TestEntry['lies']>): readonly TestEntry[] => [
  good,
  { name: 'x.bas', content: 'TALK "x"', lies },
];

async function refusal(bytes: Buffer): Promise<AppError> {
  const found: unknown = await readArchive(bytes).then(
    () => new Error('it was taken'),
    (error: unknown) => error,
  );
  if (!(found instanceof AppError)) throw found;
  return found;
}

it('reads texts and lists documents', async () => {
  const { files, documents } = await readArchive(
    buildZip([
      { name: 'shop.gbai/', mode: 0o040_755 },
      { ...good, mode: 0o100_644 },
      { name: 'shop.gbai/a.gbot/config.csv', content: 'name,value', method: 0 },
      { name: 'shop.gbai/a.gbkb/faq/price.csv', content: 'a,b' },
      { name: 'shop.gbai/a.gbkb/faq/price.pdf', content: '%PDF' },
      { name: 'shop.gbai/a.gbdrive/old.zip', content: 'not looked at' },
    ]),
  );
  expect(files).toEqual([
    { path: 'shop.gbai/shop.bas', text: 'TALK "hello"' },
    { path: 'shop.gbai/a.gbot/config.csv', text: 'name,value' },
    { path: 'shop.gbai/a.gbkb/faq/price.csv', text: 'a,b' },
  ]);
  expect(documents).toEqual([
    { path: 'shop.gbai/a.gbkb/faq/price.pdf', size: 4 },
    { path: 'shop.gbai/a.gbdrive/old.zip', size: 13 },
  ]);
});

it('leaves out what systems leave behind, but not folders called by their ending', async () => {
  const { files } = await readArchive(
    zipTexts({
      '__MACOSX/._shop.bas': 'x',
      '.git/hooks/post-checkout.bas': 'x',
      'a/.hidden.bas': 'x',
      'node_modules/x.bas': 'x',
      '.gbdialog/start.bas': 'TALK "hi"',
    }),
  );
  expect(files.map(({ path }) => path)).toEqual(['.gbdialog/start.bas']);
});

it('reads old texts as their editors wrote them', async () => {
  const { files } = await readArchive(
    buildZip([
      { name: 'latin.bas', content: Buffer.from('TALK "ol\u00e1"', 'latin1') },
      { name: 'config.csv', content: Buffer.from('\ufeffname,value', 'utf16le') },
    ]),
  );
  expect(files.map(({ text }) => text)).toEqual(['TALK "olá"', 'name,value']);
});

it('takes a comment of any length', async () => {
  const bytes = buildZip([good], { comment: Buffer.alloc(65_535, 0x61) });
  expect((await readArchive(bytes)).files).toHaveLength(1);
});

describe('names', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['a way up', '../evil.bas', /leaves its folder/],
    ['a way up inside', 'a/../../b.bas', /leaves its folder/],
    ['a dot', './a.bas', /leaves its folder/],
    ['an absolute path', '/etc/x', /absolute/],
    ['a drive letter', 'C:/x', /colon/],
    ['a second stream', 'a.bas:x', /colon/],
    ['a backslash', '..\\x', /backslash/],
    ['NUL', 'a\0.bas', /control character/],
    ['a line break', 'a\nb.bas', /control character/],
    ['writing from right to left', 'a\u202esab.x', /direction/],
    ['no name', '', /no name/],
    ['an empty folder name', 'a//b.bas', /empty part/],
    ['a name that is too long', 'a'.repeat(PACKAGE_LIMITS.pathLength + 1), /limit is 200/],
    ['folders that are too deep', `${'d/'.repeat(PACKAGE_LIMITS.depth)}a.bas`, /limit is 12/],
    ['a device', 'x/CON.bas', /device/],
    ['another device', 'lpt1', /device/],
    ['a dot at the end', 'a.bas.', /blank or a dot/],
    ['a blank at the end', 'a /b.bas', /blank or a dot/],
    ['bytes that are not UTF-8', Buffer.from([0x61, 0xff, 0x2e]), /UTF-8/],
    ['the same name again', 'shop.gbai/shop.bas', /twice/],
    ['the same name in other case', 'Shop.gbai/SHOP.BAS', /twice/],
    ['a file where a folder is', 'shop.gbai', /file and a folder/],
    ['a folder where a file is', 'shop.gbai/shop.bas/x.bas', /file and a folder/],
  ])('refuses %s', async (_what, name, reason) => {
    const error = await refusal(buildZip(named(name)));
    expect(error.code).toBe('PACKAGE_PATH');
    expect(error.message).toMatch(reason);
  });

  it('refuses two spellings of one accent', async () => {
    const entries = [{ name: 'ol\u00e1.bas' }, { name: 'ola\u0301.bas' }];
    expect(await refusal(buildZip(entries))).toMatchObject({ code: 'PACKAGE_PATH' });
  });

  it.each([
    ['a link', 0o120_777],
    ['a device', 0o020_666],
    ['a socket', 0o140_666],
  ])('refuses %s', async (_what, mode) => {
    const entries = [good, { name: 'link.bas', content: '/etc/passwd', mode }];
    const error = await refusal(buildZip(entries));
    expect(error.message).toBe(
      'The package has the entry "link.bas", which is a link or a device.',
    );
  });

  it('shows no control characters in a message', async () => {
    expect((await refusal(buildZip(named('\u001b[2J.bas')))).message).toContain('"�[2J.bas"');
  });
});

describe('the archive', () => {
  const zeros = Buffer.alloc(PACKAGE_LIMITS.ratioFrom * 4);
  /** Packs to about a hundredth of its size. */
  const sparse = Buffer.alloc(5_000_000, 0x61);
  for (let at = 0, chance = 1; at < sparse.length; at += 120) {
    chance = (chance * 48_271) % 2_147_483_647;
    sparse.writeUInt8(chance & 0x7f, at);
  }

  it.each<[string, readonly TestEntry[], TestArchive, RegExp]>([
    ['encryption', [{ ...good, flags: 0x801 }], {}, /encrypted/],
    ['another method', [{ ...good, method: 12 }], {}, /method 12/],
    ['a wrong checksum', lying({ crc: 1 }), {}, /damaged/],
    ['a size that is too small', lying({ size: 1 }), {}, /another size/],
    ['a size that is too large', lying({ size: 900 }), {}, /another size/],
    ['two names of one entry', lying({ localName: 'y.bas' }), {}, /two names/],
    ['two sizes of one entry', lying({ localSize: 7 }), {}, /contradict/],
    ['data that reaches too far', lying({ packedSize: 5_000 }), {}, /bounds/],
    [
      'entries that share data',
      [good, { ...good, name: 'b.bas', lies: { offset: 0 } }],
      {},
      /two names/,
    ],
    [
      'an entry inside another',
      [
        { name: 'a.csv', method: 0, content: buildZip([{ name: 'b.bas', content: 'x' }]) },
        { name: 'b.bas', content: 'x', lies: { offset: 35 } },
      ],
      {},
      /overlaps/,
    ],
    ['several disks', [good], { disk: 1 }, /multi-disk/],
    ['something before it', [good], { before: Buffer.from('#!/bin/sh\n') }, /begin as a zip/],
    ['an archive inside', named('lib.zip'), {}, /inside the archive/],
    ['a folder with data', [{ name: 'a/', content: 'x' }], {}, /folder with data/],
  ])('refuses %s', async (_what, entries, archive, reason) => {
    const error = await refusal(buildZip(entries, archive));
    expect(error.code).toBe('PACKAGE_ARCHIVE');
    expect(error.message).toMatch(reason);
  });

  it.each<[string, () => Buffer, RegExp]>([
    ['too many entries', () => buildZip([good], { zip64Entries: 100_001 }), /5000 files.*100001/],
    [
      'too many entries, honestly',
      () => buildZip(Array.from({ length: 5_001 }, (_, n) => ({ name: `${n}.x` }))),
      /5000 files/,
    ],
    ['a bomb', () => buildZip([{ name: 'x.txt', content: zeros }]), /200 times the packed size/],
    [
      'too much in all',
      () => buildZip(Array.from({ length: 21 }, (_, n) => ({ name: `${n}.pdf`, content: sparse }))),
      /104857600 bytes unpacked; this one has 105000000/,
    ],
    [
      'too much text',
      () => buildZip(Array.from({ length: 5 }, (_, n) => ({ name: `${n}.csv`, content: sparse }))),
      /bytes of texts/,
    ],
    [
      'more bytes than an archive may have',
      () => Buffer.alloc(PACKAGE_LIMITS.archiveBytes + 1),
      /bytes in the archive/,
    ],
  ])('refuses %s and tells the limit', async (_what, build, reason) => {
    expect((await refusal(build())).message).toMatch(reason);
  });

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('PK, but not a zip')],
    ['half an archive', buildZip([good]).subarray(0, 60)],
    ['an archive without its end', buildZip([good]).subarray(0, -10)],
    ['an archive with something behind it', Buffer.concat([buildZip([good]), Buffer.from('x')])],
    ['an archive without entries', buildZip([])],
  ])('refuses %s', async (_what, bytes) => {
    expect(await refusal(bytes)).toMatchObject({ code: 'PACKAGE_ARCHIVE' });
  });

  it('takes no harm from any change of any byte', async () => {
    const bytes = buildZip([good, { name: 'a.csv', content: 'a,b\n1,2', method: 0 }]);
    for (let at = 0; at < bytes.length; at += 1) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(bytes.readUInt8(at) ^ flip, at);
        const found: unknown = await readArchive(changed).catch((error: unknown) => error);
        const isFine = found instanceof AppError || !(found instanceof Error);
        if (!isFine) throw found;
      }
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
