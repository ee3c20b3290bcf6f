import type { WaitEventCommand } from '../basic/syntax';
import type { Lowering } from './lowering';

/** WAIT FOR EVENT. A literal name is subscribed when the run is launched. */
export function lowerWaitEvent(context: Lowering, command: WaitEventCommand, into?: string): void {
  const label = context.takeLabel();
  const event = context.expression(command.event);
  const timeout = command.timeout === undefined ? undefined : context.expression(command.timeout);
  if (event.op === 'literal' && typeof event.value === 'string' && event.value !== '') {
    context.awaitedEvents.add(event.value);
  }
  context.emit(
    {
      kind: 'waitEvent',
      ...label,
      event,
      ...(timeout === undefined ? {} : { timeout }),
      ...(into === undefined ? {} : { into }),
    },
    command,
  );
}
