import type { Clause } from '../basic/syntax';
import type { TreeNode } from '../basic/visit';
import { visitNodes } from '../basic/visit';
import { closest } from '../closest';
import { nameKey, scriptName } from './names';
import type { PackageProblem } from './package-file';
import type { PackageScript } from './package-script';
import { placesIn } from './places-in';
import { literalText } from './triggers';

/** What the references of a package can mean: each name as it is written, under its `nameKey`. */
export interface KnownNames {
  readonly scripts: ReadonlyMap<string, string>;
  readonly bots: ReadonlyMap<string, string>;
  readonly collections: ReadonlyMap<string, string>;
}

/** Names under their keys. */
export function byKey(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [nameKey(name), name]));
}

/** Something that a script names. */
interface Reference {
  readonly code: 'PACKAGE_BOT' | 'PACKAGE_TOOL' | 'PACKAGE_FILE' | 'PACKAGE_KNOWLEDGE';
  readonly name: string;
  readonly start: number;
}

const MEANINGS: Readonly<Record<Reference['code'], (name: string) => string>> = {
  PACKAGE_BOT: (name) =>
    `There is no bot "${name}" in the package: a registered one answers, else the default bot.`,
  PACKAGE_TOOL: (name) => `There is no script "${name}" that could be the tool.`,
  PACKAGE_FILE: (name) => `There is no script "${name}" in the package.`,
  PACKAGE_KNOWLEDGE: (name) => `There is no knowledge collection "${name}" in the package.`,
};

/** Names that lead nowhere: warnings, because most packages have some and their other paths run. */
export function findOpenReferences(
  scripts: readonly PackageScript[],
  known: KnownNames,
): readonly PackageProblem[] {
  return scripts.flatMap(({ path, compiled }) => {
    const lineOf = placesIn(compiled);
    const open: PackageProblem[] = [];
    visitNodes(compiled.program.statements, (node) => {
      for (const { code, name, start } of referencesOf(node)) {
        if (isKnown({ code, name, start }, known)) continue;
        const message = `${MEANINGS[code](name)}${meant(name, namesOf(code, known))}`;
        open.push({ code, severity: 'warning', path, line: lineOf(start), message });
      }
    });
    return open;
  });
}

function referencesOf(node: TreeNode): readonly Reference[] {
  if (node.kind === 'bot') {
    return [...literalText(node.bot), ...literalText(node.fallback)].map((name) => ({
      code: 'PACKAGE_BOT',
      name,
      start: node.start,
    }));
  }
  if (node.kind !== 'keyword') return [];
  const [first] = node.args;
  const refer = (code: Reference['code'], names: readonly string[]): readonly Reference[] =>
    names.map((name) => ({ code, name, start: node.start }));
  switch (node.name) {
    case 'ADD TOOL':
    case 'USE TOOL':
      return refer('PACKAGE_TOOL', literalText(first));
    case 'ADD BOT':
    case 'DELEGATE TO':
      return refer('PACKAGE_BOT', literalText(first));
    case 'DELEGATE':
    case 'TRANSFER CONVERSATION':
      return refer('PACKAGE_BOT', node.clauses.filter(isRecipient).flatMap(namedIn));
    case 'USE KB':
      return refer('PACKAGE_KNOWLEDGE', literalText(first));
    case 'CALL':
      return refer('PACKAGE_FILE', literalText(first).filter(isScriptFile));
    case 'SET SCHEDULE':
      return refer('PACKAGE_FILE', node.args.flatMap(literalText).filter(isScriptFile));
    default:
      return [];
  }
}

function isRecipient({ word }: Clause): boolean {
  return word === 'TO BOT' || word === 'TO';
}

function namedIn({ values }: Clause): readonly string[] {
  return literalText(values[0]);
}

function isScriptFile(text: string): boolean {
  return /\.bas$/i.test(text);
}

function namesOf(code: Reference['code'], known: KnownNames): ReadonlyMap<string, string> {
  if (code === 'PACKAGE_BOT') return known.bots;
  return code === 'PACKAGE_KNOWLEDGE' ? known.collections : known.scripts;
}

function meant(name: string, names: ReadonlyMap<string, string>): string {
  const key = closest(nameKey(scriptName(name)), names.keys());
  return key === undefined ? '' : ` Did you mean "${names.get(key) ?? key}"?`;
}

function isKnown({ code, name }: Reference, known: KnownNames): boolean {
  if (code === 'PACKAGE_BOT') return known.bots.has(nameKey(name));
  if (code === 'PACKAGE_KNOWLEDGE') {
    // `products.gbkb` is the whole folder.
    return (
      known.collections.has(nameKey(name)) || (/\.gbkb$/i.test(name) && known.collections.size > 0)
    );
  }
  return known.scripts.has(nameKey(scriptName(name)));
}
