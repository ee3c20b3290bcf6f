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
  const [first, ...more] = statement.args;
  const name = first?.kind === 'literal' && typeof first.value === 'string' ? first.value : '';
  return (
    statement.name === 'ON EVENT' && !statement.hasBody && more.length === 0 && name.trim() !== ''
  );
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

/** ON EVENT "name" DO … END ON of the main program. What begins new runs cannot do so here. */
export function lowerHandler(context: Lowering, statement: StatementOf<'handler'>): void {
  const [first, ...more] = statement.args;
  const name = first?.kind === 'literal' && typeof first.value === 'string' ? first.value : '';
  const isEvent = statement.name === 'ON EVENT' && statement.hasBody && more.length === 0;
  if (isTriggerOfFile(statement) && OUTERMOST.test(context.nextId)) {
    takeEvent(context, statement);
    return;
  }
  if (!isEvent || name.trim() === '' || !OUTERMOST.test(context.nextId)) {
    context.notAvailable(statement.name, statement);
    return;
  }
  const { loops } = context;
  // Its block is walked by itself, so nothing in it can leave a loop around.
  context.loops = [];
  const block = context.body(`${context.nextId}.body`, statement.body);
  context.loops = loops;
  context.awaitedEvents.add(name);
  context.emit({ kind: 'handler', on: 'event', name, block }, statement);
}
