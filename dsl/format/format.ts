import { canonicalJson } from '../../plan/canonical';
import { compile, type CompiledFile } from '../compile';
import type { Diagnostic } from '../diagnostic';
import { layOut } from './layout';

/** What is known of the text. */
export interface FormatOptions {
  /** The name of the file, for messages. */
  readonly file?: string;
}

/** A text in canonical layout, and what there is to say about the text that came in. */
export interface Formatted {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Brings a text into canonical layout: keywords in capitals, two blanks for each block, one blank around
 * operators, at most one empty line in a row. Comments, texts, order and meaning stay. A text with an
 * error comes back as it is. Formatting twice changes nothing more.
 */
export function format(text: string, options: FormatOptions = {}): Formatted {
  const file = options.file ?? 'program.bas';
  const compiled = compile({ file, text });
  const { diagnostics } = compiled;
  if (compiled.plan === undefined) return { text, diagnostics };
  const formatted = layOut(compiled.program);
  // No layout is worth another program.
  const isSame = hasSamePlan(compiled, compile({ file, text: formatted }));
  return { text: isSame ? formatted : text, diagnostics };
}

function hasSamePlan({ plan }: CompiledFile, { plan: other }: CompiledFile): boolean {
  if (plan === undefined || other === undefined) return false;
  return canonicalJson(plan) === canonicalJson(other);
}
