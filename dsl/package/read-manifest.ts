import type { PackageFile, PackageProblem } from './package-file';

/** What package.json or config.json says of a package. */
export interface PackageManifest {
  readonly description?: string;
  readonly version?: string;
  readonly category?: string;
  /** The script that a conversation begins with. */
  readonly entryDialog?: string;
  /** What the package needs from its surroundings, by name. */
  readonly requirements: {
    readonly tools: readonly string[];
    readonly knowledgeBases: readonly string[];
    readonly bots: readonly string[];
  };
}

/** Reads the manifests; members that are missing or of another kind are passed by. Nothing in them is run. */
export function readManifest(
  files: readonly PackageFile[],
  problems: PackageProblem[],
): PackageManifest {
  const documents = files.map((file) => readObject(file, problems));
  const text = (name: string): string | undefined =>
    documents.map((document) => member(document, name)).find((value) => typeof value === 'string');
  const requirements = documents.map((document) => member(document, 'requirements'));
  const list = (name: string): readonly string[] =>
    requirements.flatMap((needs) => {
      const names = member(needs, name);
      return Array.isArray(names) ? names.filter((one) => typeof one === 'string') : [];
    });
  const description = text('description');
  const version = text('version');
  const category = text('category');
  const entryDialog = text('entry_dialog');
  return {
    ...(description === undefined ? {} : { description }),
    ...(version === undefined ? {} : { version }),
    ...(category === undefined ? {} : { category }),
    ...(entryDialog === undefined ? {} : { entryDialog }),
    requirements: {
      tools: list('tools'),
      knowledgeBases: list('knowledge_bases'),
      bots: list('bots'),
    },
  };
}

function readObject(file: PackageFile, problems: PackageProblem[]): unknown {
  try {
    return JSON.parse(file.text.replace(/^\ufeff/, ''));
  } catch {
    const message = 'This is not JSON; it is passed by.';
    problems.push({ code: 'PACKAGE_MANIFEST', severity: 'warning', path: file.path, message });
    return undefined;
  }
}

/** An own member of a JSON object. */
function member(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isObject ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
