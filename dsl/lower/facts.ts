import type { Program } from '../basic/parser';
import type { Expression, SubStatement } from '../basic/syntax';
import { visitNodes, type TreeNode } from '../basic/visit';
import { plainName } from '../basic/token';

/** What is known of a whole file before it is lowered. Names are in lower case. */
export interface Facts {
  /** Every word of the text: temporary names avoid them. */
  readonly words: ReadonlySet<string>;
  /** Names that the file sets or declares. */
  readonly variables: ReadonlySet<string>;
  /** Variables that hold an object somewhere. */
  readonly objects: ReadonlySet<string>;
  readonly subs: ReadonlyMap<string, SubStatement>;
}

/** Collects the facts of a program. */
export function collectFacts(program: Program): Facts {
  const words = new Set(program.words.map(lower));
  const variables = new Set<string>();
  const objects = new Set<string>();
  const subs = new Map<string, SubStatement>();
  visitNodes(program.statements, (node) => {
    const name = setName(node);
    if (name !== undefined) variables.add(lower(name));
    if (name !== undefined && givesObject(node)) objects.add(lower(name));
    if (node.kind === 'sub') {
      for (const parameter of node.parameters) variables.add(lower(parameter.name));
      if (!subs.has(lower(node.name))) subs.set(lower(node.name), node);
    }
  });
  return { words, variables, objects, subs };
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
