import type { Program } from '../basic/parser';
import type { Expression, KeywordCommand, Statement, SubStatement } from '../basic/syntax';
import { plainName, type Token } from '../basic/token';
import { visitNodes, type TreeNode } from '../basic/visit';
import { lower, rootName } from '../lower/facts';
import type { Span } from '../source';
import { placeBodies } from './bodies';
import { placeStatements } from './statements';
import { tokenIndexFrom } from './tokens';

/** What a name stands for at one place. */
export type NameKind = 'variable' | 'parameter' | 'sub' | 'function' | 'label' | 'bot' | 'event';

/** One place of a name. */
export interface NameUse extends Span {
  readonly kind: NameKind;
  /** As written, without quotes and `$`. */
  readonly name: string;
  /** True where the name gets its value or its meaning. */
  readonly writes: boolean;
  /** The SUB whose parameter or label it is. */
  readonly scope?: SubStatement;
}

const cache = new WeakMap<Program, readonly NameUse[]>();

/** Every name of a program in the order of the text. */
export function readNames(program: Program): readonly NameUse[] {
  const known = cache.get(program);
  if (known !== undefined) return known;
  const names = new NameReader(program).read();
  cache.set(program, names);
  return names;
}

/** The name at an offset. */
export function nameAt(program: Program, offset: number): NameUse | undefined {
  return readNames(program).find(({ start, end }) => start <= offset && offset <= end);
}

/** True for two places of the same thing. */
export function isSameName(one: NameUse, other: NameUse): boolean {
  return (
    group(one.kind) === group(other.kind) &&
    lower(one.name) === lower(other.name) &&
    one.scope === other.scope
  );
}

function group(kind: NameKind): string {
  return kind === 'parameter' ? 'variable' : kind;
}

class NameReader {
  private readonly uses: NameUse[] = [];
  private readonly columns = new Set<Expression>();
  private readonly targets = new Set<Expression>();
  private readonly subs: ReadonlyMap<string, SubStatement>;
  private readonly parameters = new Set<string>();

  constructor(private readonly program: Program) {
    const subs = new Map<string, SubStatement>();
    visitNodes(program.statements, (node) => {
      if (node.kind === 'sub') subs.set(lower(node.name), node);
      if (node.kind === 'param') this.parameters.add(lower(node.name));
    });
    this.subs = subs;
  }

  read(): readonly NameUse[] {
    visitNodes(this.program.statements, (node) => {
      this.readNode(node);
    });
    for (const { statement } of placeStatements(this.program)) this.readNext(statement);
    return this.uses.sort((a, b) => a.start - b.start);
  }

  private readNode(node: TreeNode): void {
    this.markTargets(node);
    this.markConditions(node);
    if (node.kind === 'variable' && !this.columns.has(node)) {
      this.addVariable(node, node.name, this.targets.has(node));
    } else if (node.kind === 'maybeVariable') {
      this.addVariable({ start: node.start + 1, end: node.end - 1 }, node.name, false);
    } else if (node.kind === 'param') this.addVariable(node.nameSpan, node.name, true);
    else if (node.kind === 'sub') this.add('sub', node.name, node.nameSpan, true);
    else if (node.kind === 'call' || node.kind === 'callSub') {
      const isSub = node.kind === 'callSub' || this.subs.has(lower(node.name));
      this.add(isSub ? 'sub' : 'function', node.name, node.nameSpan, false);
    } else if (node.kind === 'label') {
      this.addLabel(node.name, { start: node.start, end: node.start + node.name.length }, true);
    } else if (node.kind === 'goto') this.addLabel(node.name, node.nameSpan, false);
    else this.readTexts(node);
  }

  private readTexts(node: TreeNode): void {
    if (node.kind === 'bot') {
      this.addText('bot', node.bot);
      this.addText('bot', node.fallback);
    } else if (node.kind === 'share') this.addText('bot', node.with);
    else if (node.kind === 'sync') this.addText('bot', node.from);
    else if (node.kind === 'publish') this.addText('event', node.event, true);
    else if (node.kind === 'waitEvent') {
      for (const { event } of node.events) this.addText('event', event);
    } else if (node.kind === 'handler' && node.name === 'ON EVENT')
      this.addText('event', node.args[0]);
  }

  private markTargets(node: TreeNode): void {
    for (const target of targetsOf(node)) {
      let root: Expression | undefined = target;
      while (root?.kind === 'member' || root?.kind === 'index') root = root.object;
      if (root !== undefined && rootName(root) !== undefined) this.targets.add(root);
    }
  }

  private markConditions(node: TreeNode): void {
    if ('where' in node) this.markColumns(node.where);
    if (node.kind !== 'waitEvent') return;
    for (const { where } of node.events) if (where !== undefined) this.markColumns(where);
  }

  /** In the condition of a table or an event, a name left of a comparison is a column. */
  private markColumns(condition: Expression): void {
    if (
      condition.kind === 'infix' &&
      (condition.operator === 'and' || condition.operator === 'or')
    ) {
      this.markColumns(condition.left);
      this.markColumns(condition.right);
    } else if (condition.kind === 'infix') {
      const isLeft = condition.left.kind === 'variable';
      this.columns.add(isLeft ? condition.left : condition.right);
    } else if ('operand' in condition) {
      if (condition.operand.kind === 'variable') this.columns.add(condition.operand);
      else this.markColumns(condition.operand);
    }
  }

  private addVariable(span: Span, name: string, writes: boolean): void {
    const scope = this.scopeOf(span, name);
    const isParameter = scope !== undefined || this.parameters.has(lower(name));
    this.uses.push({
      kind: isParameter ? 'parameter' : 'variable',
      ...this.withoutDollar(span),
      name: plainName(name),
      writes,
      ...(scope === undefined ? {} : { scope }),
    });
  }

  private addLabel(name: string, span: Span, writes: boolean): void {
    const scope = this.subAround(span);
    const { start, end } = span;
    this.uses.push({ kind: 'label', name, start, end, writes, ...(scope && { scope }) });
  }

  private scopeOf(span: Span, name: string): SubStatement | undefined {
    const sub = this.subAround(span);
    return sub?.parameters.some((one) => lower(one.name) === lower(name)) === true
      ? sub
      : undefined;
  }

  private subAround({ start, end }: Span): SubStatement | undefined {
    return [...this.subs.values()].find((sub) => sub.start <= start && end <= sub.end);
  }

  private withoutDollar({ start, end }: Span): Span {
    const isOld = this.program.source.text.charAt(end - 1) === '$';
    return { start, end: isOld ? end - 1 : end };
  }

  private add(kind: NameKind, name: string, span: Span, writes: boolean): void {
    this.uses.push({ kind, name, ...this.withoutDollar(span), writes });
  }

  private addText(kind: NameKind, value: Expression | undefined, writes = false): void {
    if (value?.kind !== 'literal' || typeof value.value !== 'string') return;
    const span = { start: value.start + 1, end: value.end - 1 };
    this.uses.push({ kind, name: value.value, ...span, writes });
  }

  /** The name after NEXT is no part of the tree. */
  private readNext(statement: Statement): void {
    const inner = statement.kind === 'step' ? statement.body : statement;
    if (inner.kind !== 'for' && inner.kind !== 'forEach') return;
    const closing = placeBodies(this.program, inner)[0]?.closing;
    if (closing === undefined) return;
    const { tokens } = this.program;
    const index = tokenIndexFrom(this.program, closing.start);
    const word: Token | undefined = tokens[index + (closing.upper === 'NEXT' ? 1 : 2)];
    if (word?.kind === 'word' && word.end <= inner.end) this.addVariable(word, word.text, false);
  }
}

/** What a statement sets. */
function targetsOf(node: TreeNode): readonly (Expression | undefined)[] {
  switch (node.kind) {
    case 'assign':
    case 'with':
      return [node.target];
    case 'for':
    case 'forEach':
      return [node.variable];
    case 'append':
      return [node.list];
    case 'try':
      return [node.variable];
    case 'sub':
      return node.parameters;
    case 'keyword':
      return keywordTargets(node);
    default:
      return 'into' in node ? [node.into] : [];
  }
}

/** What HEAR and WAIT FOR RESPONSE ask for, and what stands behind INTO. */
function keywordTargets({
  name,
  args,
  clauses,
}: KeywordCommand): readonly (Expression | undefined)[] {
  const word = name === 'WAIT FOR RESPONSE' ? 'AS' : 'INTO';
  const clause = clauses.find((one) => one.word === word)?.values[0];
  return name === 'HEAR' || name === 'ASK' ? [args[0], clause] : [clause];
}
