import { planOf } from '../../scripts/simulate/plan-of';
import { readRunEvents, type Run } from '../../store/runs';
import { everythingKept } from './canary';
import { historyOf, startEngine, type Engine } from './engine';
import { startHttpServer, type HttpServer } from './http-server';

const CANARY = 'canary-8c1f7e02';

let engine: Engine;
let server: HttpServer;
beforeAll(async () => {
  process.env['EVERSTEP_SECRET_SHOP_KEY'] = CANARY;
  [engine, server] = await Promise.all([startEngine(), startHttpServer()]);
});
afterAll(async () => {
  delete process.env['EVERSTEP_SECRET_SHOP_KEY'];
  await engine.stop();
  await server.stop();
});

const runToEnd = async (text: string): Promise<Run> =>
  engine.ended(await engine.launch(planOf(text.replaceAll('HOST', server.url))));
const eventsOf = async (run: Run): Promise<readonly string[]> =>
  (await readRunEvents(engine.test.database, run.id, 0, 100)).map(({ type }) => type);

it('gets, posts and reads what came back, each as one activity', async () => {
  server.reply = ({ method, path, body }) => ({
    headers: { 'x-total': '7' },
    body: { method, path, sent: body === '' ? null : (JSON.parse(body) as unknown) },
  });
  const run = await runToEnd(`
    SET HEADER "Accept", "application/json"
    items = GET "HOST/items", { page: 2 }
    made = POST "HOST/items", { name: "lamp" }
    total = http.headers["x-total"]
    PUT "HOST/items/1" WITH name = "desk"
    PATCH "HOST/items/1", { price: 3 }
    DELETE HTTP "HOST/items/1"
    answer = GRAPHQL "HOST/graphql", "{ items }", { first: 5 }
    RETURN WITH path AS items.path, name AS made.sent.name, total AS total, last AS answer.sent, status AS http.status`);
  expect(run).toMatchObject({
    status: 'completed',
    result: {
      path: '/items?page=2',
      name: 'lamp',
      total: '7',
      last: { query: '{ items }', variables: { first: 5 } },
      status: 200,
    },
  });
  expect(server.seen.map(({ method }) => method)).toEqual(
    'GET POST PUT PATCH DELETE POST'.split(' '),
  );
  const keys = server.seen.slice(1).map(({ headers }) => headers['idempotency-key']);
  expect(new Set(keys).size).toBe(5);
  expect(server.seen[0]?.headers.accept).toBe('application/json');
  // The run as a whole, and three events for each call: one workflow task goes from one to the next.
  const history = await historyOf(engine, run.id);
  const ACTIVITY_SCHEDULED = '10';
  expect(history.filter((type) => type === ACTIVITY_SCHEDULED)).toHaveLength(6);
  expect(await eventsOf(run)).toEqual(expect.arrayContaining(['call_started', 'call_answered']));
});

it('tries again with the same key when the other side is busy', async () => {
  const before = server.seen.length;
  server.reply = (_request, number) =>
    number === before + 1 ? { status: 503 } : { body: { id: number } };
  const run = await runToEnd('x = POST "HOST/orders", { a: 1 }\nRETURN x.id');
  expect(run).toMatchObject({ status: 'completed', result: before + 2 });
  const keys = server.seen.slice(before).map(({ headers }) => headers['idempotency-key']);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(await eventsOf(run)).toEqual(expect.arrayContaining(['attempt_failed', 'call_answered']));
});

it.each([
  ['what the other side refuses', 'GET "HOST/none"', 'HTTP_REFUSED', { status: 404 }],
  ['an address that is none', 'x = "/api/items"\ny = GET x', 'HTTP_ADDRESS_FORBIDDEN', {}],
  [
    'an address of the machine itself',
    'GET "http://169.254.169.254/"',
    'HTTP_ADDRESS_FORBIDDEN',
    {},
  ],
  ['a secret that nobody has set', 'GET "HOST/" + SECRET("nobody")', 'SECRET_UNKNOWN', {}],
  ['a header that is two', 'SET HEADER "A", "x\\ny"\nGET "HOST/"', 'HTTP_REQUEST_INVALID', {}],
  ['a name that no header has', 'SET HEADER "A b", "x"', 'HTTP_REQUEST_INVALID', {}],
  ['a secret that is changed', 'SET HEADER "A", UCASE(SECRET("shop-key"))', 'SECRET_PLACE', {}],
])('fails the run for %s', async (_what, text, code, reply) => {
  server.reply = () => reply;
  const run = await runToEnd(text);
  expect(run).toMatchObject({ status: 'failed', failure: { code } });
  const WORKFLOW_TASK_FAILED = '9';
  expect(await historyOf(engine, run.id)).not.toContain(WORKFLOW_TASK_FAILED);
});

it('lets the program handle a refusal and read its status', async () => {
  server.reply = () => ({ status: 409, body: 'private words' });
  const run = await runToEnd(
    'TRY\n POST "HOST/x", { a: 1 }\nCATCH e\n RETURN e.code + " " + http.status\nEND TRY',
  );
  expect(run).toMatchObject({ status: 'completed', result: 'HTTP_REFUSED 409' });
});

it('keeps a secret out of everything that is kept, also when the other side shows it', async () => {
  server.reply = ({ headers, path }) => ({ body: { echo: headers.authorization, path } });
  const run = await runToEnd(`
    SET HEADER "Authorization", "Bearer " + SECRET("shop-key")
    x = POST "HOST/login?k=" + SECRET("shop-key"), { key: SECRET("shop-key"), list: [SECRET("shop-key")] }
    TALK x.echo
    SET BOT MEMORY "echo", x
    BEFORE = http
    WAIT 0.05
    y = POST "http://127.0.0.1:9/?k=" + SECRET("shop-key"), x`);
  expect(run).toMatchObject({ status: 'failed', failure: { code: 'HTTP_FAILED' } });
  const sent = server.seen.at(-1);
  expect(sent?.headers.authorization).toBe(`Bearer ${CANARY}`);
  expect(sent?.body).toContain(CANARY);
  expect(sent?.path).toContain(CANARY);
  const kept = await everythingKept(engine, run.id);
  expect(kept).toContain('[secret shop-key]');
  expect(kept).not.toContain(CANARY);
});

it('gives no bot the headers of its caller, but a SUB', async () => {
  server.reply = ({ headers }) => ({ body: { token: headers['x-token'] ?? 'none' } });
  const run = await runToEnd(`
    SUB ask()
      x = GET "HOST/sub"
      TALK x.token
    END SUB
    SET HEADER "X-Token", "t"
    CALL ask()
    CLEAR HEADERS
    y = GET "HOST/main"
    RETURN y.token`);
  expect(run).toMatchObject({ status: 'completed', result: 'none' });
  expect(server.seen.find(({ path }) => path === '/sub')?.headers['x-token']).toBe('t');
});
