import { createContext } from '../context';
import { makeRun, startTestApi, type TestApi } from '../test-api';
import { createRecorder } from '../test-surroundings';
import { chat } from './chat';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

async function* linesOf(...lines: readonly string[]): AsyncGenerator<string, void, void> {
  await Promise.resolve();
  yield* lines;
}

/** Tells each client these events, one after the other. */
function tell(...events: readonly (readonly [string, Readonly<Record<string, unknown>>])[]): void {
  api.onSocket = (socket) => {
    for (const [index, [type, data]] of events.entries()) {
      const at = '2026-01-05T09:00:00.000Z';
      const event = { runId: 'run-1', seq: index + 1, type, stepId: null, data, at };
      socket.send(JSON.stringify({ type: 'event', event }));
    }
  };
}

it('prints what is said, and leaves when it is asked and has nothing more to say', async () => {
  api.answers.set('GET /api/workflows/run-1', { status: 200, body: makeRun() });
  const reply = { status: 'taken', messageId: 'm' };
  api.answers.set('POST /api/workflows/run-1/messages', { status: 200, body: reply });
  tell(
    ['message_sent', { content: 'Welcome' }],
    ['reply_requested', { questionId: 'q-1', prompt: 'Which?', choices: ['red', 'blue'] }],
    ['reply_requested', { questionId: 'q-2', prompt: 'And then?', choices: [] }],
  );
  const recorder = createRecorder();
  const { output } = recorder;
  const env = { EVERSTEP_URL: api.url, EVERSTEP_API_KEY: 'key' };
  const context = createContext({ env, cwd: '/nowhere', output }, false);
  const code = await chat(context, {
    target: undefined,
    flags: { run: 'run-1' },
    lines: linesOf('2'),
  });
  const said = recorder.result(code).stdout;
  expect(code).toBe(0);
  expect(said).toContain('Welcome\nWhich?\n  1. red\n  2. blue\nAnd then?\n');
  expect(said).toContain('go on with: everstep chat --run run-1');
  const sent = api.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);
  expect(sent).toMatchObject([{ text: '2', questionId: 'q-1' }]);
});
