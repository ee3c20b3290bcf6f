import type { InputField } from '../../plan/schema';
import { splitSections } from '../lower/sections';
import { lowerParameters } from '../lower/parameters';
import type { PackageScript } from './package-script';
import { placesIn } from './places-in';

/** What a model can call: a script, or a part of it, that declares PARAM or DESCRIPTION. */
export interface PackageTool {
  /** The stem of the file; the second tool of a file is `stem:2`. */
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly description: string | null;
  readonly parameters: readonly InputField[];
}

/** The tools of a script. Each `[PARAM …] DESCRIPTION … RETURN` after the first RETURN is one of its own. */
export function findTools({ name, path, compiled }: PackageScript): readonly PackageTool[] {
  const lineOf = placesIn(compiled);
  return splitSections(compiled.program.statements).flatMap((section, index) => {
    const first = section.find(({ kind }) => kind === 'param' || kind === 'description');
    if (first === undefined) return [];
    const said = section.find((statement) => statement.kind === 'description');
    return [
      {
        name: index === 0 ? name : `${name}:${index + 1}`,
        path,
        line: lineOf(first.start),
        description: said?.text ?? null,
        parameters: lowerParameters(section),
      },
    ];
  });
}
