import { randomUUID } from 'node:crypto';
import {
  BotListSchema,
  BotSchema,
  EventPageSchema,
  PublishedEventSchema,
} from '../../plan/messages';
import { launchRun } from '../../store/runs';
import { aRun } from '../../store/test-run';
import { problemOf, startTestApi, type TestApi } from '../test-api';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.stop();
});

const publish = (body: unknown) => api.send('POST', '/api/events', { body, key: api.keys.bot });
const register = (body: unknown) =>
  api.send('POST', '/api/bots/register', { body, key: api.keys.bot });

describe('events', () => {
  it('are accepted once for each id, with a delivery for each run that waits', async () => {
    await Promise.all(
      [1, 2].map(() => launchRun(api.test.database, aRun({ awaitedEvents: ['paid'] }))),
    );
    const body = { name: 'paid', data: { amount: 12.5 }, id: 'payment-1' };
    const first = await publish(body);
    expect(first.status).toBe(202);
    expect(first.body).toEqual({ id: 'payment-1', duplicate: false, deliveries: 2 });
    expect((await publish(body)).body).toEqual({ id: 'payment-1', duplicate: true, deliveries: 0 });
  });

  it('get an id where they have none', async () => {
    const event = PublishedEventSchema.parse((await publish({ name: 'alone' })).body);
    expect(event).toMatchObject({ duplicate: false, deliveries: 0 });
    expect(event.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('can be for one run only', async () => {
    const runs = await Promise.all(
      [1, 2].map(() => launchRun(api.test.database, aRun({ awaitedEvents: ['shipped'] }))),
    );
    const workflowId = runs[0]?.run.id;
    const answer = await publish({ name: 'shipped', workflowId });
    expect(answer.body).toMatchObject({ deliveries: 1 });
    const unknown = await publish({ name: 'shipped', workflowId: randomUUID() });
    expect(problemOf(unknown)).toBe('404 RUN_UNKNOWN');
    expect(problemOf(await publish({ name: 'shipped', workflowId: '*' }))).toBe('404 RUN_UNKNOWN');
  });

  it('are listed by name, newest first', async () => {
    for (const data of [1, [2], null]) await publish({ name: 'listed', data });
    const { body } = await api.send('GET', '/api/events?name=listed');
    const { items } = EventPageSchema.parse(body);
    expect(items.map(({ data }) => data)).toEqual([null, [2], 1]);
  });

  it.each(['approval_received', 'approval_denied', 'timeout_occurred', ' Approval_Received '])(
    'of the name %s are the engine’s own',
    async (name) => {
      expect(problemOf(await publish({ name }))).toBe('422 EVENT_RESERVED');
    },
  );

  it.each<[string, unknown]>([
    ['no name', { data: 1 }],
    ['an empty name', { name: '' }],
    ['a name of 201 characters', { name: 'x'.repeat(201) }],
    ['an id that is no text', { name: 'x', id: 1 }],
    ['a workspace', { name: 'x', workspaceId: randomUUID() }],
  ])('with %s are refused', async (_name, body) => {
    expect(problemOf(await publish(body))).toBe('422 API_BODY_INVALID');
  });
});

describe('bots', () => {
  it('are added, then replaced, and listed', async () => {
    const bot = {
      id: 'Billing',
      kind: 'http',
      url: 'https://bots.example/billing',
      skills: ['pay'],
    };
    const added = await register(bot);
    expect(added.status).toBe(201);
    expect(BotSchema.parse(added.body)).toMatchObject({
      id: 'billing',
      name: 'Billing',
      version: '1',
    });
    const replaced = await register({ ...bot, version: '2' });
    expect(replaced.status).toBe(200);
    const { items } = BotListSchema.parse((await api.send('GET', '/api/bots')).body);
    expect(items).toMatchObject([{ id: 'billing', version: '2', skills: ['pay'] }]);
  });

  it.each<[string, unknown]>([
    ['no address', { id: 'a', kind: 'http' }],
    ['a file', { id: 'a', kind: 'http', url: 'file:///etc/passwd' }],
    ['a script as address', { id: 'a', kind: 'http', url: 'javascript:alert(1)' }],
    ['text as address', { id: 'a', kind: 'http', url: 'http://' }],
    ['another kind', { id: 'a', kind: 'script', url: 'http://a.example' }],
    ['blanks in the id', { id: 'a b', kind: 'http', url: 'http://a.example' }],
    ['a way out as id', { id: '../a', kind: 'http', url: 'http://a.example' }],
    [
      '101 skills',
      { id: 'a', kind: 'http', url: 'http://a.example', skills: Array(101).fill('x') },
    ],
  ])('with %s are refused', async (_name, body) => {
    expect(problemOf(await register(body))).toBe('422 API_BODY_INVALID');
  });
});
