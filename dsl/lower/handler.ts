import type { Expression as PlanExpression } from '../../plan/expression';
import type { StatementOf } from '../basic/syntax';
import { visitNodes } from '../basic/visit';
import { lower } from './facts';
import type { Lowering } from './lowering';

/** Names that the engine sets, or that are functions. */
const GIVEN = new Set([
  'event',
  'error',
  'last_result',
  'steps',
  'approval',
  'now',
  'today',
  'input',
]);

/** A statement on the outermost level of the main program. */
const OUTERMOST = /^main\.\d+$/;

/** `ON EVENT "name"` without DO: each event of the name begins a run of the whole file. */
export function isTriggerOfFile(statement: StatementOf<'handler'>): boolean {
  return statement.name === 'ON EVENT' && !statement.hasBody && eventOf(statement) !== undefined;
}

/**
 * The event that a handler is for: the name of ON EVENT, `form:name` of ON FORM SUBMIT, `email` of ON EMAIL.
 * What programs outside publish; undefined where the name is computed, or nobody could tell.
 */
export function eventOf({ name, args }: StatementOf<'handler'>): string | undefined {
  const [first, ...more] = args;
  if (name === 'ON EMAIL') return args.length === 0 ? 'email' : undefined;
  const text = first?.kind === 'literal' && typeof first.value === 'string' ? first.value : '';
  if (text.trim() === '' || more.length > 0) return undefined;
  if (name === 'ON FORM SUBMIT') return `form:${text}`;
  return name === 'ON EVENT' ? text : undefined;
}

/** PARAMs, and names that the file reads and never sets, are members of the event. */
function takeEvent(context: Lowering, statement: StatementOf<'handler'>): void {
  const { statements, variables, subs } = context.facts;
  const names = new Set<string>();
  visitNodes(statements, (node) => {
    if (node.kind === 'param') names.add(lower(node.name));
    const name = node.kind === 'variable' ? lower(node.name) : '';
    if (name !== '' && !variables.has(name) && !subs.has(name) && !GIVEN.has(name)) names.add(name);
    return true;
  });
  const event: PlanExpression = { op: 'variable', name: 'event' };
  for (const name of names) {
    const value: PlanExpression = {
      op: 'lazy',
      operator: '??',
      left: { op: 'member', object: event, name },
      right: { op: 'variable', name },
    };
    context.emit({ kind: 'assign', name, path: [], value }, statement);
  }
}

/** The fields of a form are called so as well. */
function takeFields(context: Lowering, statement: StatementOf<'handler'>): void {
  const value = { op: 'variable', name: 'event' } as const;
  context.emit({ kind: 'assign', name: 'fields', path: [], value }, statement);
}

/** ON EVENT "name" DO … END ON of the main program. What begins new runs cannot do so here. */
export function lowerHandler(context: Lowering, statement: StatementOf<'handler'>): void {
  const name = eventOf(statement);
  if (isTriggerOfFile(statement) && OUTERMOST.test(context.nextId)) {
    takeEvent(context, statement);
    return;
  }
  if (name === undefined || !statement.hasBody || !OUTERMOST.test(context.nextId)) {
    context.notAvailable(statement.name, statement);
    return;
  }
  const { loops } = context;
  // Its block is walked by itself, so nothing in it can leave a loop around.
  context.loops = [];
  const block = context.inBlock(`${context.nextId}.body`, () => {
    if (statement.name === 'ON FORM SUBMIT') takeFields(context, statement);
    context.families.statements(context, statement.body);
  });
  context.loops = loops;
  context.awaitedEvents.add(name);
  context.emit({ kind: 'handler', on: 'event', name, block }, statement);
}
