import type { Diagnostic } from './diagnostic';
import { positionAt, type Source, type Span } from './source';

/** The most that is ever told about one file. */
export const MAX_DIAGNOSTICS = 100;

/** Collects diagnostics of one file. One mistake is told once: a line takes one syntax error. */
export class Reporter {
  private readonly items: Diagnostic[] = [];
  private readonly brokenLines = new Set<number>();
  private readonly seen = new Set<string>();
  private dropped = 0;

  constructor(readonly source: Source) {}

  /** True when nothing more is kept: the work of a good message can be saved. */
  get isFull(): boolean {
    return this.items.length >= MAX_DIAGNOSTICS;
  }

  /** Takes a mistake of form; ignored where its line already has one. */
  syntax(diagnostic: Diagnostic): void {
    const { line } = positionAt(this.source, diagnostic.span.start);
    if (diagnostic.severity === 'error') {
      if (this.brokenLines.has(line)) return;
      this.brokenLines.add(line);
    }
    this.report(diagnostic);
  }

  /** Takes any diagnostic; the same one at the same place is kept once. */
  report(diagnostic: Diagnostic): void {
    const key = `${diagnostic.code}@${diagnostic.span.start}`;
    if (this.seen.has(key)) return;
    if (this.items.length >= MAX_DIAGNOSTICS) {
      this.dropped += 1;
      return;
    }
    this.seen.add(key);
    this.items.push(withPlainSpans(diagnostic));
  }

  /** True when the line of an offset already has a mistake of form. */
  isBroken(offset: number): boolean {
    return this.brokenLines.has(positionAt(this.source, offset).line);
  }

  /** Everything in order of place. The last one tells how many more there are, when there are more. */
  finish(): readonly Diagnostic[] {
    const sorted = [...this.items].sort((a, b) => a.span.start - b.span.start);
    if (this.dropped === 0) return sorted;
    const kept = sorted.slice(0, MAX_DIAGNOSTICS - 1);
    const more = this.dropped + sorted.length - kept.length;
    const end = this.source.text.length;
    const last: Diagnostic = {
      code: 'BASIC_TOO_MANY',
      severity: 'error',
      message: `There are ${more} more.`,
      span: { start: end, end },
      hint: 'Correct the first ones and check again.',
    };
    return [...kept, last];
  }
}

/** Whoever reports may give a token or a node as the place; only the offsets are kept. */
function withPlainSpans(diagnostic: Diagnostic): Diagnostic {
  const { related, fix } = diagnostic;
  return {
    ...diagnostic,
    span: plain(diagnostic.span),
    ...(related === undefined
      ? {}
      : { related: related.map(({ message, span }) => ({ message, span: plain(span) })) }),
    ...(fix === undefined ? {} : { fix: { ...fix, span: plain(fix.span) } }),
  };
}

function plain({ start, end }: Span): Span {
  return { start, end };
}
