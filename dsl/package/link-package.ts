import { linkPlan, type HttpBot, type LinkedPlan } from '../link';
import type { LoadedPackage, PackageScript } from './load-package';

/** The workflow that was meant; else the names to choose from, where that has to be said. */
export interface ChosenWorkflow {
  readonly script?: PackageScript;
  readonly several?: readonly string[];
}

/**
 * Finds a workflow by its name without case, with or without `.bas`; scripts that are no workflows have to be
 * named. Without a name the only workflow is taken, or the namesake of the package.
 */
export function chooseWorkflow(loaded: LoadedPackage, wanted: string | undefined): ChosenWorkflow {
  const { workflows, scripts, name: packageName } = loaded;
  if (wanted !== undefined) {
    const stem = wanted.toLowerCase().endsWith('.bas') ? wanted.slice(0, -'.bas'.length) : wanted;
    return choice([...workflows, ...scripts].find(({ name }) => sameName(name, stem)));
  }
  if (workflows.length === 1) return choice(workflows[0]);
  const namesake = workflows.find(({ name }) => sameName(name, packageName));
  if (namesake !== undefined || workflows.length === 0) return choice(namesake);
  return { several: workflows.map(({ name }) => name) };
}

/** What a package is linked with besides its own files. */
export interface PackageLinks {
  /** Bots of the workspace by name; those that the package configures come before them. */
  readonly registry: ReadonlyMap<string, HttpBot>;
  /** Tells one text of a bot from another. */
  readonly versionOf: (text: string) => string;
  /** Bots whose scripts are left aside, in lower case. */
  readonly without?: ReadonlySet<string>;
}

/** Links a workflow of a package with its bots and files. The workflow has to have a plan. */
export function linkPackage(
  loaded: LoadedPackage,
  main: PackageScript,
  { registry, versionOf, without = new Set() }: PackageLinks,
): LinkedPlan {
  const scripts = loaded.bots
    .filter(({ name }) => !without.has(name.toLowerCase()))
    .map(({ name, compiled }) => ({ name, compiled, version: versionOf(compiled.source.text) }));
  const configured = Object.entries(loaded.config.bots).map(
    ([name, url]) => [name.toLowerCase(), { url, version: 'package' }] as const,
  );
  return linkPlan(main.compiled, scripts, new Map([...registry, ...configured]), {
    defaultBot: loaded.config.settings['default-bot'],
    files: [...loaded.bots, ...loaded.scripts, ...loaded.workflows],
  });
}

function choice(script: PackageScript | undefined): ChosenWorkflow {
  return script === undefined ? {} : { script };
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
