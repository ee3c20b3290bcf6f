import { ROLES, type Role } from '../../plan/roles';
import { problemOf, startTestApi, type TestApi } from '../test-api';
import { ROUTES } from './table';

/** Who may do what. A route that is missing here fails the first test. */
const ALLOWED: Readonly<Record<string, readonly Role[]>> = {
  'POST /api/workflows': ['admin', 'author', 'operator'],
  'GET /api/workflows': ['admin', 'author', 'operator', 'approver'],
  'GET /api/workflows/:id': ['admin', 'author', 'operator', 'approver'],
  'GET /api/workflows/:id/tasks': ['admin', 'author', 'operator', 'approver'],
  'GET /api/workflows/:id/events': ['admin', 'author', 'operator', 'approver'],
  'GET /api/workflows/:id/tasks/:task': ['admin', 'author', 'operator', 'approver'],
  'GET /api/workflows/:id/plan': ['admin', 'author', 'operator', 'approver'],
  'GET /api/workflows/:id/source': ['admin', 'author', 'operator', 'approver'],
  'GET /api/workflows/:id/stream': ['admin', 'author', 'operator', 'approver'],
  'GET /api/workflows/:id/messages': ['admin', 'author', 'operator', 'approver'],
  'POST /api/workflows/:id/messages': ['admin', 'author', 'operator', 'approver'],
  'GET /api/approvals': ['admin', 'author', 'operator', 'approver'],
  'GET /api/approvals/:id': ['admin', 'author', 'operator', 'approver'],
  'POST /api/approvals/:id/decision': ['admin', 'operator', 'approver'],
  'POST /api/approvals/:id/reassign': ['admin', 'operator', 'approver'],
  'GET /api/groups': ['admin', 'author', 'operator', 'approver'],
  'PUT /api/groups/:name': ['admin', 'operator'],
  'DELETE /api/groups/:name': ['admin', 'operator'],
  'GET /api/outbox': ['admin', 'operator'],
  'POST /api/workflows/:id/pause': ['admin', 'operator'],
  'POST /api/workflows/:id/resume': ['admin', 'operator'],
  'POST /api/workflows/:id/cancel': ['admin', 'operator'],
  'POST /api/workflows/:id/retry': ['admin', 'operator'],
  'POST /api/workflows/:id/skip': ['admin', 'operator'],
  'POST /api/workflows/:id/fork': ['admin', 'operator'],
  'POST /api/workflows/:id/migrate': ['admin', 'operator'],
  'POST /api/workflows/:id/restore': ['admin', 'operator'],
  'PATCH /api/workflows/:id/variables': ['admin', 'operator'],
  'GET /api/events': ['admin', 'author', 'operator'],
  'POST /api/events': ['admin', 'author', 'operator', 'bot'],
  'GET /api/bots': ['admin', 'author', 'operator', 'bot'],
  'POST /api/bots/register': ['admin', 'author', 'bot'],
  'GET /api/memory': ['admin', 'author', 'operator', 'bot'],
  'GET /api/memory/:owner/:id/:key': ['admin', 'author', 'operator', 'bot'],
  'PUT /api/memory/:owner/:id/:key': ['admin', 'author', 'bot'],
  'DELETE /api/memory/:owner/:id/:key': ['admin', 'author', 'operator'],
  'POST /api/packages': ['admin', 'author'],
  'POST /api/packages/validate': ['admin', 'author', 'operator'],
  'GET /api/packages': ['admin', 'author', 'operator'],
  'GET /api/packages/:id': ['admin', 'author', 'operator'],
  'GET /api/packages/:id/versions': ['admin', 'author', 'operator'],
  'POST /api/check': ['admin', 'author', 'operator'],
  'GET /api/triggers': ['admin', 'author', 'operator'],
  'GET /api/schedules': ['admin', 'author', 'operator'],
  'GET /api/schedules/:id': ['admin', 'author', 'operator'],
  'POST /api/schedules/:id/pause': ['admin', 'operator'],
  'POST /api/schedules/:id/resume': ['admin', 'operator'],
  'POST /api/schedules/:id/trigger': ['admin', 'operator'],
  'DELETE /api/schedules/:id': ['admin', 'operator'],
  'GET /metrics': ['admin', 'operator'],
  'GET /api/keys': ['admin'],
  'POST /api/keys': ['admin'],
  'DELETE /api/keys/:id': ['admin'],
  'POST /api/webhooks': ['admin', 'operator'],
  'GET /api/webhooks': ['admin', 'operator'],
  'DELETE /api/webhooks/:id': ['admin', 'operator'],
  'GET /api/webhooks/:id/deliveries': ['admin', 'operator'],
  'POST /api/webhooks/:id/deliveries/:delivery/redeliver': ['admin', 'operator'],
};

const names = ROUTES.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
const cases = names.flatMap((name) => ROLES.map((role) => [name, role] as const));

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.stop();
});

it('has a row for every route', () => {
  expect(names.toSorted()).toEqual(Object.keys(ALLOWED).toSorted());
});

it.each(cases)('%s as %s', async (name, role) => {
  const [method = '', path = ''] = name.split(' ');
  const target = path.replace(':id', '00000000-0000-4000-8000-000000000000');
  const body = method === 'POST' ? {} : undefined;
  const answer = await api.send(method, target, { key: api.keys[role], body });
  const isForbidden = answer.status === 403 && problemOf(answer) === '403 API_FORBIDDEN';
  expect(isForbidden).toBe(ALLOWED[name]?.includes(role) !== true);
  expect(answer.status).toBeLessThan(500);
});

it.each(names)('%s needs a key', async (name) => {
  const [method = '', path = ''] = name.split(' ');
  expect(problemOf(await api.send(method, path, { key: null }))).toBe('401 API_KEY_MISSING');
});
