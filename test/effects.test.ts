import { EFFECT_NAMES } from '../simulation/effects/effects';
import { createTestDatabase, type TestDatabase } from '../store/test-database';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

/** What `run_effect` answers to an effect of this name without any field; a step would be refused too. */
async function complaint(effect: string): Promise<string> {
  const none = '00000000-0000-0000-0000-000000000000';
  try {
    await test.database.query(`select run_effect($1, $1, 'main', 'k', 's', $2::json)`, [
      none,
      JSON.stringify({ effect }),
    ]);
    return '';
  } catch (error) {
    return String(error);
  }
}

it('finds the function of every effect by its name', async () => {
  const lost: string[] = [];
  for (const name of EFFECT_NAMES) {
    if ((await complaint(name)).includes('there is no effect')) lost.push(name);
  }
  expect(lost).toEqual([]);
});

it('refuses an effect that has no function', async () => {
  expect(await complaint('drop_tables')).toContain('there is no effect drop_tables');
  expect(await complaint(`talk"; drop table bots; --`)).toContain('there is no effect');
});
