import { KeyPageSchema, NewKeySchema } from '../../plan/key-messages';
import { DEFAULT_WORKSPACE } from '../api-key';
import { problemOf, startTestApi, type TestApi } from '../test-api';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.stop();
});

async function create(body: object): Promise<ReturnType<typeof NewKeySchema.parse>> {
  const answer = await api.send('POST', '/api/keys', { body });
  expect(answer.status).toBe(201);
  return NewKeySchema.parse(answer.body);
}

it('makes a key that is good for its role, and shows it once', async () => {
  const made = await create({ name: 'ann@example.com', role: 'approver' });
  expect(made).toMatchObject({ createdBy: 'admin', expiresAt: null, revokedAt: null });
  expect((await api.send('GET', '/api/approvals', { key: made.key })).status).toBe(200);
  expect(problemOf(await api.send('GET', '/api/keys', { key: made.key }))).toBe(
    '403 API_FORBIDDEN',
  );
  const listed = await api.send('GET', '/api/keys');
  expect(JSON.stringify(listed.body)).not.toContain(made.key);
  const { items } = KeyPageSchema.parse(listed.body);
  expect(items.find(({ id }) => id === made.id)).toMatchObject({ name: 'ann@example.com' });
});

it('takes a key back', async () => {
  const made = await create({ name: 'bob', role: 'operator' });
  const revoked = await api.send('DELETE', `/api/keys/${made.id}`);
  expect(revoked).toMatchObject({ status: 200, body: { id: made.id } });
  expect(problemOf(await api.send('GET', '/api/workflows', { key: made.key }))).toBe(
    '401 API_KEY_WRONG',
  );
  // Again it changes nothing.
  expect((await api.send('DELETE', `/api/keys/${made.id}`)).body).toEqual(revoked.body);
});

it('refuses a key whose time is over', async () => {
  const made = await create({ name: 'carol', role: 'author', expiresIn: 60 });
  expect(made.expiresAt).not.toBeNull();
  await api.test.database.query(
    `update api_keys set expires_at = clock_timestamp() where id = $1`,
    [made.id],
  );
  expect(problemOf(await api.send('GET', '/api/workflows', { key: made.key }))).toBe(
    '401 API_KEY_WRONG',
  );
});

it('goes through the keys by pages', async () => {
  const names: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const query = next === '' ? '' : `&cursor=${next}`;
    const { body } = await api.send('GET', `/api/keys?limit=2${query}`);
    const page = KeyPageSchema.parse(body);
    names.push(...page.items.map(({ name }) => name));
    next = page.next;
  }
  expect(names).toEqual(expect.arrayContaining(['admin', 'author', 'operator', 'approver', 'bot']));
});

it('does not let anybody lock themselves out', async () => {
  const { items } = KeyPageSchema.parse((await api.send('GET', '/api/keys')).body);
  const own = items.find(({ name }) => name === 'admin');
  expect(problemOf(await api.send('DELETE', `/api/keys/${own?.id ?? ''}`))).toBe('409 KEY_OWN');
});

it.each([
  [{ name: 'x' }, '/role'],
  [{ name: 'x', role: 'king' }, '/role'],
  [{ name: '', role: 'bot' }, '/name'],
  [{ name: 'x', role: 'bot', expiresIn: 1 }, '/expiresIn'],
  [{ name: 'x', role: 'bot', key: 'mine' }, ''],
])('refuses %j', async (body, pointer) => {
  const answer = await api.send('POST', '/api/keys', { body });
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});

it('knows no key of another workspace', async () => {
  const [other] = await api.test.database.query<{ id: string }>(
    `insert into workspaces (id, name) values (gen_random_uuid(), 'other') returning id`,
    [],
  );
  const foreign = await api.addKey('eve', 'admin', other?.id ?? DEFAULT_WORKSPACE);
  const made = await create({ name: 'dan', role: 'bot' });
  const answer = await api.send('DELETE', `/api/keys/${made.id}`, { key: foreign });
  expect(problemOf(answer)).toBe('404 KEY_UNKNOWN');
  const listed = KeyPageSchema.parse((await api.send('GET', '/api/keys', { key: foreign })).body);
  expect(listed.items.map(({ name }) => name)).toEqual(['eve']);
});
