import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { NotFound, UsageError } from './exit-codes';

/** A text that was found on disk. */
export interface FoundFile {
  /** As a person would write it: the path that was asked for, and what is below it. */
  readonly path: string;
  readonly text: string;
}

/** A `.gbai` folder with all its texts; their paths begin inside the package. */
export interface FoundPackage {
  readonly folder: string;
  readonly files: readonly FoundFile[];
}

/** What lies at a path: packages, and BASIC files outside of any package. */
export interface FoundSources {
  readonly packages: readonly FoundPackage[];
  readonly files: readonly FoundFile[];
}

const largestFile = 20 * 1_048_576;
const deepest = 20;

/** Reads a file, a package, or everything below a folder. Links, hidden folders and node_modules are passed by. */
export async function readSources(cwd: string, path: string): Promise<FoundSources> {
  const at = resolve(cwd, path);
  const entry = await stat(at).catch(() => undefined);
  if (entry === undefined) throw new NotFound(`there is no file or folder ${path}`);
  if (!entry.isDirectory()) return { packages: [], files: [await readText(at, path)] };
  const found = { packages: [] as FoundPackage[], files: [] as FoundFile[] };
  await collect({ at, path: path.replace(/\/+$/, '') || '/' }, found, 0);
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
}

async function collect(folder: Folder, found: Collected, depth: number): Promise<void> {
  if (isPackage(folder.at)) {
    const files = await readPackage({ at: folder.at, path: '' }, depth);
    found.packages.push({ folder: folder.path, files });
    return;
  }
  for (const entry of await listEntries(folder.at, depth)) {
    const inner = { at: join(folder.at, entry.name), path: join(folder.path, entry.name) };
    if (entry.isDirectory()) await collect(inner, found, depth + 1);
    else if (isBasic(entry.name)) found.files.push(await readText(inner.at, inner.path));
  }
}

async function readPackage(folder: Folder, depth: number): Promise<readonly FoundFile[]> {
  const files: FoundFile[] = [];
  for (const entry of await listEntries(folder.at, depth)) {
    const inner = { at: join(folder.at, entry.name), path: join(folder.path, entry.name) };
    if (entry.isDirectory()) files.push(...(await readPackage(inner, depth + 1)));
    else if (isText(entry.name)) files.push(await readText(inner.at, inner.path));
  }
  return files;
}

async function listEntries(at: string, depth: number): Promise<readonly Dirent[]> {
  if (depth > deepest) return [];
  const entries = await readdir(at, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Old files are not always UTF-8; then each byte is a character, as their editors wrote them. */
async function readText(at: string, path: string): Promise<FoundFile> {
  const { size } = await stat(at);
  if (size > largestFile) throw new UsageError(`${path} has more than ${largestFile} bytes`);
  const bytes = await readFile(at);
  try {
    return { path, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { path, text: new TextDecoder('windows-1252').decode(bytes) };
  }
}

/** True for the folder of a package. */
function isPackage(at: string): boolean {
  return basename(at).toLowerCase().endsWith('.gbai');
}

/** True for a file of BASIC. */
export function isBasic(name: string): boolean {
  return /\.bas$/i.test(name);
}

function isText(name: string): boolean {
  return isBasic(name) || /\.(csv|gbdialog)$/i.test(name);
}
