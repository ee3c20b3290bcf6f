import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Run } from '../interpreter/run/run';
import type { Plan } from '../plan/schema';
import type { History } from './history';
import { VirtualHost, type Command } from './virtual-host';

/**
 * Walks a history again, as a worker does that has lost its cache: from what came to the run, with nothing
 * done anew. Gives the first command that differs, or undefined when all are the same.
 */
export async function firstDifference(
  plan: Plan,
  history: History,
): Promise<{ readonly number: number; readonly was?: Command; readonly is?: Command } | undefined> {
  const host = walkedHost(history);
  const run = new Run(history.start, plan, host);
  // Its end is in the history; here only the commands count.
  run.toEnd().catch(() => undefined);
  await settle(host);
  for (const stimulus of history.stimuli) {
    host.setTime(stimulus.at);
    if (stimulus.kind === 'message') run.inbox.receive(stimulus.rows);
    else host.complete(stimulus.command, stimulus.completion);
    await settle(host);
  }
  const length = Math.max(history.commands.length, host.commands.length);
  for (let number = 0; number < length; number += 1) {
    const was = history.commands[number];
    const is = host.commands[number];
    if (!isDeepStrictEqual(was, is)) return { number, ...(was && { was }), ...(is && { is }) };
  }
  return undefined;
}

function walkedHost({ beganAt, continued, rests, drainAt = Infinity }: History): VirtualHost {
  let rest = 0;
  const nothing = { begin: () => undefined, cancel: () => undefined };
  const mustContinue = (): boolean => {
    rest += 1;
    return continued && rest === rests;
  };
  return new VirtualHost(beganAt, nothing, mustContinue, () => rest >= drainAt);
}

async function settle(host: VirtualHost): Promise<void> {
  do await setImmediate();
  while (host.wake());
}
