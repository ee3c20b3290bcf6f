import { BASIC_CODES, CATALOGUE, type BasicCode } from './basic/catalogue';
import type { CompiledFile } from './compile';
import type { Diagnostic, Severity } from './diagnostic';
import { fixesFor, type TextEdit } from './fixes';
import { positionAt, type Source, type Span } from './source';

/** What SARIF needs of a compiled file. */
export type SarifFile = Pick<CompiledFile, 'source' | 'program' | 'diagnostics'>;

/** A mistake that is in no BASIC text, for example in a table. */
export interface SarifProblem {
  readonly code: string;
  readonly severity: Severity;
  readonly path: string;
  readonly line?: number;
  readonly message: string;
}

/** A place in a text; lines and columns count from 1, columns in UTF-16 units. */
interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  hint: 'note',
};

/** Results as a SARIF 2.1.0 log with one run: what code hosts and editors show beside the lines. */
export function toSarif(
  files: readonly SarifFile[],
  version: string,
  problems: readonly SarifProblem[] = [],
): Readonly<Record<string, unknown>> {
  const driver = {
    name: 'everstep',
    version,
    rules: BASIC_CODES.map(toRule),
  };
  const results = [
    ...files.flatMap((file) => file.diagnostics.map((one) => toResult(file, one))),
    ...problems.map(toProblemResult),
  ];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
}

function toRule(id: BasicCode): unknown {
  const { title, explanation, wrong, right } = CATALOGUE[id];
  const fence = (text: string): string => `\`\`\`basic\n${shorten(text)}\n\`\`\``;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: explanation },
    help: {
      text: explanation,
      markdown: `${explanation}\n\nWrong:\n\n${fence(wrong)}\n\nRight:\n\n${fence(right)}`,
    },
  };
}

/** Some examples are wrong because they are endless. */
function shorten(text: string): string {
  return text.length > 1000 ? `${text.slice(0, 1000)}…` : text;
}

function toResult(file: SarifFile, diagnostic: Diagnostic): unknown {
  const { source, program } = file;
  const { code, severity, message, hint, span, related = [] } = diagnostic;
  const edits = fixesFor(source, diagnostic, program);
  return {
    ruleId: code,
    ruleIndex: BASIC_CODES.indexOf(code),
    level: LEVELS[severity],
    message: { text: hint === undefined ? message : `${message} ${hint}` },
    locations: [location(source, span)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((place) => ({
            ...location(source, place.span),
            message: { text: place.message },
          })),
        }),
    ...(edits === undefined ? {} : { fixes: [toFix(source, diagnostic, edits)] }),
  };
}

function toProblemResult({ code, severity, path, line, message }: SarifProblem): unknown {
  const place = line === undefined ? {} : { region: { startLine: line } };
  return {
    ruleId: code,
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: artifact({ file: path }), ...place } }],
  };
}

function location(source: Source, span: Span): { readonly physicalLocation: unknown } {
  return {
    physicalLocation: { artifactLocation: artifact(source), region: region(source, span) },
  };
}

function toFix(source: Source, { fix }: Diagnostic, edits: readonly TextEdit[]): unknown {
  const replacements = edits.map(({ span, text }) => ({
    deletedRegion: region(source, span),
    ...(text === '' ? {} : { insertedContent: { text } }),
  }));
  return {
    description: { text: fix?.title ?? 'Mend it' },
    artifactChanges: [{ artifactLocation: artifact(source), replacements }],
  };
}

/** Paths become relative references with `/`, each part encoded. */
function artifact({ file }: Pick<Source, 'file'>): { readonly uri: string } {
  return { uri: file.split('\\').join('/').split('/').map(encodeURIComponent).join('/') };
}

function region(source: Source, span: Span): Region {
  const start = positionAt(source, span.start);
  const end = positionAt(source, Math.max(span.start, span.end));
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}
