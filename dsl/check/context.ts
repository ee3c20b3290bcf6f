import type { Program } from '../basic/parser';
import type { Mistake } from '../basic/parse-context';
import type { NodeOf, TreeNode } from '../basic/children';
import type { Statement } from '../basic/syntax';
import { closest } from '../closest';
import type { Severity } from '../diagnostic';
import type { Facts } from '../lower/facts';
import type { Reporter } from '../reporter';
import type { Span } from '../source';

const MOST_COMPARED = 500;

/** What a rule knows, and how it tells what it found. */
export class CheckContext {
  private compared = 0;

  constructor(
    readonly program: Program,
    readonly facts: Facts,
    private readonly reporter: Reporter,
  ) {}

  /** Tells an error; ignored where the line already has a mistake of form. */
  error(mistake: Mistake & { readonly span: Span }): void {
    if (!this.reporter.isBroken(mistake.span.start)) this.report(mistake, 'error');
  }

  warning(mistake: Mistake & { readonly span: Span }): void {
    this.report(mistake, 'warning');
  }

  /** Tells something that may be as it is wanted; ignored where the line has a mistake of form. */
  hint(mistake: Mistake & { readonly span: Span }): void {
    if (!this.reporter.isBroken(mistake.span.start)) this.report(mistake, 'hint');
  }

  /** True when nothing more is kept: the work of a good hint can be saved. */
  get isFull(): boolean {
    return this.reporter.isFull;
  }

  /**
   * The known name that was likely meant. A text with very many names gets no more such help after a while:
   * comparing all of them with all others would take longer than reading it.
   */
  meant(name: string, known: ReadonlySet<string>): string | undefined {
    this.compared += known.size;
    return this.isFull || this.compared > MOST_COMPARED ? undefined : closest(name, known);
  }

  private report(mistake: Mistake & { readonly span: Span }, severity: Severity): void {
    this.reporter.report({ ...mistake, severity });
  }
}

/** Looks at a node of one kind; `ancestors` has the outermost first. */
export type NodeCheck<K extends TreeNode['kind'] = TreeNode['kind']> = (
  node: NodeOf<K>,
  ancestors: readonly TreeNode[],
) => void;

/** What a rule looks at: nodes of some kinds, parents first, and lists of statements before what is in them. */
export type RuleVisitor = { readonly [K in TreeNode['kind']]?: NodeCheck<K> } & {
  /** Each list: a section of the program, a body, an arm, a case or a branch. */
  readonly statements?: (list: readonly Statement[]) => void;
  /** Called once, when everything was seen. */
  readonly end?: () => void;
};

/** A rule: made anew for each program, so that it can remember what it has seen. */
export type Rule = (context: CheckContext) => RuleVisitor;
