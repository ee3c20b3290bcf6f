import type { RawData, WebSocket } from 'ws';
import type { WireEvent } from '../plan/messages';
import { ApiProblem, Unreachable } from './client-errors';
import { followRun, type FollowOptions } from './follow-run';
import { makeEvent, startTestApi, type TestApi } from './test-api';

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

/** Answers every subscription with what `reply` does. */
function onSubscribe(reply: (socket: WebSocket, after: number) => void): void {
  api.onSocket = (socket) => {
    socket.on('message', (data: RawData) => {
      const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
      const { after } = JSON.parse(text) as { readonly after: number };
      reply(socket, after);
    });
  };
}

function send(socket: WebSocket, ...events: readonly WireEvent[]): void {
  for (const event of events) socket.send(JSON.stringify({ type: 'event', event }));
}

async function collect(options: FollowOptions = {}): Promise<readonly number[]> {
  const seen: number[] = [];
  for await (const { seq } of followRun({ url: api.url, apiKey: 'k' }, 'run-1', options)) {
    seen.push(seq);
  }
  return seen;
}

const last = makeEvent(3, 'workflow:completed');

describe('followRun', () => {
  it('ends with the last event of the run', async () => {
    onSubscribe((socket) => {
      send(socket, makeEvent(1, 'workflow:created'), makeEvent(2, 'workflow:started'), last);
      send(socket, makeEvent(4, 'workflow:started'));
    });
    expect(await collect()).toEqual([1, 2, 3]);
  });

  it('goes on after the last event when the connection breaks', async () => {
    const asked: number[] = [];
    onSubscribe((socket, after) => {
      asked.push(after);
      if (after === 0) {
        send(socket, makeEvent(1, 'workflow:created'), makeEvent(2, 'workflow:started'));
        setTimeout(() => {
          socket.terminate();
        }, 20);
      } else {
        send(socket, makeEvent(2, 'workflow:started'), last);
      }
    });
    expect(await collect()).toEqual([1, 2, 3]);
    expect(asked).toEqual([0, 2]);
  });

  it('begins where the caller says', async () => {
    onSubscribe((socket, after) => {
      send(socket, { ...last, seq: after + 1 });
    });
    expect(await collect({ after: 7 })).toEqual([8]);
  });

  it('passes a refusal on', async () => {
    onSubscribe((socket) => {
      socket.send(JSON.stringify({ type: 'error', code: 'RUN_UNKNOWN', message: 'No run.' }));
    });
    const error: unknown = await collect().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({ status: 404, code: 'RUN_UNKNOWN' });
  });

  it('ends quietly when the signal aborts', async () => {
    onSubscribe((socket) => {
      send(socket, makeEvent(1, 'workflow:created'));
    });
    expect(await collect({ signal: AbortSignal.timeout(100) })).toEqual([1]);
  });

  it('gives up when nothing listens for ten seconds', async () => {
    await api.close();
    await expect(collect()).rejects.toBeInstanceOf(Unreachable);
  });
});
