import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PACKAGE_LIMITS } from './limits';
import { findPackageFolders, hashContent, readPackageFolder } from './read-folder';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'everstep-folder-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const folder = (name: string): { name: string; path: string } => ({
  name,
  path: join(root, `${name}.gbai`),
});

it('finds packages by name, also in categories, but not hidden ones', async () => {
  write('b.gbai/b.bas', '');
  write('sales/crm/a.gbai/a.bas', '');
  write('.git/c.gbai/c.bas', '');
  write('d.gbai', 'a file');
  const found = await findPackageFolders(root);
  expect(found.map(({ name }) => name)).toEqual(['a', 'b']);
});

it('finds nothing where there is no folder', async () => {
  expect(await findPackageFolders(join(root, 'nothing'))).toEqual([]);
});

it('reads texts in order of their paths and leaves documents alone', async () => {
  write('p.gbai/p.gbdialog/z.bas', 'TALK "z"');
  write('p.gbai/a.bas', 'TALK "a"');
  write('p.gbai/p.gbkb/manual.pdf', Buffer.from([0xff, 0x00]));
  const { files, documents } = await readPackageFolder(folder('p'));
  expect(documents).toEqual([{ path: 'p.gbkb/manual.pdf', size: 2 }]);
  expect(files.map(({ path }) => path)).toEqual(['a.bas', 'p.gbdialog/z.bas']);
});

it('reads a text that is not UTF-8 as its old editor wrote it', async () => {
  write('p.gbai/a.bas', Buffer.from('TALK "ol\u00e1"', 'latin1'));
  expect((await readPackageFolder(folder('p'))).files[0]?.text).toBe('TALK "olá"');
});

it('gives the same files the same hash, and others another', async () => {
  write('p.gbai/a.bas', 'x');
  const first = hashContent(await readPackageFolder(folder('p')));
  expect(hashContent(await readPackageFolder(folder('p')))).toBe(first);
  write('p.gbai/a.bas', 'y');
  expect(hashContent(await readPackageFolder(folder('p')))).not.toBe(first);
});

it.each<[string, () => void]>([
  [
    'a link to a file',
    () => {
      symlinkSync('/etc/passwd', join(root, 'p.gbai/link.bas'));
    },
  ],
  [
    'a link to a folder',
    () => {
      symlinkSync('/etc', join(root, 'p.gbai/etc'));
    },
  ],
  [
    'more bytes than allowed',
    () => {
      for (let count = 0; count < 3; count += 1) {
        write(`p.gbai/${count}.csv`, Buffer.alloc(PACKAGE_LIMITS.textBytes / 2, 0x61));
      }
    },
  ],
  [
    'more files than allowed',
    () => {
      for (let count = 0; count <= PACKAGE_LIMITS.entries; count += 1)
        write(`p.gbai/${count}.x`, '');
    },
  ],
  [
    'folders in folders',
    () => {
      write(`p.gbai/${'d/'.repeat(PACKAGE_LIMITS.depth + 1)}a.bas`, '');
    },
  ],
])('refuses %s', async (_name, make) => {
  write('p.gbai/p.bas', '');
  make();
  await expect(readPackageFolder(folder('p'))).rejects.toMatchObject({ code: 'PACKAGE_INVALID' });
});
