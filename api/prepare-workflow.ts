import { createHash } from 'node:crypto';
import { diagnosticToJson, type DiagnosticJson } from '../dsl/diagnostic';
import type { HttpBot, LinkedPlan } from '../dsl/link';
import { chooseWorkflow } from '../dsl/package/launchable';
import { linkPackage } from '../dsl/package/link-package';
import { loadPackage, type LoadedPackage, type PackageScript } from '../dsl/package/load-package';
import type { PackageSeed } from '../dsl/package/seed';
import { AppError } from '../plan/errors';
import type { InputField, Places, Plan } from '../plan/schema';
import type { Variables } from '../plan/value';
import { hashContent } from '../packages/read-folder';
import type { Bot } from '../store/bots';
import { bodyError, RequestError, type RequestIssue } from './request-error';

/** A workflow, linked with its bots: ready to be launched. */
export interface PreparedWorkflow {
  /** Null where it was launched as a text. */
  readonly packageName: string | null;
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

/** A workflow that a package has. */
export interface PackageWorkflow extends PreparedWorkflow {
  readonly packageName: string;
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

const MOST_DIAGNOSTICS = 100;

/** Compiles and links a workflow of a package. WORKFLOW_UNKNOWN, or PACKAGE_INVALID with the mistakes in it. */
export function prepareWorkflow(
  shelved: ShelvedPackage,
  workflowName: string | undefined,
  registry: readonly Bot[],
): PackageWorkflow {
  const { loaded, contentHash } = shelved;
  const main = findWorkflow(loaded, workflowName);
  refuseMistakes(loaded, [main]);
  const { plan, places } = linkPackage(loaded, main, { registry: httpBots(registry), versionOf });
  refuseMistakes(
    loaded,
    loaded.bots.filter(({ name }) => plan.bots[name.toLowerCase()]?.kind === 'missing'),
  );
  return {
    ...prepared(loaded, main, { plan, places }),
    packageName: shelved.name,
    contentHash,
    path: shelved.path,
  };
}

/** Compiles and links a text that belongs to no package. TEXT_INVALID with the mistakes in it. */
export function prepareText(text: string, registry: readonly Bot[]): PreparedWorkflow {
  const content = { files: [{ path: 'start.bas', text }], documents: [] };
  const loaded = loadPackage('text', content);
  const { script: main } = chooseWorkflow(loaded, undefined);
  if (main === undefined) {
    throw new RequestError('TEXT_INVALID', [{ pointer: '/text', message: 'has nothing to run' }]);
  }
  const { issues, diagnostics } = mistakesOf(loaded, [main]);
  if (issues.length > 0) throw new RequestError('TEXT_INVALID', issues, { diagnostics });
  const linked = linkPackage(loaded, main, { registry: httpBots(registry), versionOf });
  return {
    ...prepared(loaded, main, linked),
    packageName: null,
    workflowName: linked.plan.name,
    contentHash: hashContent(content),
    path: '',
  };
}

function prepared(
  loaded: LoadedPackage,
  main: PackageScript,
  { plan, places }: LinkedPlan,
): Omit<PreparedWorkflow, 'packageName' | 'contentHash' | 'path'> {
  const { file, text } = main.compiled.source;
  return {
    workflowName: main.name,
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
  const { issues, diagnostics } = mistakesOf(loaded, scripts);
  if (issues.length === 0) return;
  throw new RequestError('PACKAGE_INVALID', issues, { package: loaded.name, diagnostics });
}

function mistakesOf(
  loaded: LoadedPackage,
  scripts: readonly PackageScript[],
): { readonly issues: readonly RequestIssue[]; readonly diagnostics: readonly DiagnosticJson[] } {
  const diagnostics = scripts
    .flatMap(({ compiled }) =>
      compiled.diagnostics.map((one) => diagnosticToJson(compiled.source, one)),
    )
    .filter(({ severity }) => severity === 'error');
  const problems = loaded.problems.filter(({ severity }) => severity === 'error');
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
  return { issues, diagnostics: diagnostics.slice(0, MOST_DIAGNOSTICS) };
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
