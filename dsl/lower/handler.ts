import type { StatementOf } from '../basic/syntax';
import type { Lowering } from './lowering';

/** A statement on the outermost level of the main program. */
const OUTERMOST = /^main\.\d+$/;

/** ON EVENT "name" DO … END ON of the main program. What begins new runs cannot do so here. */
export function lowerHandler(context: Lowering, statement: StatementOf<'handler'>): void {
  const [first, ...more] = statement.args;
  const name = first?.kind === 'literal' && typeof first.value === 'string' ? first.value : '';
  const isEvent = statement.name === 'ON EVENT' && statement.hasBody && more.length === 0;
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
