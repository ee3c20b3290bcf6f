import { linkPlan, type HttpBot, type LinkedPlan } from '../link';
import type { Plan, Step } from '../../plan/schema';
import type { LoadedPackage, PackageScript } from './load-package';

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
  const linked = linkPlan(main.compiled, scripts, new Map([...registry, ...configured]), {
    defaultBot: loaded.config.settings['default-bot'],
    files: [...loaded.bots, ...loaded.scripts, ...loaded.workflows],
  });
  return { ...linked, plan: placeKnowledge(linked.plan, loaded.name) };
}

/** USE KB means the collections of its own package. */
function placeKnowledge(plan: Plan, name: string): Plan {
  const place = (step: Step): Step =>
    step.kind === 'setting' && /knowledge$/i.test(step.setting)
      ? { ...step, key: { op: 'literal', value: name } }
      : step;
  const blocks = Object.entries(plan.blocks).map(([id, steps]) => [id, steps.map(place)] as const);
  return { ...plan, blocks: Object.fromEntries(blocks) };
}
