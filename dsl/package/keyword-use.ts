import { adapterOf } from '../../plan/keywords';
import type { MemoryOwner } from '../../plan/memory';
import type { TreeNode } from '../basic/visit';
import { visitNodes } from '../basic/visit';
import type { PackageScript } from './package-script';
import { placesIn } from './places-in';

/** Where a keyword stands. */
export interface KeywordPlace {
  readonly path: string;
  readonly line: number;
}

/** A keyword that a package uses, and what becomes of it here. */
export interface KeywordUse {
  readonly keyword: string;
  readonly support: 'native' | 'adapted' | 'notAvailable';
  /** Of an adapted keyword: what does the work in place of what the author had. */
  readonly adapter?: string;
  readonly places: readonly KeywordPlace[];
}

/** What stands in for the data sources that packages were written for. */
const TABLES = 'tables in PostgreSQL, one for each name of a table or file';
const ON_TABLES = new Set(
  'AGGREGATE,DELETE,DELETE FROM,FIND,INSERT,MERGE,QUERY,SAVE,SAVE FROM UNSTRUCTURED,SELECT,UPDATE,UPSERT'.split(
    ',',
  ),
);

/** What the compiler tells of a statement that it understands and that cannot run here. */
const REFUSALS: ReadonlySet<string> = new Set([
  'BASIC_NOT_AVAILABLE',
  'BASIC_DELETE_ALL',
  'BASIC_QUERY',
]);

/** Kinds of the tree that are a keyword of their own. */
const NATIVE: Readonly<Partial<Record<TreeNode['kind'], string>>> = {
  append: 'APPEND',
  approval: 'HUMAN APPROVAL',
  bot: 'BOT',
  callSub: 'CALL',
  description: 'DESCRIPTION',
  exit: 'EXIT',
  find: 'FIND',
  for: 'FOR',
  forEach: 'FOR EACH',
  if: 'IF',
  parallel: 'PARALLEL',
  param: 'PARAM',
  publish: 'PUBLISH EVENT',
  return: 'RETURN',
  select: 'SELECT CASE',
  share: 'BOT SHARE MEMORY',
  sync: 'BOT SYNC MEMORY FROM',
  step: 'STEP',
  table: 'TABLE',
  talk: 'TALK',
  throw: 'THROW',
  try: 'TRY',
  update: 'UPDATE',
  wait: 'WAIT',
  waitEvent: 'WAIT FOR EVENT',
  while: 'WHILE',
  with: 'WITH',
  workflow: 'ORCHESTRATE WORKFLOW',
};

/** All keywords of some scripts by name, with every place. The compiler says what cannot run here. */
export function findKeywords(scripts: readonly PackageScript[]): readonly KeywordUse[] {
  const uses = new Map<string, { readonly use: KeywordUse; readonly places: KeywordPlace[] }>();
  for (const { path, compiled } of scripts) {
    const lineOf = placesIn(compiled);
    const refused = new Set(
      compiled.diagnostics.filter(({ code }) => REFUSALS.has(code)).map(({ span }) => span.start),
    );
    visitNodes(compiled.program.statements, (node) => {
      const keyword = keywordOf(node);
      if (keyword === undefined) return;
      const use = describeUse(keyword, refused.has(node.start));
      const key = `${keyword}\n${use.support}`;
      const known = uses.get(key) ?? { use, places: [] };
      known.places.push({ path, line: lineOf(node.start) });
      uses.set(key, known);
    });
  }
  return [...uses.values()]
    .map(({ use, places }) => ({ ...use, places }))
    .sort((a, b) => (a.keyword < b.keyword ? -1 : 1));
}

/** Reading and keeping a value, by the owner of the memory. */
const READERS: Readonly<Record<MemoryOwner, string>> = {
  bot: 'GET BOT MEMORY',
  user: 'GET USER MEMORY',
  session: 'GET SESSION',
  cache: 'CACHE GET',
};
const WRITERS: Readonly<Record<MemoryOwner, string>> = {
  bot: 'SET BOT MEMORY',
  user: 'SET USER MEMORY',
  session: 'SET SESSION',
  cache: 'CACHE SET',
};

function keywordOf(node: TreeNode): string | undefined {
  if (node.kind === 'keyword' || node.kind === 'handler') return node.name;
  if (node.kind === 'getMemory') return READERS[node.owner];
  if (node.kind === 'setMemory') return WRITERS[node.owner];
  return node.kind === 'save' ? node.word : NATIVE[node.kind];
}

function adapterFor(keyword: string): string | undefined {
  return ON_TABLES.has(keyword) ? TABLES : adapterOf(keyword);
}

function describeUse(keyword: string, isRefused: boolean): KeywordUse {
  if (isRefused) return { keyword, support: 'notAvailable', places: [] };
  const adapter = adapterFor(keyword);
  if (adapter === undefined) return { keyword, support: 'native', places: [] };
  return { keyword, support: 'adapted', adapter, places: [] };
}
