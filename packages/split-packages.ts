import type { PackageContent } from '../dsl/package/package-file';

/** One package of an archive. Its paths begin inside of it. */
export interface ArchivedPackage {
  /** Without `.gbai`; undefined where the archive does not say it. */
  readonly name: string | undefined;
  /** Where it lies in the archive; empty at the root. */
  readonly folder: string;
  readonly content: PackageContent;
}

interface Home {
  readonly name: string | undefined;
  readonly folder: string;
}

const SUFFIX = '.gbai';

/**
 * The packages of an archive: each `.gbai` folder in it, else the whole. A single folder around everything,
 * as packing programs make it, names the package.
 */
export function splitPackages(content: PackageContent): readonly ArchivedPackage[] {
  const paths = [...content.files, ...content.documents].map(({ path }) => path);
  const homes = new Map<string, Home>();
  for (const path of paths) {
    const home = packageFolder(path);
    if (home !== undefined) homes.set(home.folder, home);
  }
  if (homes.size === 0) return [takeHome(content, wrapping(paths))];
  return [...homes.values()]
    .sort((a, b) => (a.folder < b.folder ? -1 : 1))
    .map((home) => takeHome(content, home));
}

function packageFolder(path: string): Home | undefined {
  const parts = path.split('/');
  const at = parts.findIndex(
    (part, index) => index < parts.length - 1 && part.toLowerCase().endsWith(SUFFIX),
  );
  const part = parts[at];
  if (part === undefined) return undefined;
  const name = part.slice(0, -SUFFIX.length);
  return { name: name === '' ? undefined : name, folder: parts.slice(0, at + 1).join('/') };
}

function wrapping(paths: readonly string[]): Home {
  const [first = ''] = paths;
  const folder = first.includes('/') ? first.slice(0, first.indexOf('/')) : '';
  const isAround = folder !== '' && paths.every((path) => path.startsWith(`${folder}/`));
  const isPart = /\.gb\w+$|^bots$/i.test(folder);
  return isAround && !isPart ? { name: folder, folder } : { name: undefined, folder: '' };
}

function takeHome({ files, documents }: PackageContent, { name, folder }: Home): ArchivedPackage {
  const prefix = folder === '' ? '' : `${folder}/`;
  const inside = <T extends { readonly path: string }>(items: readonly T[]): readonly T[] =>
    items
      .filter(({ path }) => path.startsWith(prefix))
      .map((item) => ({ ...item, path: item.path.slice(prefix.length) }));
  return { name, folder, content: { files: inside(files), documents: inside(documents) } };
}
