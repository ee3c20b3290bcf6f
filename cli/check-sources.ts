import { join } from 'node:path';
import { compile, type CompiledFile, type CompileOptions } from '../dsl/compile';
import type { Severity } from '../dsl/diagnostic';
import { loadPackage, type PackageProblem } from '../dsl/package/load-package';
import { isBasic, type FoundFile, type FoundPackage, type FoundSources } from './read-sources';

/** What was found out about some texts. Every source carries the path that a person can open. */
export interface Checked {
  readonly files: readonly CompiledFile[];
  readonly problems: readonly PackageProblem[];
}

/** Compiles every text of a folder; a file of a package that the engine would not look at as well. */
export function checkSources(sources: FoundSources, options: CompileOptions = {}): Checked {
  const packages = sources.packages.map((found) => checkPackage(found, options));
  return {
    files: [
      ...packages.flatMap(({ files }) => files),
      ...sources.files.map((file) => checkFile(file, options)),
    ],
    problems: packages.flatMap(({ problems }) => problems),
  };
}

/** How many there are of a severity, in texts and packages together. */
export function countSeverity({ files, problems }: Checked, severity: Severity): number {
  const all = [...files.flatMap(({ diagnostics }) => diagnostics), ...problems];
  return all.filter((one) => one.severity === severity).length;
}

function checkFile({ path, text }: FoundFile, options: CompileOptions): CompiledFile {
  return compile({ file: path, text }, options);
}

function checkPackage({ folder, files }: FoundPackage, options: CompileOptions): Checked {
  const loaded = loadPackage(folder, files, options);
  const scripts = [...loaded.workflows, ...loaded.bots, ...loaded.scripts];
  const known = new Set(scripts.map(({ path }) => path));
  const others = files.filter(({ path }) => isBasic(path) && !known.has(path));
  return {
    files: [
      ...scripts.map(({ path, compiled }) => placeIn(folder, path, compiled)),
      ...others.map(({ path, text }) => checkFile({ path: join(folder, path), text }, options)),
    ],
    problems: loaded.problems.map((problem) => ({ ...problem, path: join(folder, problem.path) })),
  };
}

function placeIn(folder: string, path: string, compiled: CompiledFile): CompiledFile {
  return { ...compiled, source: { ...compiled.source, file: join(folder, path) } };
}
