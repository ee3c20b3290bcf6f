import type { Command, Expression, Statement } from './syntax';

/** Anything in the tree that has a kind. */
export type TreeNode = Statement | Expression | Command;

/** The node of one kind; a union where a statement and an expression share it. */
export type NodeOf<K extends TreeNode['kind']> = Extract<TreeNode, { kind: K }>;

/** True where a value of this type is, or has inside it, a node of the tree. */
type Holds<T> = T extends TreeNode
  ? true
  : T extends readonly (infer Item)[]
    ? Holds<Item>
    : T extends object
      ? { [F in keyof T]: Holds<T[F]> }[keyof T]
      : false;

type ChildField<T> = T extends unknown
  ? { [F in keyof T]-?: true extends Holds<T[F]> ? F : never }[keyof T]
  : never;

type ValueOf<T, F> = T extends unknown ? (F extends keyof T ? T[F] : never) : never;

/** How a field holds nodes: one, a list of them, or inside of other objects. */
type Form<T> = [Extract<T, TreeNode>] extends [never]
  ? T extends readonly (infer Item)[]
    ? [Item] extends [Statement]
      ? 'statements'
      : [Item] extends [TreeNode]
        ? 'nodes'
        : { readonly each: Fields<Item> }
    : T extends object
      ? Fields<T>
      : never
  : 'node';

type Fields<T> = { readonly [F in ChildField<T>]: Form<NonNullable<ValueOf<T, F>>> };

type ChildTable = { readonly [K in TreeNode['kind']]: Fields<NodeOf<K>> };

const PAIRS = { each: { value: 'node' } } as const;

/**
 * The fields of each kind that hold nodes, in the order of the text. A kind or a field that is missing here
 * does not compile.
 */
const CHILDREN: ChildTable = {
  append: { list: 'node', value: 'node' },
  approval: {
    quorum: { count: 'node' },
    from: 'node',
    message: 'node',
    timeout: 'node',
    remindEvery: 'node',
    onTimeout: { to: 'node' },
    rejected: 'statements',
  },
  assign: { target: 'node', value: 'node' },
  between: { operand: 'node', low: 'node', high: 'node' },
  bot: {
    bot: 'node',
    action: 'node',
    input: 'node',
    timeout: 'node',
    retry: 'node',
    fallback: 'node',
    delay: 'node',
    cache: 'node',
    into: 'node',
  },
  broken: {},
  call: { args: 'nodes' },
  callSub: { args: 'nodes' },
  choose: { test: 'node', yes: 'node', no: 'node' },
  command: { command: 'node', into: 'node' },
  description: {},
  endWorkflow: {},
  exit: {},
  expression: { expression: 'node' },
  field: { value: 'node' },
  find: { args: 'nodes', filter: 'node', where: 'node', limit: 'node' },
  for: { variable: 'node', from: 'node', to: 'node', by: 'node', body: 'statements' },
  forEach: {
    variable: 'node',
    list: 'node',
    last: 'node',
    parallel: { max: 'node', join: { count: 'node' } },
    body: 'statements',
  },
  getMemory: { session: 'node', key: 'node' },
  goto: {},
  handler: { args: 'nodes', body: 'statements' },
  if: { arms: { each: { condition: 'node', body: 'statements' } }, otherwise: 'statements' },
  index: { object: 'node', index: 'node' },
  infix: { left: 'node', right: 'node' },
  isNull: { operand: 'node' },
  keyword: {
    args: 'nodes',
    clauses: { each: { values: 'nodes', pairs: PAIRS } },
    body: 'statements',
  },
  label: {},
  list: { items: 'nodes' },
  literal: {},
  maybeVariable: {},
  member: { object: 'node' },
  method: { object: 'node', args: 'nodes' },
  object: { fields: PAIRS },
  onError: {},
  hold: {},
  onFailure: { body: 'statements' },
  parallel: { join: { count: 'node' }, branches: { each: { body: 'statements' } } },
  param: { choices: 'nodes', example: 'node', defaultValue: 'node' },
  prefix: { operand: 'node' },
  publish: { event: 'node', data: 'node' },
  return: { value: 'node' },
  save: { table: 'node', args: 'nodes', pairs: PAIRS },
  select: {
    subject: 'node',
    cases: { each: { values: 'nodes', body: 'statements' } },
    otherwise: 'statements',
  },
  setMemory: { session: 'node', key: 'node', value: 'node', expires: 'node' },
  share: { key: 'node', with: 'node' },
  step: { body: 'node', delay: 'node', timeout: 'node' },
  sub: { parameters: 'nodes', body: 'statements' },
  sync: { from: 'node' },
  table: {},
  talk: { message: 'node', to: 'node' },
  template: { parts: 'nodes' },
  throw: { message: 'node' },
  try: {
    timeout: 'node',
    body: 'statements',
    variable: 'node',
    handler: 'statements',
    finally: 'statements',
  },
  update: { table: 'node', args: 'nodes', pairs: PAIRS, where: 'node' },
  variable: {},
  wait: { time: 'node' },
  waitEvent: {
    events: { each: { event: 'node', where: 'node' } },
    timeout: 'node',
    escalateTo: 'node',
  },
  while: { condition: 'node', body: 'statements' },
  with: { target: 'node', body: 'statements' },
  withObject: {},
  workflow: { name: 'node' },
};

/** One field that holds nodes. */
export interface ChildReader {
  readonly name: string;
  readonly form: 'node' | 'nodes' | 'statements' | 'part' | 'parts';
  /** The fields of a part. */
  readonly fields: readonly ChildReader[];
}

type AnyForm = string | { readonly [name: string]: AnyForm };

function readersOf(fields: Readonly<Record<string, AnyForm>>): readonly ChildReader[] {
  return Object.entries(fields).map(([name, form]): ChildReader => {
    if (typeof form === 'string') return { name, form: form as ChildReader['form'], fields: [] };
    const { each } = form;
    return typeof each === 'object'
      ? { name, form: 'parts', fields: readersOf(each) }
      : { name, form: 'part', fields: readersOf(form) };
  });
}

/** The fields that hold nodes, by kind, in the order of the text. */
export const CHILD_READERS: ReadonlyMap<string, readonly ChildReader[]> = new Map(
  Object.entries(CHILDREN).map(([kind, fields]) => [
    kind,
    readersOf(fields as Readonly<Record<string, AnyForm>>),
  ]),
);

/** Calls back for each list of statements and each node that belongs to a node directly. */
export interface ChildVisitor {
  node(node: TreeNode): void;
  /** Called before the statements of a list are visited themselves. */
  statements?(list: readonly Statement[]): void;
}

/** Visits the children of a node, in the order of the text; not what is inside of them. */
export function visitChildren(node: TreeNode, visitor: ChildVisitor): void {
  const readers = CHILD_READERS.get(node.kind);
  if (readers !== undefined && readers.length > 0) readFields(node, readers, visitor);
}

function readFields(owner: object, readers: readonly ChildReader[], visitor: ChildVisitor): void {
  for (const { name, form, fields } of readers) {
    const value = (owner as Readonly<Record<string, unknown>>)[name];
    if (value === undefined) continue;
    switch (form) {
      case 'node':
        visitor.node(value as TreeNode);
        break;
      case 'statements':
        visitor.statements?.(value as readonly Statement[]);
        for (const item of value as readonly TreeNode[]) visitor.node(item);
        break;
      case 'nodes':
        for (const item of value as readonly TreeNode[]) visitor.node(item);
        break;
      case 'part':
        readFields(value as object, fields, visitor);
        break;
      case 'parts':
        for (const item of value as readonly object[]) readFields(item, fields, visitor);
    }
  }
}
