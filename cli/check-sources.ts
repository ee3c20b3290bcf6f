import { join } from 'node:path';
import { compile, type CompiledFile, type CompileOptions } from '../dsl/compile';
import type { Severity } from '../dsl/diagnostic';
import { describePackage, type PackageInventory } from '../dsl/package/inventory';
import { loadPackage, type PackageProblem } from '../dsl/package/load-package';
import { isBasic, type FoundFile, type FoundPackage, type FoundSources } from './read-sources';

/** A mistake that is in no BASIC text. */
export type SourceProblem = Omit<PackageProblem, 'code'> & { readonly code: string };

/** A package, looked at. Its paths begin inside of it. */
export interface CheckedPackage {
  readonly folder: string;
  readonly inventory: PackageInventory;
}

/** What was found out about some texts. Every source carries the path that a person can open. */
export interface Checked {
  readonly packages: readonly CheckedPackage[];
  readonly files: readonly CompiledFile[];
  readonly problems: readonly SourceProblem[];
}

/** Compiles every text of a folder; a file of a package that the engine would not look at as well. */
export function checkSources(sources: FoundSources, options: CompileOptions = {}): Checked {
  const packages = sources.packages.map((found) => checkPackage(found, options));
  return {
    packages: packages.flatMap((checked) => checked.packages),
    files: [
      ...packages.flatMap(({ files }) => files),
      ...sources.files.map((file) => checkFile(file, options)),
    ],
    problems: [
      ...packages.flatMap(({ problems }) => problems),
      ...sources.unread.map((unread) => ({ ...unread, severity: 'error' as const })),
    ],
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

function checkPackage(found: FoundPackage, options: CompileOptions): Checked {
  const { folder, content } = found;
  const loaded = loadPackage(found.name, content, options);
  const scripts = [...loaded.workflows, ...loaded.bots, ...loaded.scripts];
  const known = new Set(scripts.map(({ path }) => path));
  const others = content.files.filter(({ path }) => isBasic(path) && !known.has(path));
  return {
    packages: [{ folder, inventory: describePackage(loaded) }],
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
