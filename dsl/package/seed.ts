import { KNOWLEDGE_TABLE } from '../../plan/knowledge';
import { splitKnowledge, storable } from './knowledge';
import { partOf } from './layout';
import type { PackageFile } from './package-file';
import { identifiedRows, type IdentifiedRow, type PackageTable } from './read-table';

/** Rows that a table begins with. */
export interface SeedTable {
  readonly name: string;
  readonly rows: readonly IdentifiedRow[];
}

/** What a package brings besides its scripts. */
export interface PackageSeed {
  /** Tables of data and the attendants: rows that are not there yet are added. */
  readonly tables: readonly SeedTable[];
  /** Passages of its documents: they take the place of those that the package had. */
  readonly knowledge: SeedTable;
  /** Texts of its drive, by their path inside of it. */
  readonly drive: readonly PackageFile[];
}

/** The largest file of a drive. */
const MOST_BYTES = 1_000_000;
const encoder = new TextEncoder();

/** Collects what a package begins with. */
export function collectSeed(
  name: string,
  files: readonly PackageFile[],
  data: { readonly tables: readonly PackageTable[]; readonly attendants: readonly PackageTable[] },
): PackageSeed {
  const counts = new Map<string, number>();
  const rows = splitKnowledge(name, files).map((passage): IdentifiedRow => {
    const number = (counts.get(passage.document) ?? 0) + 1;
    counts.set(passage.document, number);
    return { id: `${name}/${passage.document}#${number}`, data: { ...passage } };
  });
  return {
    tables: [
      ...data.tables.map((table) => ({ name: table.name, rows: identifiedRows(table) })),
      ...data.attendants.map(({ rows: people }) => ({
        name: 'attendants',
        rows: identifiedRows({ rows: people.map(withStatus) }),
      })),
    ],
    knowledge: { name: KNOWLEDGE_TABLE, rows },
    drive: files.filter(({ path }) => partOf(path) === 'drive').flatMap(driveFile),
  };
}

/** Nobody signs in here, so whoever has no status is there. */
function withStatus(person: PackageTable['rows'][number]): PackageTable['rows'][number] {
  return { ...person, status: person['status'] ?? 'online' };
}

function driveFile({ path, text }: PackageFile): readonly PackageFile[] {
  const content = storable(text);
  const inside = path.replace(/^.*?\.gbdrive\//i, '');
  return encoder.encode(content).length > MOST_BYTES ? [] : [{ path: inside, text: content }];
}
