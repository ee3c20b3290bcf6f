import type { StepOf } from '../../plan/schema';
import type { Expression, WaitEventCommand } from '../basic/syntax';
import type { AwaitedEvent } from '../basic/syntax/events';
import { lowerCondition } from './filter';
import type { Lowering } from './lowering';

type Awaited = StepOf<'waitEvents'>['events'][number];

/** WAIT FOR EVENT, ANY and ALL. A literal name without WHERE is subscribed when the run is launched. */
export function lowerWaitEvent(context: Lowering, command: WaitEventCommand, into?: string): void {
  const label = context.takeLabel();
  const events = command.events.flatMap((each) => lowerAwaited(context, each) ?? []);
  const clauses = {
    ...optional(context, 'timeout', command.timeout),
    ...optional(context, 'escalateTo', command.escalateTo),
    ...(into === undefined ? {} : { into }),
  };
  const [first] = events;
  if (events.length < command.events.length || first === undefined) return;
  const step =
    command.word === 'EVENT'
      ? ({ kind: 'waitEvent', ...label, ...first, ...clauses } as const)
      : ({
          kind: 'waitEvents',
          ...label,
          mode: command.word === 'ANY' ? 'any' : 'all',
          events,
          ...clauses,
        } as const);
  context.emit(step, command);
}

/** Undefined where the condition cannot be asked; that is reported. */
function lowerAwaited(context: Lowering, node: AwaitedEvent<Expression>): Awaited | undefined {
  const event = context.expression(node.event);
  if (node.where !== undefined) {
    const where = lowerCondition(context, node.where);
    if (where === undefined) conditionRefused(context, node.event);
    return where && { event, where };
  }
  if (event.op === 'literal' && typeof event.value === 'string' && event.value !== '') {
    context.awaitedEvents.add(event.value);
  }
  return { event };
}

function conditionRefused(context: Lowering, event: Expression): void {
  context.report({
    code: 'BASIC_FILTER',
    message: 'The condition after WHERE cannot be asked of the data of an event.',
    span: event,
    hint: 'Compare fields of the event with values: WHERE order_id = id AND total > 5.',
  });
}

function optional<Name extends string>(
  context: Lowering,
  name: Name,
  expression: Expression | undefined,
): Partial<Record<Name, ReturnType<Lowering['expression']>>> {
  if (expression === undefined) return {};
  return { [name]: context.expression(expression) } as Record<
    Name,
    ReturnType<Lowering['expression']>
  >;
}
