import { loadPackage, type LoadedPackage } from '../dsl/package/load-package';
import { hashContent } from '../packages/read-folder';
import { readArchive } from '../packages/read-archive';
import { splitPackages } from '../packages/split-packages';
import { AppError } from '../plan/errors';

/** A package that came as an archive; nothing of it is kept or run yet. */
export interface UploadedPackage {
  readonly name: string;
  readonly contentHash: string;
  readonly loaded: LoadedPackage;
}

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,99}$/u;

/**
 * Reads the one package of an archive. Its name is the wish, else that of its folder. PACKAGE_ARCHIVE,
 * PACKAGE_PATH, PACKAGE_LIMIT or PACKAGE_NAME.
 */
export async function readUpload(
  archive: Buffer,
  wish: string | undefined,
): Promise<UploadedPackage> {
  const packages = splitPackages(await readArchive(archive));
  const [first] = packages;
  if (first === undefined || packages.length > 1) {
    const names = packages.map(({ folder }) => folder).join(', ');
    throw new AppError('PACKAGE_NAME', { name: '', reason: `the archive has several: ${names}` });
  }
  const name = checkName(withoutSuffix(wish ?? first.name ?? ''));
  const { content } = first;
  return { name, contentHash: hashContent(content), loaded: loadPackage(name, content) };
}

/** The name without `.gbai`. */
export function withoutSuffix(name: string): string {
  return name.toLowerCase().endsWith('.gbai') ? name.slice(0, -'.gbai'.length) : name;
}

function checkName(name: string): string {
  if (NAME.test(name)) return name;
  const reason =
    name === ''
      ? 'the archive has no folder <name>.gbai, and no ?name= was given'
      : 'a name has letters, digits, dots, dashes, blanks and underscores, 100 at most';
  throw new AppError('PACKAGE_NAME', { name: JSON.stringify(name.slice(0, 100)), reason });
}
