import { createHash } from 'node:crypto';
import { diagnosticToJson, type DiagnosticJson } from '../dsl/diagnostic';
import type { HttpBot } from '../dsl/link';
import { chooseWorkflow } from '../dsl/package/launchable';
import { linkPackage } from '../dsl/package/link-package';
import { loadPackage, type LoadedPackage, type PackageScript } from '../dsl/package/load-package';
import type { PackageSeed } from '../dsl/package/seed';
import { AppError } from '../plan/errors';
import type { InputField, Places, Plan } from '../plan/schema';
import type { Variables } from '../plan/value';
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
import { bodyError, RequestError } from './request-error';
import { readUpload, withoutSuffix } from './upload-package';

/** A workflow of a package, linked with its bots: ready to be launched. */
export interface PreparedWorkflow {
  readonly packageName: string;
  readonly workflowName: string;
  readonly contentHash: string;
  readonly path: string;
  readonly plan: Plan;
  readonly places: Places;
  readonly parameters: readonly InputField[];
  readonly sourceFile: string;
  readonly sourceText: string;
  /** What tables, knowledge and drive of the package begin with. */
  readonly seed: PackageSeed;
  /** What the configuration of the package sets for every run. */
  readonly variables: Variables;
}

/** A package of the shelf. */
export interface ShelvedPackage {
  readonly name: string;
  /** Of an uploaded package; null for a folder. */
  readonly version: number | null;
  readonly path: string;
  readonly contentHash: string;
  readonly loaded: LoadedPackage;
}

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
  prepare(wish: WorkflowWish, registry: readonly Bot[]): Promise<PreparedWorkflow>;
}

/** Where packages come from. */
export interface PackageSources {
  readonly database: Database;
  /** Packages lie below it, however deep their category. */
  readonly root: string;
  readonly onProblem?: (name: string, error: unknown) => void;
}

const MOST_DIAGNOSTICS = 100;

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

function prepareWorkflow(
  shelved: ShelvedPackage,
  workflowName: string | undefined,
  registry: readonly Bot[],
): PreparedWorkflow {
  const { loaded, contentHash } = shelved;
  const main = findWorkflow(loaded, workflowName);
  refuseMistakes(loaded, [main]);
  const { plan, places } = linkPackage(loaded, main, { registry: httpBots(registry), versionOf });
  refuseMistakes(
    loaded,
    loaded.bots.filter(({ name }) => plan.bots[name.toLowerCase()]?.kind === 'missing'),
  );
  const { file, text } = main.compiled.source;
  return {
    packageName: shelved.name,
    workflowName: main.name,
    contentHash,
    path: shelved.path,
    plan,
    places,
    parameters: plan.flows['main']?.parameters ?? main.compiled.parameters,
    sourceFile: file,
    sourceText: text,
    seed: loaded.seed,
    variables: loaded.config.parameters,
  };
}

/** A wish that names none of several workflows is a mistake of the request. */
function findWorkflow(loaded: LoadedPackage, wanted: string | undefined): PackageScript {
  const found = chooseWorkflow(loaded, wanted);
  if (found.script !== undefined) return found.script;
  if (found.several === undefined) throw unknownWorkflow(loaded, wanted ?? 'of its own');
  const names = found.several.join(', ');
  throw bodyError('/workflow', `the package has several workflows: ${names}`);
}

function unknownWorkflow({ name }: LoadedPackage, workflow: string): AppError {
  return new AppError('WORKFLOW_UNKNOWN', { package: name, workflow });
}

/** PACKAGE_INVALID when the package, or one of these scripts of it, has a mistake. */
export function refuseMistakes(loaded: LoadedPackage, scripts: readonly PackageScript[]): void {
  const diagnostics = scripts
    .flatMap(({ compiled }) =>
      compiled.diagnostics.map((one) => diagnosticToJson(compiled.source, one)),
    )
    .filter(({ severity }) => severity === 'error');
  const problems = loaded.problems.filter(({ severity }) => severity === 'error');
  if (diagnostics.length === 0 && problems.length === 0) return;
  const issues = [
    ...diagnostics.map((one) => ({
      pointer: placeOf(one),
      message: `${one.code}: ${one.message}`,
    })),
    ...problems.map(({ path, code, message }) => ({
      pointer: path,
      message: `${code}: ${message}`,
    })),
  ];
  throw new RequestError('PACKAGE_INVALID', issues, {
    package: loaded.name,
    diagnostics: diagnostics.slice(0, MOST_DIAGNOSTICS),
  });
}

function placeOf({ file, line, column }: DiagnosticJson): string {
  return `${file}:${line}:${column}`;
}

function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function httpBots(registry: readonly Bot[]): ReadonlyMap<string, HttpBot> {
  const bots = new Map<string, HttpBot>();
  for (const { id, kind, url, version } of registry) {
    if (kind === 'http' && url !== null) bots.set(id.toLowerCase(), { url, version });
  }
  return bots;
}
