import type { Program } from '../basic/parser';
import type { Statement } from '../basic/syntax';
import { visitNodes, type TreeNode } from '../basic/visit';

/** A block of lines: from its first line to its end. */
interface Block {
  readonly start: number;
  readonly end: number;
  /** How many levels deeper its inner lines stand; 2 where it is divided into parts. */
  readonly levels: number;
}

const LEVELS: Readonly<Record<string, number>> = {
  for: 1,
  forEach: 1,
  handler: 1,
  if: 1,
  onFailure: 1,
  parallel: 2,
  select: 2,
  sub: 1,
  table: 1,
  try: 1,
  while: 1,
  with: 1,
};
/** Where blocks lie in a text. It is asked from the beginning of the text to its end. */
export class BlockLines {
  private readonly blocks: Block[] = [];
  private readonly starts = new Set<number>();
  private next = 0;
  private open: Block[] = [];

  constructor(program: Program) {
    for (const { start } of program.statements) this.starts.add(start);
    visitNodes(program.statements, (node) => {
      this.addStarts(node);
      const levels = levelsOf(node);
      if (levels > 0) this.blocks.push({ start: node.start, end: node.end, levels });
    });
    this.addWorkflow(program.statements);
    this.blocks.sort((a, b) => a.start - b.start);
  }

  /** Goes on to a place: the blocks that begin before it and end after it are open. */
  moveTo(offset: number): void {
    for (let block = this.blocks[this.next]; block !== undefined; block = this.blocks[this.next]) {
      if (block.start >= offset) break;
      this.open.push(block);
      this.next += 1;
    }
    this.open = this.open.filter(({ end }) => end > offset);
  }

  /** How deep a line stands that is neither an end nor a division. */
  get depth(): number {
    return this.open.reduce((depth, { levels }) => depth + levels, 0);
  }

  /** How many levels deeper the lines of the innermost open block stand. */
  get levels(): number {
    return this.open.at(-1)?.levels ?? 0;
  }

  /** True where a statement begins. */
  isStart(offset: number): boolean {
    return this.starts.has(offset);
  }

  private addStarts(node: TreeNode): void {
    for (const body of bodiesOf(node)) for (const { start } of body) this.starts.add(start);
  }

  /** What lies between ORCHESTRATE WORKFLOW and END WORKFLOW; without an end nothing is deeper. */
  private addWorkflow(statements: readonly Statement[]): void {
    const begin = statements.find(({ kind }) => kind === 'workflow');
    const end = statements.find(({ kind }) => kind === 'endWorkflow');
    if (begin === undefined || end === undefined) return;
    this.blocks.push({ start: begin.start, end: end.start, levels: 1 });
  }
}

function levelsOf(node: TreeNode): number {
  if (node.kind === 'keyword') return node.body === undefined ? 0 : 1;
  return Object.hasOwn(LEVELS, node.kind) ? (LEVELS[node.kind] ?? 0) : 0;
}

/** The statements that belong to a node. */
function bodiesOf(node: TreeNode): readonly (readonly Statement[])[] {
  switch (node.kind) {
    case 'step':
      return [[node.body]];
    case 'if':
      return [...node.arms.map(({ body }) => body), node.otherwise ?? []];
    case 'select':
      return [...node.cases.map(({ body }) => body), node.otherwise ?? []];
    case 'try':
      return [node.body, node.handler ?? [], node.finally ?? []];
    case 'parallel':
      return node.branches.map(({ body }) => body);
    default:
      return 'body' in node && Array.isArray(node.body) ? [node.body] : [];
  }
}
