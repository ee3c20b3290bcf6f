import { createClient, type Client } from './client';
import { ApiProblem, Unreachable } from './client-errors';
import { exitCodeOf } from './exit-codes';
import { makeApproval, makeRun, problem, startTestApi, type TestApi } from './test-api';

let api: TestApi;
let client: Client;
beforeAll(async () => {
  api = await startTestApi();
  client = createClient({ url: api.url, apiKey: 'secret-key' });
});
afterAll(() => api.close());

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('createClient', () => {
  it('sends the key, the body and the idempotency key', async () => {
    api.answers.set('POST /api/workflows', { status: 201, body: makeRun() });
    const run = await client.launch({ package: 'p', input: { a: 1 } }, 'once');
    expect(run.id).toBe('run-1');
    const seen = api.requests.at(-1);
    expect(seen?.headers['x-api-key']).toBe('secret-key');
    expect(seen?.headers['idempotency-key']).toBe('once');
    expect(seen?.body).toEqual({ package: 'p', input: { a: 1 } });
  });

  it('tells a decision that was taken from one that is queued', async () => {
    const path = 'POST /api/approvals/approval-1/decision';
    api.answers.set(path, { status: 200, body: makeApproval({ status: 'approved' }) });
    expect((await client.decide('approval-1', { decision: 'approve' })).queued).toBe(false);
    api.answers.set(path, { status: 202, body: { status: 'queued', approval: makeApproval() } });
    expect((await client.decide('approval-1', { decision: 'approve' })).queued).toBe(true);
  });

  it('keeps ids from leaving their place in the address', async () => {
    await failure(client.readRun('../approvals?x=1'));
    expect(api.requests.at(-1)?.path).toBe('/api/workflows/..%2Fapprovals%3Fx%3D1');
  });

  it.each([
    [401, 'API_KEY_MISSING', 4],
    [403, 'API_FORBIDDEN', 4],
    [404, 'RUN_UNKNOWN', 5],
    [409, 'APPROVAL_DECIDED', 6],
    [422, 'INPUT_MISSING', 1],
    [503, 'API_UNAVAILABLE', 3],
    [500, 'API_INTERNAL', 1],
  ])('turns %i %s into exit code %i', async (status, code, exitCode) => {
    api.answers.set('GET /api/workflows/x', problem(status, code, 'A sentence.'));
    const error = await failure(client.readRun('x'));
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({ code, message: 'A sentence.', status });
    expect(exitCodeOf(error)).toBe(exitCode);
  });

  it.each([
    [404, '<html>', ApiProblem, 5],
    [502, 'Bad gateway', Unreachable, 3],
    [200, '<html>', Unreachable, 3],
    [200, { hello: 'world' }, Unreachable, 3],
  ])('copes with %i %p of something else', async (status, body, kind, exitCode) => {
    api.answers.set('GET /api/workflows/x', { status, body });
    const error = await failure(client.readRun('x'));
    expect(error).toBeInstanceOf(kind);
    expect(exitCodeOf(error)).toBe(exitCode);
  });

  it('names the address when the connection is refused', async () => {
    const url = 'http://127.0.0.1:1';
    const error = await failure(createClient({ url, apiKey: undefined }).listRuns(1));
    expect(error).toBeInstanceOf(Unreachable);
    expect((error as Error).message).toContain(url);
    expect(exitCodeOf(error)).toBe(3);
  });
});
