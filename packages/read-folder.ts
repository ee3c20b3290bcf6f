import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PackageContent, PackageDocument, PackageFile } from '../dsl/package/package-file';
import { canonicalJson } from '../plan/canonical';
import { AppError } from '../plan/errors';
import { decodeText, isTextFile } from './decode-text';
import { isIgnored } from './entry-name';
import { PACKAGE_LIMITS } from './limits';

const SUFFIX = '.gbai';
/** Packages may lie in folders by category. */
const DEEPEST_CATEGORY = 3;

/** A package folder as it was found on disk. */
export interface PackageFolder {
  /** Without `.gbai`. */
  readonly name: string;
  readonly path: string;
}

/** The packages below a folder, by name. A package hides another one of its name that comes later. */
export async function findPackageFolders(root: string): Promise<readonly PackageFolder[]> {
  const found: PackageFolder[] = [];
  await collectFolders(root, 0, found);
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Reads a package, in order of its paths. Links, and more than the limits, are refused. */
export async function readPackageFolder(folder: PackageFolder): Promise<PackageContent> {
  const reader: Reader = { folder, files: [], documents: [], bytes: 0, count: 0 };
  await readFolder(reader, '', 0);
  return { files: byPath(reader.files), documents: byPath(reader.documents) };
}

/** The hash that stands for exactly these files. */
export function hashContent({ files, documents }: PackageContent): string {
  const plain = { files: byPath(files), documents: byPath(documents) };
  return createHash('sha256').update(canonicalJson(plain)).digest('hex');
}

function byPath<T extends { readonly path: string }>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function collectFolders(path: string, depth: number, found: PackageFolder[]): Promise<void> {
  for (const entry of await listFolder(path)) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    const inner = join(path, entry.name);
    if (entry.name.toLowerCase().endsWith(SUFFIX)) {
      const name = basename(entry.name).slice(0, -SUFFIX.length);
      if (found.every((other) => other.name !== name)) found.push({ name, path: inner });
    } else if (depth < DEEPEST_CATEGORY) await collectFolders(inner, depth + 1, found);
  }
}

interface Reader {
  readonly folder: PackageFolder;
  readonly files: PackageFile[];
  readonly documents: PackageDocument[];
  bytes: number;
  count: number;
}

async function readFolder(reader: Reader, path: string, depth: number): Promise<void> {
  if (depth > PACKAGE_LIMITS.depth) throw refuse(reader, `${path} is nested too deeply`);
  for (const entry of await listFolder(join(reader.folder.path, path))) {
    const inner = path === '' ? entry.name : `${path}/${entry.name}`;
    if (isIgnored(entry.name)) continue;
    if (entry.isSymbolicLink()) throw refuse(reader, `${inner} is a link`);
    if (entry.isDirectory()) await readFolder(reader, inner, depth + 1);
    else if (entry.isFile()) await readOne(reader, inner);
    else throw refuse(reader, `${inner} is neither a file nor a folder`);
  }
}

async function readOne(reader: Reader, path: string): Promise<void> {
  const full = join(reader.folder.path, path);
  reader.count += 1;
  if (reader.count > PACKAGE_LIMITS.entries) {
    throw refuse(reader, `it has more than ${PACKAGE_LIMITS.entries} files`);
  }
  const { size } = await lstat(full);
  if (!isTextFile(path)) {
    reader.documents.push({ path, size });
    return;
  }
  reader.bytes += size;
  if (reader.bytes > PACKAGE_LIMITS.textBytes) {
    throw refuse(reader, `its texts have more than ${PACKAGE_LIMITS.textBytes} bytes`);
  }
  reader.files.push({ path, text: decodeText(await readFile(full)) });
}

async function listFolder(path: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function refuse({ folder }: Reader, reason: string): AppError {
  return new AppError('PACKAGE_INVALID', { package: folder.name, reason });
}
