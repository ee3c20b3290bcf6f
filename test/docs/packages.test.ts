import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { callCli } from '../../cli/test-surroundings';
import { blocksOf, readPages, type Block } from './pages';

/** What a page shows as files: `basic file=shop.gbai/shop.bas`, and tests that are wrong on purpose. */
const BLOCKS = readPages().flatMap(blocksOf);
const shown = (word: string): readonly Block[] =>
  BLOCKS.filter(({ info }) => info.includes(` ${word}=`));
const FILES = shown('file');
const WRONG = [...shown('mistake'), ...shown('fails')];

const pathOf = ({ info }: Block): string => info.slice(info.indexOf('=') + 1);
const packageOf = (block: Block): string => pathOf(block).split('/')[0] ?? '';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'everstep-docs-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a package as its page shows it, and runs its tests. */
async function testPackage(
  page: string,
  name: string,
  instead: readonly Block[] = [],
): Promise<{ readonly code: number; readonly stdout: string }> {
  const files = FILES.filter((block) => block.page === page && packageOf(block) === name);
  for (const block of [...files, ...instead]) {
    const path = join(folder, pathOf(block));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${block.text}\n`);
  }
  return callCli(['test', name], {}, folder);
}

const packages = [...new Set(FILES.map((block) => `${block.page} ${packageOf(block)}`))];

it('there are packages and wrong tests on the pages', () => {
  expect(packages.length).toBeGreaterThan(2);
  expect(WRONG.length).toBeGreaterThan(1);
});

it.each(packages)('the tests of %s pass', async (key) => {
  const [page = '', name = ''] = key.split(' ');
  const { code, stdout } = await testPackage(page, name);
  expect(stdout).toMatch(/\n\d+ tests?: \d+ passed\.\n$/);
  expect(code).toBe(0);
});

it.each(WRONG.map((block) => [block.place, block] as const))(
  'the wrong test at %s says what the page shows',
  async (_place, block) => {
    const output = BLOCKS[BLOCKS.indexOf(block) + 1];
    const { code, stdout } = await testPackage(block.page, packageOf(block), [block]);
    expect(stdout.trimEnd()).toBe(output?.text);
    expect(code).toBe(1);
  },
);
