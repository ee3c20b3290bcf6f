import type { BasicCode } from './basic/catalogue';
import { lineText, positionAt, type Position, type Source, type Span } from './source';

/** An error forbids a plan, a warning tells of a likely mistake, a hint of a better way. */
export type Severity = 'error' | 'warning' | 'hint';

/** Another place that helps to understand the message. */
export interface RelatedPlace {
  readonly message: string;
  readonly span: Span;
}

/** A change of the text that cures the mistake. */
export interface Fix {
  readonly title: string;
  readonly span: Span;
  readonly text: string;
}

/** One thing to tell the author of a text. */
export interface Diagnostic {
  readonly code: BasicCode;
  readonly severity: Severity;
  /** What was found and what was expected, in the author's words. */
  readonly message: string;
  readonly span: Span;
  /** What to do next. */
  readonly hint?: string;
  readonly related?: readonly RelatedPlace[];
  readonly fix?: Fix;
}

/** A diagnostic with places that need no text to be read. */
export interface DiagnosticJson extends Position {
  readonly code: BasicCode;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly endLine: number;
  readonly endColumn: number;
  readonly hint?: string;
  readonly related?: readonly (Position & { readonly message: string })[];
  readonly fix?: Fix;
}

/** How `formatDiagnostic` writes. */
export interface FormatOptions {
  readonly colour?: boolean;
}

const MAX_SHOWN_COLUMNS = 160;
const COLOURS = { error: '\u001b[31m', warning: '\u001b[33m', hint: '\u001b[36m' } as const;
const RESET = '\u001b[0m';

/** The plain JSON form, e.g. for an editor. */
export function diagnosticToJson(source: Source, diagnostic: Diagnostic): DiagnosticJson {
  const end = positionAt(source, diagnostic.span.end);
  const { related, hint, fix } = diagnostic;
  return {
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    file: source.file,
    ...positionAt(source, diagnostic.span.start),
    endLine: end.line,
    endColumn: end.column,
    ...(hint === undefined ? {} : { hint }),
    ...(related === undefined
      ? {}
      : {
          related: related.map((place) => ({
            message: place.message,
            ...positionAt(source, place.span.start),
          })),
        }),
    ...(fix === undefined ? {} : { fix }),
  };
}

/** The form for a terminal: place, message, the line with a caret below it, the hint. */
export function formatDiagnostic(
  source: Source,
  diagnostic: Diagnostic,
  options: FormatOptions = {},
): string {
  const { line, column } = positionAt(source, diagnostic.span.start);
  const paint = (text: string): string =>
    options.colour === true ? `${COLOURS[diagnostic.severity]}${text}${RESET}` : text;
  const head = `${source.file}:${line}:${column}: ${paint(diagnostic.severity)} ${diagnostic.code}: ${diagnostic.message}`;
  const parts = [head, ...frame(source, diagnostic.span, paint)];
  for (const place of diagnostic.related ?? []) {
    const at = positionAt(source, place.span.start);
    parts.push(`  ${source.file}:${at.line}:${at.column}: ${place.message}`);
  }
  if (diagnostic.hint !== undefined) parts.push(`  hint: ${diagnostic.hint}`);
  return parts.join('\n');
}

/** The line of the span and a caret under its first character. */
function frame(source: Source, span: Span, paint: (text: string) => string): readonly string[] {
  const { line, column } = positionAt(source, span.start);
  const full = lineText(source, line);
  const from = Math.max(0, column - 1 - MAX_SHOWN_COLUMNS / 2);
  const shown = full.slice(from, from + MAX_SHOWN_COLUMNS);
  const before = shown.slice(0, column - 1 - from);
  const blanks = Array.from(before, (character) => (character === '\t' ? '\t' : ' ')).join('');
  const width = Math.max(1, Math.min(span.end - span.start, shown.length - before.length));
  return [`  ${shown}`, `  ${blanks}${paint('^'.repeat(width))}`];
}
