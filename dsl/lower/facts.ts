import type { Program } from '../basic/parser';
import type { Expression, Statement, SubStatement } from '../basic/syntax';
import { MAX_TREE_DEPTH, visitNodes, type TreeNode } from '../basic/visit';
import { plainName } from '../basic/token';
import { Team } from './team-members';

/** The most parts of one program, with what each GOSUB repeats. */
export const MAX_NODES = 200_000;

/** What is known of a whole file before it is lowered. Names are in lower case. */
export interface Facts {
  /** All statements of the file. */
  readonly statements: readonly Statement[];
  /** Every word of the text: temporary names avoid them. */
  readonly words: ReadonlySet<string>;
  /** Names that the file sets or declares. */
  readonly variables: ReadonlySet<string>;
  /** Variables that hold an object somewhere. */
  readonly objects: ReadonlySet<string>;
  readonly subs: ReadonlyMap<string, SubStatement>;
  /** The bots that the file adds to the conversation. */
  readonly team: Team;
  /** Labels of the outermost level. */
  readonly labels: ReadonlySet<string>;
  /** What GOSUB calls, by label. */
  readonly gosubs: ReadonlyMap<string, readonly Statement[]>;
  /** False where no GOTO stands, so that nobody has to look for one. */
  readonly hasGoto: boolean;
  /** True when a plan of it would be larger than plans can be; not all of `gosubs` are there then. */
  readonly isTooLarge: boolean;
  /** The first node that lies too deep for readers that go in recursively; nothing after it was read. */
  readonly tooDeep?: TreeNode;
}

/** Collects the facts of a program. */
export function collectFacts(program: Program): Facts {
  const words = new Set(program.words.map(lower));
  const variables = new Set<string>();
  const objects = new Set<string>();
  const subs = new Map<string, SubStatement>();
  const called = new Set<string>();
  const team = new Team(words);
  let hasGoto = false;
  let size = 0;
  let tooDeep: TreeNode | undefined;
  visitNodes(program.statements, (node, depth) => {
    size += 1;
    if (depth > MAX_TREE_DEPTH) {
      tooDeep = node;
      return false;
    }
    const name = setName(node);
    if (name !== undefined) variables.add(lower(name));
    if (name !== undefined && givesObject(node)) objects.add(lower(name));
    if (node.kind === 'keyword') team.note(node);
    if (node.kind === 'sub') {
      for (const parameter of node.parameters) variables.add(lower(parameter.name));
      if (!subs.has(lower(node.name))) subs.set(lower(node.name), node);
    }
    if (node.kind === 'goto' && node.word === 'GOSUB') called.add(lower(node.name));
    else if (node.kind === 'goto') hasGoto = true;
    return true;
  });
  const labels = new Set(program.statements.flatMap(labelName));
  const { routines: gosubs, isTooLarge } = findGosubs(program.statements, called);
  const whole = {
    statements: program.statements,
    words,
    variables,
    objects,
    subs,
    team,
    labels,
    gosubs,
    hasGoto,
    isTooLarge: isTooLarge || size > MAX_NODES,
  };
  return tooDeep === undefined ? whole : { ...whole, tooDeep };
}

/**
 * The routines that GOSUB calls, by label: what stands from the label up to the first RETURN on the
 * outermost level. They become flows of their own, as a SUB does.
 */
function findGosubs(
  statements: readonly Statement[],
  called: ReadonlySet<string>,
): { readonly routines: Facts['gosubs']; readonly isTooLarge: boolean } {
  const ranges = new Map<string, readonly [number, number]>();
  let end = statements.length;
  for (let index = end - 1; index >= 0; index -= 1) {
    const statement = statements[index];
    if (statement?.kind === 'return') end = index;
    if (statement?.kind !== 'label' || !called.has(lower(statement.name))) continue;
    ranges.delete(lower(statement.name));
    ranges.set(lower(statement.name), [index + 1, end]);
  }
  let room = MAX_NODES;
  const routines = new Map<string, readonly Statement[]>();
  for (const [name, [from, to]] of [...ranges].reverse()) {
    room -= to - from;
    if (room < 0) return { routines, isTooLarge: true };
    routines.set(name, statements.slice(from, to));
  }
  return { routines, isTooLarge: false };
}

function labelName(statement: Statement): readonly string[] {
  return statement.kind === 'label' ? [lower(statement.name)] : [];
}

/** The variable that a statement sets. */
function setName(node: TreeNode): string | undefined {
  switch (node.kind) {
    case 'assign':
    case 'with':
      return rootName(node.target);
    case 'append':
      return rootName(node.list);
    case 'for':
    case 'forEach':
    case 'try':
      return nameOf(node.variable);
    case 'param':
      return node.name;
    case 'command':
      return 'into' in node ? rootName(node.into) : undefined;
    case 'bot':
      return nameOf(node.into);
    default:
      return undefined;
  }
}

function nameOf(variable: { readonly name: string } | undefined): string | undefined {
  return variable?.name;
}

function givesObject(node: TreeNode): boolean {
  if (node.kind === 'with' || node.kind === 'forEach') return true;
  if (node.kind === 'param') return node.type === 'OBJECT' || node.type === 'ARRAY';
  if (node.kind !== 'assign') return false;
  const { target, value } = node;
  if (target.kind !== 'variable') return true;
  return value.kind === 'object' || (value.kind === 'command' && value.command.kind === 'find');
}

/** The variable at the root of a target. */
export function rootName(target: Expression): string | undefined {
  let node: Expression = target;
  while (node.kind === 'member' || node.kind === 'index') node = node.object;
  return node.kind === 'variable' ? node.name : undefined;
}

/** A name as it is compared. */
export function lower(name: string): string {
  return plainName(name).toLowerCase();
}
