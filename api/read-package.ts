import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { canonicalJson } from '../plan/canonical';
import { AppError } from '../plan/errors';
import { hasCode } from './has-code';

/** Limits of a package folder. */
export const PACKAGE_LIMITS = { files: 5_000, bytes: 20 * 1_048_576, depth: 12 } as const;
const SUFFIX = '.gbai';
/** Packages may lie in folders by category. */
const DEEPEST_CATEGORY = 3;
/** What a package is made of as text; documents and pictures are only counted. */
const TEXT_FILE = /\.(bas|csv|json|txt|md|gbdialog|vbs|tsv|ya?ml)$/i;

/** A text of a package; the path is relative to the package, with slashes. */
export interface PackageFile {
  readonly path: string;
  readonly text: string;
}

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

/** Reads the texts of a package, in order of their paths. Links, and more than the limits, are refused. */
export async function readPackageFiles(folder: PackageFolder): Promise<readonly PackageFile[]> {
  const reader: Reader = { folder, files: [], bytes: 0, count: 0 };
  await readFolder(reader, '', 0);
  return reader.files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The hash that stands for exactly these files. */
export function hashFiles(files: readonly PackageFile[]): string {
  return createHash('sha256').update(canonicalJson(files)).digest('hex');
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
  bytes: number;
  count: number;
}

async function readFolder(reader: Reader, path: string, depth: number): Promise<void> {
  if (depth > PACKAGE_LIMITS.depth) throw refuse(reader, `${path} is nested too deeply`);
  for (const entry of await listFolder(join(reader.folder.path, path))) {
    const inner = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isSymbolicLink()) throw refuse(reader, `${inner} is a link`);
    if (entry.isDirectory()) await readFolder(reader, inner, depth + 1);
    else if (entry.isFile()) await readOne(reader, inner);
    else throw refuse(reader, `${inner} is neither a file nor a folder`);
  }
}

async function readOne(reader: Reader, path: string): Promise<void> {
  const full = join(reader.folder.path, path);
  reader.count += 1;
  if (reader.count > PACKAGE_LIMITS.files) {
    throw refuse(reader, `it has more than ${PACKAGE_LIMITS.files} files`);
  }
  if (!TEXT_FILE.test(path)) return;
  const { size } = await lstat(full);
  reader.bytes += size;
  if (reader.bytes > PACKAGE_LIMITS.bytes) {
    throw refuse(reader, `its texts have more than ${PACKAGE_LIMITS.bytes} bytes`);
  }
  reader.files.push({ path, text: decode(await readFile(full)) });
}

/** Old packages are not always UTF-8; then each byte is a character, as their editors wrote them. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

async function listFolder(path: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

function refuse({ folder }: Reader, reason: string): AppError {
  return new AppError('PACKAGE_INVALID', { package: folder.name, reason });
}
