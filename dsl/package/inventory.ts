import type { InputField } from '../../plan/schema';
import { visitNodes } from '../basic/visit';
import { findKeywords, type KeywordUse } from './keyword-use';
import { listLaunchable, type LaunchableScript } from './launchable';
import type { LoadedPackage } from './load-package';
import type { PackageScript } from './package-script';
import { findTableDefinitions } from './table-definition';
import { findTools, type PackageTool } from './tools';
import {
  findSchedules,
  findTriggers,
  literalText,
  type PackageSchedule,
  type PackageTrigger,
} from './triggers';

/** What a package brings, for people and for programs. Values of settings are left out: they may be secret. */
export interface PackageInventory {
  readonly name: string;
  readonly description: string | null;
  readonly version: string | null;
  /** How many scripts, and files in its drive. */
  readonly files: { readonly scripts: number; readonly drive: number };
  readonly workflows: readonly {
    readonly name: string;
    readonly kind: LaunchableScript['kind'];
    readonly path: string;
    readonly parameters: readonly InputField[];
  }[];
  readonly tools: readonly PackageTool[];
  readonly bots: readonly { readonly name: string; readonly kind: 'script' | 'http' }[];
  readonly schedules: readonly PackageSchedule[];
  readonly triggers: readonly PackageTrigger[];
  readonly events: {
    readonly published: readonly string[];
    readonly awaited: readonly string[];
  };
  readonly tables: readonly {
    readonly name: string;
    readonly path: string;
    readonly columns: readonly string[];
    /** Null where a script declares the table. */
    readonly rows: number | null;
  }[];
  readonly knowledge: LoadedPackage['knowledge'];
  readonly connections: readonly string[];
  readonly settings: readonly string[];
  readonly attendants: number;
  readonly requirements: LoadedPackage['manifest']['requirements'];
  readonly keywords: readonly KeywordUse[];
}

/** Describes a loaded package. */
export function describePackage(loaded: LoadedPackage): PackageInventory {
  const { workflows, bots, scripts, config, manifest } = loaded;
  const all = [...workflows, ...bots, ...scripts];
  return {
    name: loaded.name,
    description: manifest.description ?? null,
    version: manifest.version ?? null,
    files: { scripts: all.length, drive: loaded.driveFiles },
    workflows: listLaunchable(loaded).map(({ script: { name, path, compiled }, kind }) => ({
      name,
      kind,
      path,
      parameters: compiled.parameters,
    })),
    tools: scripts.flatMap(findTools),
    bots: [
      ...bots.map(({ name }) => ({ name, kind: 'script' as const })),
      ...Object.keys(config.bots).map((name) => ({ name, kind: 'http' as const })),
    ],
    schedules: all.flatMap(findSchedules),
    triggers: all.flatMap(findTriggers),
    events: findEvents(all),
    tables: listTables(loaded, all),
    knowledge: loaded.knowledge,
    connections: config.connections,
    settings: Object.keys(config.settings),
    attendants: loaded.attendants.reduce((sum, { rows }) => sum + rows.length, 0),
    requirements: manifest.requirements,
    keywords: findKeywords(all),
  };
}

function listTables(
  { tables }: LoadedPackage,
  scripts: readonly PackageScript[],
): PackageInventory['tables'] {
  return [
    ...tables.map(({ name, path, columns, rows }) => ({ name, path, columns, rows: rows.length })),
    ...scripts.flatMap(findTableDefinitions).map(({ name, path, columns }) => ({
      name,
      path,
      columns: columns.map((column) => column.name),
      rows: null,
    })),
  ];
}

/** Names of events that stand in the texts; computed ones cannot be known. */
function findEvents(scripts: readonly PackageScript[]): PackageInventory['events'] {
  const published = new Set<string>();
  const awaited = new Set<string>();
  for (const { compiled } of scripts) {
    visitNodes(compiled.program.statements, (node) => {
      if (node.kind === 'publish') literalText(node.event).forEach((name) => published.add(name));
      if (node.kind === 'waitEvent') {
        for (const { event } of node.events)
          literalText(event).forEach((name) => awaited.add(name));
      }
      if (node.kind === 'handler' && node.name === 'ON EVENT') {
        node.args.flatMap(literalText).forEach((name) => awaited.add(name));
      }
    });
  }
  const named = (names: ReadonlySet<string>): readonly string[] =>
    [...names].filter((name) => name !== '');
  return { published: named(published), awaited: named(awaited) };
}
