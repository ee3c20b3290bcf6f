import { compile, type CompileOptions } from '../compile';
import type { Diagnostic } from '../diagnostic';
import { positionAt, type Position, type SourceFile } from '../source';

/** A diagnostic with its place in both forms. */
export interface EditorDiagnostic extends Diagnostic {
  readonly from: Position;
  readonly to: Position;
}

/** Compiles a text and tells everything about it, in the order of the text. */
export function readDiagnostics(
  input: SourceFile,
  options: CompileOptions = {},
): readonly EditorDiagnostic[] {
  const { diagnostics, source } = compile(input, options);
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    from: positionAt(source, diagnostic.span.start),
    to: positionAt(source, diagnostic.span.end),
  }));
}
