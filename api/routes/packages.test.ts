import { request } from 'node:http';
import { buildZip, zipTexts } from '../../packages/test-zip';
import {
  PackageCheckSchema,
  PackageDetailSchema,
  PackageListSchema,
  PackageVersionListSchema,
  RunSchema,
} from '../../plan/messages';
import { listRows } from '../../store/tables';
import { DEFAULT_WORKSPACE } from '../api-key';
import { problemOf, readProblem, startTestApi, type TestAnswer, type TestApi } from '../test-api';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ packagesDir: 'bottemplates' });
});
afterAll(async () => {
  await api.stop();
});

const zipped = { 'Content-Type': 'application/zip' };

function post(path: string, body: Uint8Array, key = api.keys.author): Promise<TestAnswer> {
  return api.send('POST', path, { body, key, headers: zipped });
}

const shop = (text: string): Buffer =>
  zipTexts({
    'shop.gbai/shop.bas': text,
    'shop.gbai/bots/teller.bas': 'PARAM sku AS STRING\nRETURN 1',
    'shop.gbai/shop.gbdata/shop_stock.csv': 'id,sku\n1,CUP\n2,RUG\n',
  });

async function storedArchives(): Promise<number> {
  const rows = await api.test.database.session((session) =>
    session.query('select count(*)::int as count from package_versions'),
  );
  return (rows[0] as { readonly count: number }).count;
}

it('keeps versions, and the same content only once', async () => {
  const first = await post('/api/packages', shop('BOT "teller" "x" WITH { sku: "CUP" }'));
  expect(first.status).toBe(201);
  expect(first.headers.get('location')).toBe('/api/packages/shop');
  const detail = PackageDetailSchema.parse(first.body);
  expect(detail).toMatchObject({ name: 'shop', version: 1, bots: ['teller'] });
  expect(detail.inventory).toMatchObject({ tables: [{ name: 'shop_stock', rows: 2 }] });

  const again = await post('/api/packages', shop('BOT "teller" "x" WITH { sku: "CUP" }'));
  expect(again.status).toBe(200);
  expect(PackageDetailSchema.parse(again.body).version).toBe(1);

  expect((await post('/api/packages?name=SHOP', shop('TALK "two"'))).status).toBe(201);
  const versions = await api.send('GET', '/api/packages/shop/versions');
  expect(PackageVersionListSchema.parse(versions.body).items).toMatchObject([
    { version: 2, createdBy: 'author' },
    { version: 1, createdBy: 'author' },
  ]);
  const shown = await api.send('GET', '/api/packages/Shop.gbai');
  expect(PackageDetailSchema.parse(shown.body).version).toBe(2);
});

it('lists uploads beside folders, and an upload before the folder of its name', async () => {
  const bytes = zipTexts({ 'parcel-quote.bas': 'PUBLISH EVENT "x"' });
  expect((await post('/api/packages?name=parcel-quote', bytes)).status).toBe(201);
  const { items } = PackageListSchema.parse((await api.send('GET', '/api/packages')).body);
  const found = items.filter(({ name }) => name === 'parcel-quote');
  expect(found).toMatchObject([{ version: 1 }]);
  expect(items.find(({ name }) => name === 'customer-support')).toMatchObject({ version: null });
});

it('starts runs of an uploaded package, and its tables begin with its rows', async () => {
  const text = 'ORCHESTRATE WORKFLOW "w"\nx = FIND "launch_stock"\nRETURN x';
  const bytes = zipTexts({
    'launch.gbai/launch.bas': text,
    'launch.gbai/a.gbdata/launch_stock.csv': 'id,sku\n1,CUP\n',
  });
  expect((await post('/api/packages', bytes)).status).toBe(201);
  expect(await listRows(api.test.database, DEFAULT_WORKSPACE, 'launch_stock')).toEqual([]);
  const run = await api.send('POST', '/api/workflows', { body: { package: 'launch' } });
  expect([201, 202]).toContain(run.status);
  expect(RunSchema.parse(run.body).workflow).toBe('launch');
  expect(await listRows(api.test.database, DEFAULT_WORKSPACE, 'launch_stock')).toHaveLength(1);
});

it('keeps packages of workspaces apart', async () => {
  const { database } = api.test;
  const other = '00000000-0000-4000-8000-0000000000bb';
  await database.session((session) =>
    session.query("insert into workspaces (id, name) values ($1, 'other')", [other]),
  );
  const key = await api.addKey('eve', 'author', other);
  expect((await post('/api/packages?name=secret', zipTexts({ 'a.bas': 'TALK "x"' }))).status).toBe(
    201,
  );
  expect(problemOf(await api.send('GET', '/api/packages/secret', { key }))).toBe(
    '404 PACKAGE_UNKNOWN',
  );
  expect(problemOf(await api.send('GET', '/api/packages/secret/versions', { key }))).toBe(
    '404 PACKAGE_UNKNOWN',
  );
});

it('keeps nothing of a package with one mistake, and names its place', async () => {
  const before = await storedArchives();
  const bytes = zipTexts({ 'bad.gbai/good.bas': 'TALK "x"', 'bad.gbai/bad.bas': 'IF x\nEND IF' });
  const problem = readProblem(await post('/api/packages', bytes), 422, 'PACKAGE_INVALID');
  expect(problem.errors[0]).toMatchObject({
    pointer: 'bad.bas:1:5',
    message: expect.stringContaining('BASIC_MISSING_THEN') as string,
  });
  const table = zipTexts({ 'bad.gbai/a.bas': '', 'bad.gbai/x.gbdata/t.csv': '__proto__\n1' });
  expect(problemOf(await post('/api/packages', table))).toBe('422 PACKAGE_INVALID');
  expect(await storedArchives()).toBe(before);
  expect(problemOf(await api.send('GET', '/api/packages/bad'))).toBe('404 PACKAGE_UNKNOWN');
});

it('says everything about a package without keeping it', async () => {
  const before = await storedArchives();
  const bytes = zipTexts({ 'p.gbai/p.bas': 'IF x\nEND IF', 'p.gbai/q.bas': 'USE KB "none"' });
  const answer = await post('/api/packages/validate', bytes, api.keys.operator);
  expect(answer.status).toBe(200);
  expect(PackageCheckSchema.parse(answer.body)).toMatchObject({
    valid: false,
    name: 'p',
    problems: [{ code: 'PACKAGE_KNOWLEDGE', path: 'q.bas', line: 1 }],
  });
  expect(await storedArchives()).toBe(before);
});

describe('refuses', () => {
  const good = zipTexts({ 'a.bas': 'TALK "x"' });
  it.each<[string, string, Buffer, string]>([
    ['a way out', '/api/packages?name=x', buildZip([{ name: '../a.bas' }]), '422 PACKAGE_PATH'],
    ['no archive', '/api/packages?name=x', Buffer.from('{}'), '422 PACKAGE_ARCHIVE'],
    ['an empty body', '/api/packages?name=x', Buffer.alloc(0), '422 PACKAGE_ARCHIVE'],
    [
      'too many entries',
      '/api/packages?name=x',
      buildZip([{ name: 'a' }], { zip64Entries: 99_999 }),
      '422 PACKAGE_LIMIT',
    ],
    ['a package without name', '/api/packages', good, '422 PACKAGE_NAME'],
    ['a name with a slash', '/api/packages?name=a%2Fb', good, '422 PACKAGE_NAME'],
    [
      'several packages',
      '/api/packages',
      zipTexts({ 'a.gbai/a.bas': '', 'b.gbai/b.bas': '' }),
      '422 PACKAGE_NAME',
    ],
    ['another parameter', '/api/packages?nam=x', good, '400 API_QUERY_INVALID'],
  ])('%s', async (_what, path, body, expected) => {
    expect(problemOf(await post(path, body))).toBe(expected);
    expect(problemOf(await post(path.replace('packages', 'packages/validate'), body))).toBe(
      expected,
    );
  });

  it('anything that is not announced as zip', async () => {
    for (const headers of [
      { 'Content-Type': 'application/json' },
      { 'Content-Type': 'multipart/form-data; boundary=x' },
      { ...zipped, 'Content-Encoding': 'gzip' },
    ]) {
      const answer = await api.send('POST', '/api/packages?name=x', { body: good, headers });
      expect(problemOf(answer)).toBe('415 PACKAGE_BODY_TYPE');
    }
  });

  it('a body that is too large, before it has come', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(
        `${api.url}/api/packages?name=x`,
        {
          method: 'POST',
          headers: { ...zipped, 'X-API-KEY': api.keys.author, 'Content-Length': 1e12 },
        },
        (response) => {
          resolve(response.statusCode);
          sent.destroy();
        },
      );
      sent.on('error', reject);
      sent.write('PK');
    });
    expect(status).toBe(413);
  });
});

it('uploads at once become versions one after the other', async () => {
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, n) =>
      post('/api/packages?name=many', zipTexts({ 'a.bas': `TALK "${n}"` })),
    ),
  );
  const versions = answers.map(({ body }) => PackageDetailSchema.parse(body).version);
  expect(versions.toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
});
