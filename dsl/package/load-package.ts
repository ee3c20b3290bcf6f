import { compile, type CompileOptions } from '../compile';
import { fileStem } from '../lower/program';
import { findWorkflowWord } from './file-kind';
import { findKnowledge, type KnowledgeCollection } from './knowledge';
import { insidePath, partOf, type PackagePart } from './layout';
import type { PackageContent, PackageFile, PackageProblem } from './package-file';
import type { PackageScript } from './package-script';
import { readConfig, type PackageConfig } from './read-config';
import { readManifest, type PackageManifest } from './read-manifest';
import { readTable, type PackageTable } from './read-table';
import { byKey, findOpenReferences } from './references';
import { findTableDefinitions } from './table-definition';
import { collectSeed, type PackageSeed } from './seed';
import { findSchedules } from './triggers';

export type { PackageContent, PackageFile, PackageProblem, PackageScript };

/** A `.gbai` package: everything of it that can be known without running it. */
export interface LoadedPackage {
  readonly name: string;
  readonly workflows: readonly PackageScript[];
  readonly bots: readonly PackageScript[];
  /** Scripts that are neither: tools, dialogs, schemas. */
  readonly scripts: readonly PackageScript[];
  readonly tables: readonly PackageTable[];
  readonly attendants: readonly PackageTable[];
  readonly knowledge: readonly KnowledgeCollection[];
  /** What its tables, its knowledge and its drive begin with. */
  readonly seed: PackageSeed;
  /** How many files lie in its drive. */
  readonly driveFiles: number;
  readonly config: PackageConfig;
  readonly manifest: PackageManifest;
  readonly problems: readonly PackageProblem[];
}

/** Loads a package from its files. Pure and inert: nothing of it is run. Never throws on any content. */
export function loadPackage(
  name: string,
  content: PackageContent,
  options: CompileOptions = {},
): LoadedPackage {
  const problems: PackageProblem[] = [];
  const files = placeInside(name, content.files);
  const documents = placeInside(name, content.documents);
  const part = (wanted: PackagePart): readonly PackageFile[] =>
    files.filter(({ path }) => partOf(path) === wanted);
  const manifest = readManifest(part('manifest'), problems);
  const entry = manifest.entryDialog?.toLowerCase();
  const scripts = files.filter(
    ({ path }) => partOf(path) === 'script' || path.toLowerCase() === entry,
  );
  const tableProblems: PackageProblem[] = [];
  const tables = part('table').flatMap((file) => readTable(file, tableProblems));
  const compiled = compileScripts(scripts, tables, options);
  const sorted = sortScripts(compiled, problems);
  const config = readConfig(part('config'), problems);
  const stored = [...files, ...documents].map(({ path }) => path);
  const knowledge = findKnowledge(stored);
  problems.push(
    ...findOpenReferences(compiled, {
      scripts: byKey(compiled.map((script) => script.name)),
      bots: byKey([...sorted.bots.map((bot) => bot.name), ...Object.keys(config.bots)]),
      collections: byKey(knowledge.map((collection) => collection.name)),
    }),
    ...compiled.flatMap(unknownTimes),
    ...scripts.flatMap(unstorable),
  );
  problems.push(...tableProblems);
  const attendants = part('attendants').flatMap((file) => readTable(file, problems));
  return {
    name: packageName(name),
    ...sorted,
    tables,
    attendants,
    seed: collectSeed(packageName(name), files, { tables, attendants }),
    knowledge,
    driveFiles: stored.filter((path) => partOf(path) === 'drive').length,
    config,
    manifest,
    problems,
  };
}

/** The name of a package without folders and `.gbai`. */
export function packageName(path: string): string {
  const folder = path.split('/').findLast((part) => part !== '') ?? path;
  return folder.toLowerCase().endsWith('.gbai') ? folder.slice(0, -'.gbai'.length) : folder;
}

function placeInside<T extends { readonly path: string }>(
  name: string,
  items: readonly T[],
): readonly T[] {
  return items
    .map((item) => ({ ...item, path: insidePath(name, item.path) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Scripts that save values without names are compiled again when all tables of the package are known. */
function compileScripts(
  scripts: readonly PackageFile[],
  tables: readonly PackageTable[],
  options: CompileOptions,
): readonly PackageScript[] {
  const compiled = scripts.map((file) => compileScript(file, options));
  const columns = new Map([
    ...tables.map((table) => [table.name.toLowerCase(), table.columns] as const),
    ...compiled
      .flatMap(findTableDefinitions)
      .map((table) => [keyOf(table.name), table.columns.map((column) => column.name)] as const),
  ]);
  return compiled.map((script, index) => {
    const file = scripts[index];
    const lacks = script.compiled.diagnostics.some(({ code }) => code === 'BASIC_SAVE_COLUMN');
    return lacks && file !== undefined ? compileScript(file, { ...options, columns }) : script;
  });
}

/** SAVE names a table without its connection. */
function keyOf(name: string): string {
  return name.toLowerCase().replace(/^\./, '');
}

function compileScript(file: PackageFile, options: CompileOptions): PackageScript {
  const compiled = compile({ file: file.path, text: file.text }, options);
  return { name: fileStem(file.path), path: file.path, compiled };
}

function sortScripts(
  compiled: readonly PackageScript[],
  problems: PackageProblem[],
): Pick<LoadedPackage, 'workflows' | 'bots' | 'scripts'> {
  const bots = withoutTwins(compiled.filter(isBot), problems);
  const others = compiled.filter((script) => !isBot(script));
  const workflows = withoutTwins(others.filter(isWorkflow), problems);
  if (compiled.length === 0) {
    const message = 'The package has no script.';
    problems.push({ code: 'PACKAGE_EMPTY', severity: 'warning', path: '', message });
  }
  return { workflows, bots, scripts: others.filter((script) => !isWorkflow(script)) };
}

function isBot(script: PackageScript): boolean {
  return script.path.toLowerCase().split('/').slice(0, -1).includes('bots');
}

function isWorkflow(script: PackageScript): boolean {
  return findWorkflowWord(script.compiled.program.statements);
}

function unstorable({ path, text }: PackageFile): readonly PackageProblem[] {
  const at = text.search(/[\0\p{Surrogate}]/u);
  if (at < 0) return [];
  const line = text.slice(0, at).split('\n').length;
  const message = 'This line has a character that cannot be stored, for example NUL.';
  return [{ code: 'PACKAGE_TEXT', severity: 'error', path, line, message }];
}

function unknownTimes(script: PackageScript): readonly PackageProblem[] {
  return findSchedules(script)
    .filter(({ cron, registered }) => cron === null && registered === 'load')
    .map(({ path, line, when }) => ({
      code: 'PACKAGE_SCHEDULE',
      severity: 'warning',
      path,
      line,
      message: `"${when}" is neither cron with five or six fields nor a time like "weekdays at 8am".`,
    }));
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
