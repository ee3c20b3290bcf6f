import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { packageName } from '../dsl/package/load-package';
import type { PackageContent, PackageDocument, PackageFile } from '../dsl/package/package-file';
import { decodeText, isTextFile } from '../packages/decode-text';
import { isIgnored } from '../packages/entry-name';
import { PACKAGE_LIMITS } from '../packages/limits';
import { readArchive } from '../packages/read-archive';
import { splitPackages } from '../packages/split-packages';
import { AppError } from '../plan/errors';
import { NotFound } from './exit-codes';

/** A text that was found on disk. */
export interface FoundFile {
  /** As a person would write it: the path that was asked for, and what is below it. */
  readonly path: string;
  readonly text: string;
}

/** A package with all that lies in it; its paths begin inside the package. */
export interface FoundPackage {
  readonly name: string;
  /** As a person calls the folder; inside of an archive it cannot be opened. */
  readonly folder: string;
  readonly kind: 'folder' | 'archive';
  readonly content: PackageContent;
}

/** Something that cannot be read at all. */
export interface UnreadSource {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** What lies at a path: packages, and BASIC files outside of any package. */
export interface FoundSources {
  readonly packages: readonly FoundPackage[];
  readonly files: readonly FoundFile[];
  readonly unread: readonly UnreadSource[];
}

const PACKAGE_PART = /\.gb(dialog|ot|kb|data|drive)$/i;
const deepest = 20;

/** Reads a file, a package as folder or zip archive, or everything below a folder. Links, hidden folders and node_modules are passed by. */
export async function readSources(cwd: string, path: string): Promise<FoundSources> {
  const at = resolve(cwd, path);
  const entry = await stat(at).catch(() => undefined);
  if (entry === undefined) throw new NotFound(`there is no file or folder ${path}`);
  const found: Collected = { packages: [], files: [], unread: [] };
  if (entry.isDirectory()) await collect({ at, path: path.replace(/\/+$/, '') || '/' }, found, 0);
  else if (isArchive(path)) await collectArchive({ at, path }, found);
  else await addText({ at, path }, found.files, found);
  return found;
}

/** A folder as the system and as a person calls it. */
interface Folder {
  readonly at: string;
  readonly path: string;
}

interface Collected {
  readonly packages: FoundPackage[];
  readonly files: FoundFile[];
  readonly unread: UnreadSource[];
}

async function collect(folder: Folder, found: Collected, depth: number): Promise<void> {
  const entries = await listEntries(folder.at, depth);
  if (isPackage(folder.at, entries)) {
    const content: Content = { root: folder.path, files: [], documents: [], unread: found.unread };
    await readPackage({ at: folder.at, path: '' }, content, depth);
    const name = packageName(folder.at);
    found.packages.push({ name, folder: folder.path, kind: 'folder', content });
    return;
  }
  for (const entry of entries) {
    const inner = { at: join(folder.at, entry.name), path: join(folder.path, entry.name) };
    if (entry.isDirectory()) await collect(inner, found, depth + 1);
    else if (isArchive(entry.name)) await collectArchive(inner, found);
    else if (isBasic(entry.name)) await addText(inner, found.files, found);
  }
}

/** The packages of a zip archive; one that cannot be read is told, not thrown. */
async function collectArchive({ at, path }: Folder, found: Collected): Promise<void> {
  try {
    const { size } = await stat(at);
    const limit = PACKAGE_LIMITS.archiveBytes;
    if (size > limit) {
      throw new AppError('PACKAGE_LIMIT', { what: 'bytes in the archive', limit, found: size });
    }
    for (const { name, folder, content } of splitPackages(await readArchive(await readFile(at)))) {
      found.packages.push({
        name: name ?? basename(path).replace(/\.zip$/i, ''),
        folder: folder === '' ? path : `${path}/${folder}`,
        kind: 'archive',
        content,
      });
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    found.unread.push({ path, code: error.code, message: error.message });
  }
}

interface Content {
  /** The folder of the package as a person calls it. */
  readonly root: string;
  readonly unread: UnreadSource[];
  readonly files: PackageFile[];
  readonly documents: PackageDocument[];
}

async function readPackage(folder: Folder, content: Content, depth: number): Promise<void> {
  for (const entry of await listEntries(folder.at, depth)) {
    const inner = { at: join(folder.at, entry.name), path: join(folder.path, entry.name) };
    if (entry.isDirectory()) await readPackage(inner, content, depth + 1);
    else if (isTextFile(inner.path)) await addText(inner, content.files, content);
    else content.documents.push({ path: inner.path, size: (await stat(inner.at)).size });
  }
}

async function listEntries(at: string, depth: number): Promise<readonly Dirent[]> {
  if (depth > deepest) return [];
  const entries = await readdir(at, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .filter(({ name }) => !isIgnored(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Reads a text; one that is too large is told, not read. */
async function addText(
  { at, path }: Folder,
  files: FoundFile[],
  { root, unread }: { readonly root?: string; readonly unread: UnreadSource[] },
): Promise<void> {
  const { size } = await stat(at);
  const limit = PACKAGE_LIMITS.textBytes;
  if (size <= limit) files.push({ path, text: decodeText(await readFile(at)) });
  else {
    const { code, message } = new AppError('PACKAGE_LIMIT', {
      what: 'bytes of texts',
      limit,
      found: size,
    });
    unread.push({ path: root === undefined ? path : join(root, path), code, message });
  }
}

/** True for the folder of a package: by its name, or by a folder in it that only packages have. */
function isPackage(at: string, entries: readonly Dirent[]): boolean {
  return (
    basename(at).toLowerCase().endsWith('.gbai') ||
    entries.some((entry) => entry.isDirectory() && PACKAGE_PART.test(entry.name))
  );
}

/** True for a file of BASIC. */
export function isBasic(name: string): boolean {
  return /\.bas$/i.test(name);
}

/** A package may be packed as `shop.zip`, or as a file `shop.gbai`. */
function isArchive(name: string): boolean {
  return /\.(zip|gbai)$/i.test(name);
}
