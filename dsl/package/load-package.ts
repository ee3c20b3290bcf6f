import { compile, type CompiledFile } from '../compile';
import type { CompileOptions } from '../compile';
import { fileStem } from '../lower/program';
import { findWorkflowWord } from './file-kind';
import type { PackageFile, PackageProblem } from './package-file';
import { readConfig, type PackageConfig } from './read-config';
import { readTable, type PackageTable } from './read-table';

export type { PackageFile, PackageProblem };

/** A script of a package, compiled. */
export interface PackageScript {
  /** The stem of the file: how a bot or workflow is called. */
  readonly name: string;
  readonly path: string;
  readonly compiled: CompiledFile;
}

/** A `.gbai` package: everything of it that can be known without running it. */
export interface LoadedPackage {
  readonly name: string;
  readonly workflows: readonly PackageScript[];
  readonly bots: readonly PackageScript[];
  /** Scripts that are neither: tools, dialogs, schemas. */
  readonly scripts: readonly PackageScript[];
  readonly tables: readonly PackageTable[];
  readonly config: PackageConfig;
  readonly problems: readonly PackageProblem[];
}

/** Loads a package from its files. Pure; reading the files is the work of the caller. */
export function loadPackage(
  name: string,
  files: readonly PackageFile[],
  options: CompileOptions = {},
): LoadedPackage {
  const problems: PackageProblem[] = [];
  const inside = files
    .map((file) => ({ ...file, path: insidePath(name, file.path) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const scripts = inside.filter((file) => isScript(file.path));
  const compiled = scripts.map((file) => compileScript(file, options));
  const bots = withoutTwins(compiled.filter(isBot), problems);
  const others = compiled.filter((script) => !isBot(script));
  const workflows = withoutTwins(others.filter(isWorkflow), problems);
  if (scripts.length === 0) {
    const message = 'The package has no .bas file.';
    problems.push({ code: 'PACKAGE_EMPTY', severity: 'warning', path: '', message });
  }
  return {
    name: packageName(name),
    workflows,
    bots,
    scripts: others.filter((script) => !isWorkflow(script)),
    tables: inside
      .filter((file) => isTable(file.path))
      .flatMap((file) => readTable(file, problems)),
    config: readConfig(
      inside.filter((file) => isConfig(file.path)),
      problems,
    ),
    problems,
  };
}

/** The name of a package without folders and `.gbai`. */
export function packageName(path: string): string {
  const folder = path.split('/').findLast((part) => part !== '') ?? path;
  return folder.toLowerCase().endsWith('.gbai') ? folder.slice(0, -'.gbai'.length) : folder;
}

function insidePath(name: string, path: string): string {
  const parts = path
    .split('\\')
    .join('/')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  const [first] = parts;
  const folder = name.split('/').at(-1);
  const isFolder =
    first !== undefined && (first === folder || first.toLowerCase().endsWith('.gbai'));
  return (isFolder ? parts.slice(1) : parts).join('/');
}

function compileScript(file: PackageFile, options: CompileOptions): PackageScript {
  const compiled = compile({ file: file.path, text: file.text }, options);
  return { name: fileStem(file.path), path: file.path, compiled };
}

/** Scripts lie at the root, under `bots/` or anywhere under a folder that ends with `.gbdialog`. */
function isScript(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  const file = parts.at(-1) ?? '';
  if (file === 'default.gbdialog') return true;
  if (!file.endsWith('.bas')) return false;
  const [first] = parts;
  return parts.length === 1 || first === 'bots' || inFolder(parts, '.gbdialog');
}

function isTable(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  return (parts.at(-1) ?? '').endsWith('.csv') && inFolder(parts, '.gbdata');
}

function isConfig(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  return parts.at(-1) === 'config.csv' && (parts.length === 1 || inFolder(parts, '.gbot'));
}

function inFolder(parts: readonly string[], suffix: string): boolean {
  return parts.slice(0, -1).some((part) => part.endsWith(suffix));
}

function isBot(script: PackageScript): boolean {
  return script.path.toLowerCase().split('/').slice(0, -1).includes('bots');
}

function isWorkflow(script: PackageScript): boolean {
  return findWorkflowWord(script.compiled.program.statements);
}

/** Names are compared without case; of two with one name the first path counts. */
function withoutTwins(
  scripts: readonly PackageScript[],
  problems: PackageProblem[],
): readonly PackageScript[] {
  const byName = new Map<string, PackageScript>();
  for (const script of scripts) {
    const key = script.name.toLowerCase();
    const first = byName.get(key);
    if (first === undefined) byName.set(key, script);
    else {
      problems.push({
        code: 'PACKAGE_TWICE',
        severity: 'error',
        path: script.path,
        message: `${script.path} and ${first.path} have the same name.`,
      });
    }
  }
  return [...byName.values()];
}
