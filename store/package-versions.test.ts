import { createHash } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from './test-database';
import {
  listNewestVersions,
  listPackageVersions,
  readPackageArchive,
  storePackage,
  type NewPackageVersion,
} from './package-versions';
import { WORKSPACE } from './test-run';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => {
  await test.drop();
});

const item = (name: string, content: string): NewPackageVersion => ({
  workspaceId: WORKSPACE,
  name,
  contentHash: createHash('sha256').update(content).digest('hex'),
  archive: Buffer.from(content),
  createdBy: 'ann',
});

it('counts versions of a name, whatever its case, and keeps every archive', async () => {
  const { database } = test;
  expect(await storePackage(database, item('Shop', 'a'))).toEqual({ version: 1, created: true });
  expect(await storePackage(database, item('shop', 'b'))).toEqual({ version: 2, created: true });
  expect(await storePackage(database, item('shop', 'b'))).toEqual({ version: 2, created: false });
  expect(await storePackage(database, item('shop', 'a'))).toEqual({ version: 3, created: true });
  const versions = await listPackageVersions(database, WORKSPACE, 'SHOP');
  expect(versions.map(({ version }) => version)).toEqual([3, 2, 1]);
  const newest = await listNewestVersions(database, WORKSPACE);
  expect(newest).toMatchObject([{ name: 'shop', version: 3 }]);
  const archive = await readPackageArchive(database, WORKSPACE, { name: 'Shop', version: 2 });
  expect(archive?.toString()).toBe('b');
  expect(
    await readPackageArchive(database, WORKSPACE, { name: 'Shop', version: 9 }),
  ).toBeUndefined();
});

it('keeps nothing of an upload whose connection dies before the end', async () => {
  const { database } = test;
  const dying = database.session(async (session) => {
    await session.query('begin');
    const { workspaceId, name, contentHash, archive, createdBy } = item('dying', 'x');
    await session.query('select store_package($1,$2,$3,$4,$5)', [
      workspaceId,
      name,
      contentHash,
      archive,
      createdBy,
    ]);
    await session.query('select pg_terminate_backend(pg_backend_pid())');
  });
  await expect(dying).rejects.toThrow();
  expect(await listPackageVersions(database, WORKSPACE, 'dying')).toEqual([]);
  expect(await storePackage(database, item('dying', 'x'))).toEqual({ version: 1, created: true });
});
