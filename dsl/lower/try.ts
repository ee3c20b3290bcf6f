import type { Expression, Statement, StatementOf } from '../basic/syntax';
import { lower } from './facts';
import type { Lowering } from './lowering';

/** TRY with its CATCH and FINALLY. */
export function lowerTry(context: Lowering, statement: StatementOf<'try'>): void {
  const id = context.nextId;
  const { variable, handler } = statement;
  const limit =
    statement.timeout === undefined ? {} : { timeout: context.expression(statement.timeout) };
  const block = context.body(`${id}.try`, statement.body);
  const handled = handler === undefined ? {} : { catch: context.body(`${id}.catch`, handler) };
  const last =
    statement.finally === undefined
      ? {}
      : { finally: context.body(`${id}.finally`, statement.finally) };
  const named = variable === undefined ? {} : { variable: lower(variable.name) };
  context.emit({ kind: 'try', ...limit, block, ...named, ...handled, ...last }, statement);
}

/** A STEP with a TIMEOUT around a statement that has none of its own. */
export function lowerTimed(context: Lowering, timeout: Expression, fill: () => void): void {
  const id = context.nextId;
  const limit = context.expression(timeout);
  const block = context.inBlock(`${id}.try`, fill);
  context.emit({ kind: 'try', timeout: limit, block }, timeout);
}

/** Below ON ERROR RESUME NEXT: a statement that fails is passed by, and `error` tells why. */
export function lowerResumed(context: Lowering, statement: Statement, fill: () => void): void {
  const id = context.nextId;
  const block = context.inBlock(`${id}.try`, fill);
  if (context.blocks.get(block)?.length === 0) {
    context.blocks.delete(block);
    return;
  }
  const handler = context.inBlock(`${id}.catch`, () => undefined);
  context.emit({ kind: 'try', block, catch: handler }, statement);
}
