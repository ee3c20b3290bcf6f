import type { Expression, KeywordCommand } from '../basic/syntax';
import type { Expression as PlanExpression } from '../../plan/expression';
import { lower } from './facts';
import type { Lowering } from './lowering';

const ADDRESS = /^\s*https?:\/\//i;
/** `purchase.vendor.code` */
const PATH = /^[a-z_]\w*(\.[a-z_]\w*)+$/i;
/** What begins so is kept somewhere else, whatever variables there are. */
const PLACES = new Set(['session', 'user', 'bot', 'config']);

/**
 * What GET means here: `call` of an address, `done` where it reads a member of a variable and the step is made,
 * `other` for everything else. A text is an address when it begins like one; what is computed counts as one.
 */
export function meaningOfGet(
  context: Lowering,
  command: KeywordCommand,
  into: string | undefined,
): 'call' | 'done' | 'other' {
  const [source] = command.args;
  if (source === undefined) return 'other';
  const text = beginning(source);
  if (text === undefined) {
    const isUnset = source.kind === 'variable' && !context.facts.variables.has(lower(source.name));
    return isUnset ? 'other' : 'call';
  }
  if (ADDRESS.test(text)) return 'call';
  const path = source.kind === 'literal' ? memberPath(context, text) : undefined;
  if (path === undefined || command.args.length > 1 || command.clauses.length > 0) return 'other';
  const name = into ?? context.temporary();
  context.emit({ kind: 'assign', name, path: [], value: path }, command);
  return 'done';
}

/** The text that an expression begins with; undefined where only a run knows it. */
function beginning(expression: Expression): string | undefined {
  if (expression.kind === 'literal') return String(expression.value);
  if (expression.kind === 'infix' && expression.operator === '+') return beginning(expression.left);
  if (expression.kind !== 'template') return undefined;
  const [first] = expression.parts;
  return first && beginning(first);
}

/** `purchase.vendor` where the file has a variable `purchase`. */
function memberPath({ facts }: Lowering, text: string): PlanExpression | undefined {
  if (!PATH.test(text)) return undefined;
  const [root = '', ...members] = text.split('.');
  const name = lower(root);
  if (PLACES.has(name) || !facts.variables.has(name)) return undefined;
  return members.reduce<PlanExpression>(
    (object, member) => ({ op: 'member', object, name: member }),
    { op: 'variable', name },
  );
}
