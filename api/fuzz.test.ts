import fc from '../test/property';
import { ProblemSchema } from '../plan/messages';
import { ROUTES } from './routes/table';
import { startTestApi, type TestApi } from './test-api';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.stop();
});

const names = [
  ...['package', 'workflow', 'input', 'description', 'channelId', 'decision', 'comment', 'by'],
  ...['name', 'data', 'id', 'workflowId', 'kind', 'url', 'version', 'skills', 'text', 'file'],
];
const queries = ['limit', 'cursor', 'status', 'run', 'after', 'from', 'name', 'workflow'];
const text = fc.string({ unit: 'binary', maxLength: 50 });
const members = fc.dictionary(fc.constantFrom(...names), fc.jsonValue(), { maxKeys: 6 });
const body = fc.oneof(
  members.map((value) => JSON.stringify(value)),
  fc.json(),
  text,
);
const query = fc.dictionary(fc.oneof(fc.constantFrom(...queries), text), text, { maxKeys: 3 });
const id = fc.oneof(
  fc.uuid(),
  text.filter((value) => !['', '.', '..'].includes(value)),
);

it('answers anything with JSON, and nothing with a defect of ours', async () => {
  const request = fc.record({ route: fc.constantFrom(...ROUTES), id, query, body });
  await fc.assert(
    fc.asyncProperty(request, async (given) => {
      const { method } = given.route;
      const path = given.route.path.replace(':id', encodeWellFormed(given.id));
      const search = method === 'get' ? `?${new URLSearchParams(given.query).toString()}` : '';
      const answer = await api.send(method.toUpperCase(), `${path}${search}`, {
        ...(method === 'post' ? { body: given.body } : {}),
      });
      expect(answer.status).toBeLessThan(500);
      if (answer.status >= 400) ProblemSchema.parse(answer.body);
    }),
    { numRuns: 1_000 },
  );
});

/** Half a character cannot even be sent. */
function encodeWellFormed(value: string): string {
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '?'));
}
