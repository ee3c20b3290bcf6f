import type { Expression as PlanExpression } from '../../plan/expression';
import type { Quorum, TimeoutAction } from '../../plan/steps/approval';
import type { Statement, StatementOf, TimeoutActionNode } from '../basic/syntax';
import { lowerJoin } from './join';
import type { Lowering } from './lowering';
import { lowerTimed } from './try';

/** STEP: its number goes to the step inside; a DELAY belongs to a bot, before all others it waits. */
export function lowerStep(context: Lowering, statement: StatementOf<'step'>): void {
  const { body, delay, label } = statement;
  const isBot = body.kind === 'command' && body.command.kind === 'bot';
  const asValue =
    body.kind === 'assign' && body.value.kind === 'command' && body.value.command.kind === 'bot';
  if (delay !== undefined && !isBot && !asValue) {
    context.emit({ kind: 'wait', seconds: context.expression(delay) }, delay);
  }
  const inner =
    delay === undefined
      ? body
      : isBot
        ? { ...body, command: { ...body.command, delay } }
        : asValue
          ? { ...body, value: withDelay(body.value, delay) }
          : body;
  const fill = (): void => {
    context.withLabel(label, () => {
      context.families.statements(context, [inner]);
    });
  };
  if (statement.timeout === undefined) fill();
  else lowerTimed(context, statement.timeout, fill);
}

function withDelay<V extends StatementOf<'assign'>['value']>(
  value: V,
  delay: NonNullable<StatementOf<'step'>['delay']>,
): V {
  if (value.kind !== 'command' || value.command.kind !== 'bot') return value;
  return { ...value, command: { ...value.command, delay } };
}

/** PARALLEL: one block for each branch; the name of a branch is a part of its ids. */
export function lowerParallel(context: Lowering, statement: StatementOf<'parallel'>): void {
  const label = context.takeLabel();
  const id = context.nextId;
  const used = new Map<string, number>();
  const join = lowerJoin(context, statement);
  const { loops } = context;
  context.loops = [];
  const branches = statement.branches.map(({ name, body }) => {
    const unique = uniqueName(name, used);
    return { name: unique, block: context.body(`${id}.${unique}`, body) };
  });
  context.loops = loops;
  if (branches.length > 0) {
    context.emit({ kind: 'parallel', ...label, branches, ...join }, statement);
  }
}

/** The second branch of a name gets `~2`: ids are made of the names. */
function uniqueName(name: string, used: Map<string, number>): string {
  const count = (used.get(name) ?? 0) + 1;
  used.set(name, count);
  return count === 1 ? name : `${name}~${count}`;
}

/** HUMAN APPROVAL. */
export function lowerApproval(context: Lowering, statement: StatementOf<'approval'>): void {
  const label = context.takeLabel();
  const { quorum, message, timeout, remindEvery, noSelf, commentRequired } = statement;
  const { onTimeout, continues } = statement;
  const from = context.expression(statement.from);
  context.emit(
    {
      kind: 'approval',
      ...label,
      from,
      ...(quorum === undefined ? {} : { quorum: lowerQuorum(context, quorum) }),
      ...(message === undefined ? {} : { message: context.expression(message) }),
      ...(timeout === undefined ? {} : { timeout: context.expression(timeout) }),
      ...(remindEvery === undefined ? {} : { remindEvery: context.expression(remindEvery) }),
      ...(noSelf && { noSelf }),
      ...(commentRequired && { commentRequired }),
      ...(onTimeout === undefined ? {} : { onTimeout: lowerAction(context, onTimeout) }),
      ...(continues ? { onReject: 'continue' } : {}),
    },
    statement,
  );
  if (statement.rejected !== undefined) lowerRejected(context, statement.rejected, statement);
}

/** What is done after a rejection, before the program goes on. An approval that has expired is none. */
function lowerRejected(
  context: Lowering,
  rejected: readonly Statement[],
  span: StatementOf<'approval'>,
): void {
  const block = context.body(`${context.nextId}.then`, rejected);
  const when: PlanExpression = {
    op: 'binary',
    operator: '=',
    left: { op: 'member', object: { op: 'variable', name: 'approval' }, name: 'status' },
    right: { op: 'literal', value: 'rejected' },
  };
  context.emit({ kind: 'if', arms: [{ when, block }] }, span);
}

function lowerQuorum(
  context: Lowering,
  quorum: NonNullable<StatementOf<'approval'>['quorum']>,
): Quorum {
  return typeof quorum === 'string' ? quorum : { count: context.expression(quorum.count) };
}

function lowerAction(context: Lowering, action: TimeoutActionNode): TimeoutAction {
  return action.action === 'escalate'
    ? { action: 'escalate', to: context.expression(action.to) }
    : action;
}
