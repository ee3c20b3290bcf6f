import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BotCall } from '../../interpreter/long-call';
import type { OutboundPolicy } from '../outbound/guard';
import { createBotCaller } from './http';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let server: Server;
let handler: Handler;
let address: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      handler(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const ask = async (
  changes: Partial<BotCall> = {},
  policy: OutboundPolicy = { allowPrivate: true },
): Promise<unknown> => {
  const call: BotCall = {
    kind: 'bot',
    bot: 'carrier',
    url: address,
    action: 'quote',
    input: { weight: 2 },
    timeoutMs: 2000,
    attempts: 1,
    ...changes,
  };
  const request = {
    runId: 'r',
    stepId: 'main.0',
    idempotencyKey: 'r|key',
    failedAttempts: 0,
    call,
  };
  const { value } = await createBotCaller(policy)(request, new AbortController().signal);
  return value;
};
const answer = (status: number, body: string): void => {
  handler = (_request, response) => {
    response.writeHead(status).end(body);
  };
};

it('posts action, input and key, and gives the answer', async () => {
  let seen: unknown;
  handler = (request, response, body) => {
    seen = { key: request.headers['idempotency-key'], body: JSON.parse(body) as unknown };
    response.end('{"price": 12.5}');
  };
  expect(await ask()).toEqual({ price: 12.5 });
  expect(seen).toEqual({
    key: 'r|key',
    body: { runId: 'r', stepId: 'main.0', action: 'quote', input: { weight: 2 } },
  });
});

it.each([
  [500, 'BOT_FAILED'],
  [429, 'BOT_FAILED'],
  [400, 'BOT_REFUSED'],
  [302, 'BOT_REFUSED'],
])('maps status %d to %s', async (status, code) => {
  answer(status, '');
  await expect(ask()).rejects.toMatchObject({ code });
});

it('refuses an answer that is not JSON', async () => {
  answer(200, '<html>');
  await expect(ask()).rejects.toMatchObject({ code: 'BOT_ANSWER_INVALID' });
});

it('refuses an answer of more than 1 MB', async () => {
  answer(200, JSON.stringify('x'.repeat(1_100_000)));
  await expect(ask()).rejects.toMatchObject({ code: 'BOT_ANSWER_INVALID' });
});

it('gives up when the bot does not answer in time', async () => {
  handler = () => undefined;
  await expect(ask({ timeoutMs: 50 })).rejects.toMatchObject({ code: 'BOT_TIMEOUT' });
});

it('says that the bot failed when nothing listens', async () => {
  await expect(ask({ url: 'http://127.0.0.1:9/' })).rejects.toMatchObject({ code: 'BOT_FAILED' });
});

it('never calls a private address that the policy forbids', async () => {
  answer(200, '{}');
  await expect(ask({}, { allowPrivate: false })).rejects.toMatchObject({
    code: 'BOT_ADDRESS_FORBIDDEN',
  });
});
