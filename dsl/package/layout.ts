/** The part of a package that a path belongs to; folders are known by their ending, not by their name. */
export type PackagePart =
  'script' | 'config' | 'table' | 'knowledge' | 'drive' | 'attendants' | 'manifest' | 'other';

/** Folders whose files mean the same whatever they are called; looked at before the file. */
const STORES: readonly (readonly [string, PackagePart])[] = [
  ['.gbkb', 'knowledge'],
  ['.gbdrive', 'drive'],
];
const MANIFESTS = new Set(['package.json', 'config.json']);
const ATTENDANTS = new Set(['attendant.csv', 'attendants.csv']);

/**
 * Scripts lie at the root, under `bots/` or anywhere under a folder that ends with `.gbdialog`; a file with
 * that ending at the root is a script as well. Paths begin inside the package.
 */
export function partOf(path: string): PackagePart {
  const parts = path.toLowerCase().split('/');
  const folders = parts.slice(0, -1);
  const file = parts.at(-1) ?? '';
  const isIn = (suffix: string): boolean => folders.some((folder) => folder.endsWith(suffix));
  const store = STORES.find(([suffix]) => isIn(suffix));
  if (store !== undefined) return store[1];
  if (isScript(file, folders)) return 'script';
  if (ATTENDANTS.has(file)) return 'attendants';
  if (file === 'config.csv' && (folders.length === 0 || isIn('.gbot'))) return 'config';
  if (file.endsWith('.csv') && isIn('.gbdata')) return 'table';
  return folders.length === 0 && MANIFESTS.has(file) ? 'manifest' : 'other';
}

function isScript(file: string, folders: readonly string[]): boolean {
  if (file.endsWith('.gbdialog')) return folders.length === 0;
  const [first = 'bots'] = folders;
  return (
    file.endsWith('.bas') &&
    (first === 'bots' || folders.some((folder) => folder.endsWith('.gbdialog')))
  );
}

/** The path inside the package, without its folder. */
export function insidePath(packageFolder: string, path: string): string {
  const parts = path
    .split('\\')
    .join('/')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  const [first] = parts;
  const folder = packageFolder.split('/').findLast((part) => part !== '');
  const isFolder =
    parts.length > 1 &&
    first !== undefined &&
    (first === folder || first.toLowerCase().endsWith('.gbai'));
  return (isFolder ? parts.slice(1) : parts).join('/');
}
