import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROUTES } from '../routes/table';
import { addressOf, describeApi } from './describe-api';
import { renderApiPage } from './render-page';

const description = describeApi(ROUTES);

describe('the document', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'everstep-api-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('is OpenAPI 3.1', async () => {
    await expect(validate(description)).resolves.toMatchObject({ stderr: '' });
  });

  it('would be refused with a mistake', async () => {
    const wrong = { ...description, paths: { '/x': { get: { responses: 1 } } } };
    await expect(validate(wrong)).rejects.toMatchObject({ code: 1 });
  });

  /** The validator is a program of its own, as it is an ES module. */
  async function validate(document: object): Promise<{ readonly stderr: string }> {
    const file = join(folder, 'openapi.json');
    await writeFile(file, JSON.stringify(document));
    return promisify(execFile)('npx', ['--no-install', 'bundle-api', file]);
  }
});

it('has every route, each with its answers and its problems', () => {
  for (const route of ROUTES) {
    const operation = description.paths[addressOf(route)]?.[route.method];
    const { responses = {}, requestBody } = operation ?? {};
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining([...Object.keys(route.answers), '401', '403', '500', '503']),
    );
    expect(requestBody !== undefined).toBe(route.body !== undefined);
  }
});

it('gives every operation a name of its own', () => {
  const operations = Object.values(description.paths).flatMap((methods) => Object.values(methods));
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

it('refers only to schemas that it has', () => {
  const text = JSON.stringify(description);
  const named = Array.from(text.matchAll(/"#\/components\/schemas\/(\w+)"/g), ([, name]) => name);
  expect([...new Set(named)].sort()).toEqual(Object.keys(description.components.schemas).sort());
});

it('links what is made and listed to what can be done with it', () => {
  const { responses = {} } = description.paths['/api/workflows']?.['post'] ?? {};
  expect(responses['201']?.['links']).toMatchObject({
    getWorkflowsById: { parameters: { id: '$response.body#/id' } },
    postWorkflowsByIdPause: { operationId: 'postWorkflowsByIdPause' },
  });
  const { get } = description.paths['/api/approvals'] ?? {};
  expect(get?.responses['200']?.['links']).toMatchObject({
    postApprovalsByIdDecision: { parameters: { id: '$response.body#/items/0/id' } },
  });
});

it('describes numbers of a query as numbers', () => {
  const { parameters = [] } = description.paths['/api/workflows']?.['get'] ?? {};
  const limit = parameters.find(({ name }) => name === 'limit');
  expect(limit).toEqual({
    name: 'limit',
    in: 'query',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  });
});

it('is a page without scripts, in which every text is escaped', () => {
  const page = renderApiPage(description);
  expect(page).not.toMatch(/<script|\son\w+=|src=|https?:\/\//);
  expect(page).toContain('<code>/api/workflows/{id}/pause</code>');
  expect(
    renderApiPage({ ...description, components: { schemas: { '<b>': {} }, securitySchemes: {} } }),
  ).toContain('<code>&#60;b&#62;</code>');
});
