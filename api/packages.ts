import { createHash } from 'node:crypto';
import { diagnosticToJson, type DiagnosticJson } from '../dsl/diagnostic';
import { linkPlan, type BotScript, type HttpBot } from '../dsl/link';
import { loadPackage, type LoadedPackage, type PackageScript } from '../dsl/package/load-package';
import type { PackageTable } from '../dsl/package/read-table';
import { AppError } from '../plan/errors';
import type { PackageView } from '../plan/messages';
import type { InputField, Places, Plan } from '../plan/schema';
import type { Variables } from '../plan/value';
import type { Bot } from '../store/bots';
import type { TableRow } from '../store/tables';
import {
  findPackageFolders,
  hashContent,
  readPackageFolder,
  type PackageFolder,
} from '../packages/read-folder';
import { bodyError, RequestError } from './request-error';

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
  /** Rows that the tables of the package begin with. */
  readonly tables: readonly { readonly name: string; readonly rows: readonly TableRow[] }[];
  /** What the configuration of the package sets for every run. */
  readonly variables: Variables;
}

/** The packages of a folder. They are read anew each time, but compiled only when they have changed. */
export interface PackageShelf {
  /** All packages by name; one that cannot be read is left out and logged by `onProblem`. */
  list(): Promise<readonly PackageView[]>;
  /**
   * Finds, compiles and links a workflow. PACKAGE_UNKNOWN, WORKFLOW_UNKNOWN, or PACKAGE_INVALID with the
   * mistakes in its text. Without a name the only workflow of the package is taken.
   */
  prepare(
    packageName: string,
    workflowName: string | undefined,
    registry: readonly Bot[],
  ): Promise<PreparedWorkflow>;
}

interface ShelvedPackage {
  readonly folder: PackageFolder;
  readonly contentHash: string;
  readonly loaded: LoadedPackage;
}

const MOST_DIAGNOSTICS = 100;

/** The packages below a folder, however deep their category. */
export function createPackageShelf(
  root: string,
  onProblem: (name: string, error: unknown) => void = () => undefined,
): PackageShelf {
  const cache = new Map<string, ShelvedPackage>();
  const load = async (folder: PackageFolder): Promise<ShelvedPackage> => {
    const content = await readPackageFolder(folder);
    const contentHash = hashContent(content);
    const cached = cache.get(folder.path);
    if (cached?.contentHash === contentHash) return cached;
    const loaded = loadPackage(folder.name, content);
    const shelved = { folder, contentHash, loaded };
    cache.set(folder.path, shelved);
    return shelved;
  };
  return {
    list: async () => {
      const views: PackageView[] = [];
      for (const folder of await findPackageFolders(root)) {
        try {
          views.push(toPackageView(await load(folder)));
        } catch (error) {
          onProblem(folder.name, error);
        }
      }
      return views;
    },
    prepare: async (packageName, workflowName, registry) => {
      const wanted = withoutSuffix(packageName).toLowerCase();
      const folders = await findPackageFolders(root);
      const folder = folders.find(({ name }) => name.toLowerCase() === wanted);
      if (folder === undefined) throw new AppError('PACKAGE_UNKNOWN', { package: packageName });
      return prepareWorkflow(await load(folder), workflowName, registry);
    },
  };
}

function withoutSuffix(name: string): string {
  return name.toLowerCase().endsWith('.gbai') ? name.slice(0, -'.gbai'.length) : name;
}

function toPackageView({ contentHash, loaded }: ShelvedPackage): PackageView {
  const all = [...loaded.workflows, ...loaded.bots, ...loaded.scripts];
  const severities = [
    ...all.flatMap(({ compiled }) => compiled.diagnostics),
    ...loaded.problems,
  ].map(({ severity }) => severity);
  return {
    name: loaded.name,
    contentHash,
    workflows: loaded.workflows.map(({ name, compiled }) => ({
      name,
      description: compiled.description ?? null,
      parameters: [...compiled.parameters],
    })),
    bots: loaded.bots.map(({ name }) => name),
    diagnostics: {
      errors: severities.filter((severity) => severity === 'error').length,
      warnings: severities.filter((severity) => severity === 'warning').length,
    },
  };
}

function prepareWorkflow(
  shelved: ShelvedPackage,
  workflowName: string | undefined,
  registry: readonly Bot[],
): PreparedWorkflow {
  const { folder, loaded, contentHash } = shelved;
  const main = findWorkflow(loaded, workflowName);
  refuseMistakes(loaded, [main]);
  const scripts = loaded.bots.map(toBotScript);
  const { plan, places } = linkPlan(
    main.compiled,
    scripts,
    httpBots(loaded, registry),
    loaded.config.settings['default-bot'],
  );
  refuseMistakes(
    loaded,
    loaded.bots.filter(({ name }) => plan.bots[name.toLowerCase()]?.kind === 'missing'),
  );
  const { file, text } = main.compiled.source;
  return {
    packageName: folder.name,
    workflowName: main.name,
    contentHash,
    path: folder.path,
    plan,
    places,
    parameters: plan.flows['main']?.parameters ?? main.compiled.parameters,
    sourceFile: file,
    sourceText: text,
    tables: loaded.tables.map((table) => ({ name: table.name, rows: toRows(table) })),
    variables: loaded.config.parameters,
  };
}

/** By name without case; scripts that are no workflows have to be named. */
function findWorkflow(loaded: LoadedPackage, wanted: string | undefined): PackageScript {
  const { workflows, scripts } = loaded;
  if (wanted === undefined) {
    const [first] = workflows;
    const known = workflows.map(({ name }) => name);
    if (first === undefined) throw unknownWorkflow(loaded, 'of its own');
    if (workflows.length === 1) return first;
    const namesake = workflows.find(({ name }) => sameName(name, loaded.name));
    if (namesake !== undefined) return namesake;
    throw bodyError('/workflow', `the package has several workflows: ${known.join(', ')}`);
  }
  const stem = wanted.toLowerCase().endsWith('.bas') ? wanted.slice(0, -'.bas'.length) : wanted;
  const found = [...workflows, ...scripts].find(({ name }) => sameName(name, stem));
  if (found === undefined) throw unknownWorkflow(loaded, wanted);
  return found;
}

function unknownWorkflow({ name }: LoadedPackage, workflow: string): AppError {
  return new AppError('WORKFLOW_UNKNOWN', { package: name, workflow });
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Mistakes in what a run would use are told before there is a run. */
function refuseMistakes(loaded: LoadedPackage, scripts: readonly PackageScript[]): void {
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

function toBotScript({ name, compiled }: PackageScript): BotScript {
  const version = createHash('sha256').update(compiled.source.text).digest('hex').slice(0, 16);
  return { name, compiled, version };
}

/** Bots of the workspace, and before them those that the package configures. */
function httpBots(loaded: LoadedPackage, registry: readonly Bot[]): ReadonlyMap<string, HttpBot> {
  const bots = new Map<string, HttpBot>();
  for (const { id, kind, url, version } of registry) {
    if (kind === 'http' && url !== null) bots.set(id.toLowerCase(), { url, version });
  }
  for (const [name, url] of Object.entries(loaded.config.bots)) {
    bots.set(name.toLowerCase(), { url, version: 'package' });
  }
  return bots;
}

/** Rows are known by their column `id`, else by their place, so that importing again changes nothing. */
function toRows({ rows }: PackageTable): readonly TableRow[] {
  const taken = new Set<string>();
  return rows.map((data, index) => {
    const own = data['id'];
    const wish = typeof own === 'string' || typeof own === 'number' ? String(own) : '';
    const id = wish === '' || taken.has(wish) ? `row-${index + 1}` : wish;
    taken.add(id);
    return { id, data };
  });
}
