import { loadPackage } from '../dsl/package/load-package';
import { AppError } from '../plan/errors';
import type { Bot } from '../store/bots';
import type { Database } from '../store/database';
import {
  listNewestVersions,
  readPackageArchive,
  type PackageVersion,
} from '../store/package-versions';
import {
  findPackageFolders,
  hashContent,
  readPackageFolder,
  type PackageFolder,
} from '../packages/read-folder';
import { prepareWorkflow, type PackageWorkflow, type ShelvedPackage } from './prepare-workflow';
import { readUpload, withoutSuffix } from './upload-package';

/** What is wanted from the shelf. */
export interface WorkflowWish {
  readonly workspaceId: string;
  readonly package: string;
  /** Without it the only workflow of the package is taken. */
  readonly workflow: string | undefined;
}

/**
 * The packages of a workspace: uploaded ones, and those of a folder, which an uploaded one of the same name
 * hides. They are looked up anew each time, but compiled only when they have changed.
 */
export interface PackageShelf {
  /** All packages by name; one that cannot be read is left out and logged by `onProblem`. */
  list(workspaceId: string): Promise<readonly ShelvedPackage[]>;
  /** One package by its name, with or without `.gbai`, or PACKAGE_UNKNOWN. */
  find(workspaceId: string, name: string): Promise<ShelvedPackage>;
  /**
   * Finds, compiles and links a workflow. PACKAGE_UNKNOWN, WORKFLOW_UNKNOWN, or PACKAGE_INVALID with the
   * mistakes in its text.
   */
  prepare(wish: WorkflowWish, registry: readonly Bot[]): Promise<PackageWorkflow>;
}

/** Where packages come from. */
export interface PackageSources {
  readonly database: Database;
  /** Packages lie below it, however deep their category. */
  readonly root: string;
  readonly onProblem?: (name: string, error: unknown) => void;
}

/** A package that can be loaded. */
interface Source {
  readonly name: string;
  readonly load: () => Promise<ShelvedPackage>;
}

/** The packages of a folder and of a database. */
export function createPackageShelf(sources: PackageSources): PackageShelf {
  const { database, root, onProblem = () => undefined } = sources;
  const cache: Cache = new Map();
  const listSources = async (workspaceId: string): Promise<readonly Source[]> => {
    const uploaded = await listNewestVersions(database, workspaceId);
    const hidden = new Set(uploaded.map(({ name }) => name.toLowerCase()));
    const folders = await findPackageFolders(root);
    return [
      ...uploaded.map((found) => ({
        name: found.name,
        load: () => loadUpload(database, cache, { workspaceId, found }),
      })),
      ...folders
        .filter(({ name }) => !hidden.has(name.toLowerCase()))
        .map((folder) => ({ name: folder.name, load: () => loadFolder(cache, folder) })),
    ].sort((a, b) => (a.name < b.name ? -1 : 1));
  };
  const find = async (workspaceId: string, wish: string): Promise<ShelvedPackage> => {
    const wanted = withoutSuffix(wish).toLowerCase();
    const all = await listSources(workspaceId);
    const source = all.find(({ name }) => name.toLowerCase() === wanted);
    if (source === undefined) throw new AppError('PACKAGE_UNKNOWN', { package: wish });
    return source.load();
  };
  return {
    list: async (workspaceId) => {
      const packages: ShelvedPackage[] = [];
      for (const { name, load } of await listSources(workspaceId)) {
        try {
          packages.push(await load());
        } catch (error) {
          onProblem(name, error);
        }
      }
      return packages;
    },
    find,
    prepare: async (wish, registry) =>
      prepareWorkflow(await find(wish.workspaceId, wish.package), wish.workflow, registry),
  };
}

/** Packages as they were found last, by path. */
type Cache = Map<string, ShelvedPackage>;

async function loadFolder(cache: Cache, { name, path }: PackageFolder): Promise<ShelvedPackage> {
  const content = await readPackageFolder({ name, path });
  const contentHash = hashContent(content);
  const cached = cache.get(path);
  if (cached?.contentHash === contentHash) return cached;
  const loaded = loadPackage(name, content);
  return keep(cache, { name, path, version: null, contentHash, loaded });
}

async function loadUpload(
  database: Database,
  cache: Cache,
  { workspaceId, found }: { readonly workspaceId: string; readonly found: PackageVersion },
): Promise<ShelvedPackage> {
  const { name, version } = found;
  const path = `upload:${workspaceId}/${name}`;
  const cached = cache.get(path);
  if (cached?.version === version) return cached;
  const archive = await readPackageArchive(database, workspaceId, found);
  if (archive === undefined) throw new AppError('PACKAGE_UNKNOWN', { package: name });
  const { contentHash, loaded } = await readUpload(archive, name);
  return keep(cache, { name, path, version, contentHash, loaded });
}

function keep(cache: Cache, shelved: ShelvedPackage): ShelvedPackage {
  cache.set(shelved.path, shelved);
  return shelved;
}
