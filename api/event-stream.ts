import type { ServerResponse } from 'node:http';
import { isLastEvent, type RunEvent } from '../plan/events';
import { toWireEvent } from '../plan/messages';
import type { ApiDependencies } from './dependencies';

/** Proxies close connections on which nothing comes. */
const BEAT_MS = 15_000;
/** A client that takes nothing for so long is cut; it can go on from its last event. */
const STALL_MS = 10_000;

/** Whose events are streamed, and behind which. */
interface Subject {
  readonly runId: string;
  readonly after: number;
}

/**
 * Answers with server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): the events
 * of a run as they happen, in order. The id of each is its `seq`, with which a client that lost the connection
 * goes on. The stream ends with the last event of the run, or when the server stops.
 */
export function streamEvents(
  response: ServerResponse,
  { runId, after }: Subject,
  { hub, stopping }: Pick<ApiDependencies, 'hub' | 'stopping'>,
): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'X-Accel-Buffering': 'no',
  });
  response.write('retry: 1000\n\n');
  const beat = setInterval(() => response.write(':\n\n'), BEAT_MS);
  const take = async (events: readonly RunEvent[]): Promise<void> => {
    for (const event of events) {
      if (response.writableEnded || response.destroyed) return;
      const isRead = response.write(written(event));
      if (isLastEvent(event.type)) response.end();
      else if (!isRead) await drained(response);
    }
  };
  const stop = hub.follow({ runId, after, take });
  const end = (): void => {
    response.end();
  };
  stopping.addEventListener('abort', end, { once: true });
  response.once('close', () => {
    clearInterval(beat);
    stop();
    stopping.removeEventListener('abort', end);
  });
}

function written(event: RunEvent): string {
  const wire = toWireEvent(event);
  return `id: ${event.seq}\nevent: ${wire.type}\ndata: ${JSON.stringify(wire)}\n\n`;
}

/** Waits until the client has read, or cuts it. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    const timer = setTimeout(() => response.destroy(), STALL_MS);
    response.once('drain', done);
    response.once('close', done);
  });
}
