import { createHash } from 'node:crypto';
import { readApproval } from '../store/approvals';
import { anApproval, runEffect, startRun, WORKSPACE } from '../store/test-run';
import { startTestApi, type TestApi } from './test-api';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.stop();
});

const TOKEN = 'a-token-of-an-approval';
const tokenHash = createHash('sha256').update(TOKEN).digest('hex');

async function ask(changes: Parameters<typeof anApproval>[0] = {}): Promise<string> {
  const { head } = await startRun(api.test.database);
  const effect = anApproval({
    asked: 'ann@example.com',
    message: 'Pay <b>250</b>?',
    tokenHash,
    ...changes,
  });
  await runEffect(api.test.database, head, effect);
  return effect.id;
}

interface Shown {
  readonly status: number;
  readonly text: string;
}

async function open(id: string, token = TOKEN): Promise<Shown> {
  const response = await fetch(`${api.url}/decide/${id}/${token}`);
  return { status: response.status, text: await response.text() };
}

async function send(
  id: string,
  form: Readonly<Record<string, string>>,
  token = TOKEN,
): Promise<Shown> {
  const response = await fetch(`${api.url}/decide/${id}/${token}`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return { status: response.status, text: await response.text() };
}

const statusOf = async (id: string): Promise<string | undefined> =>
  (await readApproval(api.test.database, WORKSPACE, id))?.status;

it('shows what is asked, escaped, and decides nothing by that', async () => {
  const id = await ask();
  const { status, text } = await open(id);
  expect(status).toBe(200);
  expect(text).toContain('Pay &#60;b&#62;250&#60;/b&#62;?');
  expect(text).toContain('ann@example.com is asked.');
  expect(text).not.toMatch(/<script|https?:/);
  expect(await statusOf(id)).toBe('open');
});

it('decides once, in the name of who is asked', async () => {
  const id = await ask();
  const first = await send(id, { decision: 'approve', comment: 'fine' });
  expect(first).toMatchObject({ status: 200 });
  expect(first.text).toContain('approved by ann@example.com');
  expect(await readApproval(api.test.database, WORKSPACE, id)).toMatchObject({
    ...{ status: 'approved', decidedBy: 'ann@example.com', decidedVia: 'link', comment: 'fine' },
  });
  expect(await send(id, { decision: 'reject' })).toMatchObject({ status: 410 });
  expect((await open(id)).text).toContain('approved by ann@example.com');
  expect(await statusOf(id)).toBe('approved');
});

it.each([
  ['a wrong token', async (id: string) => open(id, 'a-token-of-an-approvaL')],
  ['a wrong token that decides', async (id: string) => send(id, { decision: 'approve' }, 'x')],
  ['another request', async () => open('00000000-0000-4000-8000-000000000000')],
  ['no request at all', async () => open('x%00')],
])('refuses %s', async (_name, go) => {
  const id = await ask();
  expect([400, 404]).toContain((await go(id)).status);
  expect(await statusOf(id)).toBe('open');
});

it.each([{}, { decision: 'maybe' }, { decision: '' }])('asks again for %j', async (form) => {
  const id = await ask();
  expect(await send(id, form)).toMatchObject({ status: 422 });
  expect(await statusOf(id)).toBe('open');
});

it('asks for the comment that is needed', async () => {
  const rules = {
    ...{ people: ['ann@example.com'], needed: null, noSelf: false, remindEveryMs: null },
    commentRequired: true,
  };
  const id = await ask({ rules });
  const again = await send(id, { decision: 'approve', comment: '  ' });
  expect(again.status).toBe(422);
  expect(again.text).toContain('Please write a comment.');
  expect(await send(id, { decision: 'approve', comment: 'yes' })).toMatchObject({ status: 200 });
});

it('is no way for one of several people', async () => {
  const rules = {
    ...{ people: ['ann@example.com', 'bob@example.com'], needed: 2, noSelf: false },
    ...{ remindEveryMs: null, commentRequired: false },
  };
  expect(await open(await ask({ rules }))).toMatchObject({ status: 404 });
});

it('reads no more of a form than it needs', async () => {
  const id = await ask();
  expect((await send(id, { decision: 'approve', comment: 'x'.repeat(100_000) })).status).toBe(413);
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}`, 'x']));
  expect((await send(id, many)).status).toBe(413);
  expect(await statusOf(id)).toBe('open');
});
