import { isLastEvent } from '../plan/events';
import { isClosed } from '../plan/run';
import { readRun, type Run } from '../store/runs';
import type { ApiDependencies } from './dependencies';
import { queryError } from './request-error';
import type { ApiRequest } from './route';

/** Requests that wait hold a connection; a client that wants more asks again. */
const LONGEST_SECONDS = 60;

/** How long a client wants to wait for the end of a run (`Prefer: wait=30`, RFC 7240); undefined without it. */
export function readWait({ header }: Pick<ApiRequest, 'header'>): number | undefined {
  const wish = header('prefer')
    ?.split(',')
    .map((preference) => /^\s*wait\s*=\s*"?(\d{1,6})"?\s*$/i.exec(preference)?.[1])
    .find((seconds) => seconds !== undefined);
  if (wish === undefined) return undefined;
  const seconds = Number(wish);
  if (seconds < 1) throw queryError('Prefer', 'has to wait for at least a second');
  return Math.min(seconds, LONGEST_SECONDS);
}

/** The run as it is when it has ended, or after so many seconds, or when the server stops. */
export async function waitForEnd(run: Run, seconds: number, api: ApiDependencies): Promise<Run> {
  if (isClosed(run.status)) return run;
  const { hub, stopping, database } = api;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stopping.removeEventListener('abort', end);
      stop();
      resolve();
    };
    const timer = setTimeout(end, seconds * 1000);
    stopping.addEventListener('abort', end, { once: true });
    const stop = hub.follow({
      runId: run.id,
      after: 0,
      take: (events) => {
        if (events.some(({ type }) => isLastEvent(type))) end();
        return Promise.resolve();
      },
    });
  });
  return (await readRun(database, run.workspaceId, run.id)) ?? run;
}
