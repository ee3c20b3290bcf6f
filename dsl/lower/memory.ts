import type {
  GetMemoryCommand,
  KeywordCommand,
  SetMemoryStatement,
  ShareStatement,
  SyncStatement,
} from '../basic/syntax';
import type { Expression as PlanExpression } from '../../plan/expression';
import type { MemoryOwner } from '../../plan/memory';
import { lower } from './facts';
import type { Lowering } from './lowering';

/** GET BOT MEMORY, GET USER MEMORY, GET SESSION, RECALL, CACHE GET, GET "session.key". */
export function lowerGetMemory(context: Lowering, command: GetMemoryCommand, into?: string): void {
  const place = placeOf(context, command);
  context.emit({ kind: 'getMemory', ...place, into: into ?? context.temporary() }, command);
}

/** SET BOT MEMORY, SET USER MEMORY, SET SESSION, REMEMBER, CACHE SET, SET "session.key". */
export function lowerSetMemory(context: Lowering, statement: SetMemoryStatement): void {
  const place = placeOf(context, statement);
  const value = context.expression(statement.value);
  const { expires } = statement;
  const until = expires === undefined ? {} : { expires: context.expression(expires) };
  context.emit({ kind: 'setMemory', ...place, value, ...until }, statement);
}

export function lowerShare(context: Lowering, statement: ShareStatement): void {
  const key = context.expression(statement.key);
  const target = context.expression(statement.with);
  context.emit({ kind: 'shareMemory', key, with: target }, statement);
}

export function lowerSync(context: Lowering, statement: SyncStatement): void {
  context.emit({ kind: 'syncMemory', from: context.expression(statement.from) }, statement);
}

/** `GET name`: a value of the session where the file sets no variable of this name; true when it is that. */
export function lowerSessionName(
  context: Lowering,
  command: KeywordCommand,
  into?: string,
): boolean {
  const [name] = command.args;
  if (command.name !== 'GET' || command.args.length > 1 || command.clauses.length > 0) return false;
  if (name?.kind !== 'variable' || context.facts.variables.has(lower(name.name))) return false;
  const key: PlanExpression = { op: 'literal', value: name.name };
  const target = into ?? context.temporary();
  context.emit({ kind: 'getMemory', owner: 'session', key, into: target }, command);
  return true;
}

interface Place {
  readonly owner?: Exclude<MemoryOwner, 'bot'>;
  readonly session?: PlanExpression;
  readonly key: PlanExpression;
}

function placeOf(context: Lowering, node: GetMemoryCommand | SetMemoryStatement): Place {
  const { owner, session } = node;
  return {
    ...(owner === 'bot' ? {} : { owner }),
    ...(session === undefined ? {} : { session: context.expression(session) }),
    key: context.expression(node.key),
  };
}
