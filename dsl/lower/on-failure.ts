import type { StatementOf } from '../basic/syntax';
import type { Lowering } from './lowering';

/** ON FAILURE: its block is walked by itself, so nothing in it can leave a loop around. */
export function lowerOnFailure(context: Lowering, statement: StatementOf<'onFailure'>): void {
  const { loops } = context;
  context.loops = [];
  const block = context.body(`${context.nextId}.body`, statement.body);
  context.loops = loops;
  context.emit({ kind: 'onFailure', block }, statement);
}
