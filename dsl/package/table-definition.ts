import type { PackageScript } from './package-script';
import { placesIn } from './places-in';

/** A table that a script declares with TABLE … END TABLE. */
export interface TableDefinition {
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

const NO_COLUMN =
  /^(unique|primary|foreign|constraint|check|index|key)\b\s*(key\b)?\s*\w*\s*\(|^constraint\b/i;

/** The tables that a script declares. Lines that name no column are passed by; nothing is ever refused. */
export function findTableDefinitions({
  path,
  compiled,
}: PackageScript): readonly TableDefinition[] {
  const lineOf = placesIn(compiled);
  return compiled.program.statements.flatMap((statement) =>
    statement.kind === 'table'
      ? [
          {
            name: fullName(statement.name, statement.header),
            path,
            line: lineOf(statement.start),
            columns: statement.lines.flatMap(readColumn),
          },
        ]
      : [],
  );
}

/** `conn.Table`: what follows the first word without a blank belongs to the name. */
function fullName(name: string, header: string): string {
  return name + (/^[.\w]*/.exec(header)?.[0] ?? '');
}

/** `Id number key`, `price* double`, `id UUID PRIMARY KEY`, `FIELD id AS STRING`. */
function readColumn(line: string): readonly { readonly name: string; readonly type: string }[] {
  const text = line.trim().replace(/^field\s+/i, '');
  if (NO_COLUMN.test(text)) return [];
  const found = /^(\w+)\*?(?:\s+(?:as\s+)?(\w+(?:\s*\([^)]*\))?))?/i.exec(text);
  return found?.[1] === undefined ? [] : [{ name: found[1], type: found[2] ?? '' }];
}
