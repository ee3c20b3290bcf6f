import type { Progress } from './progress';
import type { Stack } from './stack';

/** Exit code of a command that was stopped the hard way. */
const forcedExitCode = 130;

/** Under npm one Ctrl-C arrives twice, from the terminal and from npm; signals this close are one wish. */
const sameWishMs = 500;

/** The wish of a person to stop: once politely, a second time at once. */
export interface StopSignals {
  /** Aborts at the first Ctrl-C, SIGTERM or SIGHUP; give it to `startStack`. */
  readonly first: AbortSignal;
  /** Aborts at the second. */
  readonly second: AbortSignal;
}

/** Listens for the signals of this process from now on. Call it once, before `startStack`. */
export function listenForStop(): StopSignals {
  const first = new AbortController();
  const second = new AbortController();
  let firstAt = 0;
  const onSignal = (): void => {
    if (!first.signal.aborted) {
      firstAt = Date.now();
      first.abort();
    } else if (Date.now() - firstAt > sameWishMs) {
      second.abort();
    }
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  return { first: first.signal, second: second.signal };
}

/** Waits for the first signal and stops the stack in order; a second signal kills it. Gives the exit code: 0, or 130. */
export async function untilStopped(
  stack: Stack,
  signals: StopSignals,
  onProgress: Progress,
): Promise<number> {
  await aborted(signals.first);
  onProgress('stopping; press Ctrl-C again to kill everything at once');
  const killed = aborted(signals.second).then(() => {
    stack.kill();
    return forcedExitCode;
  });
  return Promise.race([stack.stop().then(() => 0), killed]);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });
}
