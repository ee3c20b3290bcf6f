import type { Logger } from 'pino';

/** A repeated job of a process. */
export interface Loop {
  /** Runs the job soon, whatever the interval. */
  readonly wake: () => void;
  /** Ends after the turn that is under way. */
  readonly stop: () => Promise<void>;
}

/**
 * Repeats a job until stopped, one turn at a time. A turn that says it has more to do is followed at once;
 * an error is logged and tried again after the interval.
 */
export function startLoop(
  options: { readonly name: string; readonly everyMs: number; readonly log: Logger },
  turn: () => Promise<boolean>,
): Loop {
  let stopped = false;
  let woken = false;
  let endPause = (): void => undefined;
  const wake = (): void => {
    woken = true;
    endPause();
  };
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, options.everyMs);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
      if (woken || stopped) endPause();
    });
  const run = async (): Promise<void> => {
    while (!stopped) {
      woken = false;
      const more = await turn().catch((error: unknown) => {
        options.log.warn({ err: error }, `${options.name} failed`);
        return false;
      });
      if (!more) await pause();
    }
  };
  const ended = run();
  return {
    wake,
    stop: async () => {
      stopped = true;
      endPause();
      await ended;
    },
  };
}
