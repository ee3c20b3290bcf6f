import type { CallCommand, Command } from '../basic/syntax';
import { lowerBot } from './bot';
import { lower } from './facts';
import { lowerFind } from './find';
import { lowerKeyword } from './keyword';
import type { Lowering } from './lowering';
import { lowerGetMemory, lowerSessionName } from './memory';
import { lowerSave } from './save';
import { lowerUpdate } from './update';
import { lowerWaitEvent } from './wait-event';

/** The step of a command; its value goes into the variable when one is given. */
export function lowerCommand(context: Lowering, command: Command, into?: string): void {
  switch (command.kind) {
    case 'find':
      lowerFind(context, command, into);
      return;
    case 'save':
      lowerSave(context, command, into);
      return;
    case 'update':
      lowerUpdate(context, command, into);
      return;
    case 'getMemory':
      lowerGetMemory(context, command, into);
      return;
    case 'waitEvent':
      lowerWaitEvent(context, command, into);
      return;
    case 'bot':
      lowerBot(context, command, into);
      return;
    case 'callSub':
      lowerCallSub(context, command, into);
      return;
    case 'keyword':
      if (!lowerSessionName(context, command, into)) lowerKeyword(context, command, into);
      return;
  }
}

/** A SUB that the file does not have is reported by a rule. */
function lowerCallSub(context: Lowering, command: CallCommand, into?: string): void {
  const args = command.args.map((argument) => context.expression(argument));
  const flow = `sub:${lower(command.name)}`;
  context.emit({ kind: 'call', flow, args, ...(into === undefined ? {} : { into }) }, command);
}
