import type { BotCommand } from '../basic/syntax';
import { lower } from './facts';
import type { Lowering } from './lowering';

/** BOT: the call of another bot. */
export function lowerBot(context: Lowering, command: BotCommand, into?: string): void {
  const label = context.takeLabel();
  const target = into ?? (command.into === undefined ? undefined : lower(command.into.name));
  const optional = (
    name: 'input' | 'timeout' | 'retry' | 'fallback' | 'delay' | 'cache',
  ): object => {
    const value = command[name];
    return value === undefined ? {} : { [name]: context.expression(value) };
  };
  const bot = context.expression(command.bot);
  const action = context.expression(command.action);
  context.emit(
    {
      kind: 'bot',
      ...label,
      bot,
      action,
      ...optional('input'),
      ...(target === undefined ? {} : { into: target }),
      ...optional('timeout'),
      ...optional('retry'),
      ...optional('fallback'),
      ...optional('delay'),
      ...optional('cache'),
    },
    command,
  );
}
