import { planOf } from '../../scripts/simulate/plan-of';
import type { Faults } from '../../simulation/faults';
import { simulateRun, type SimulatedRun } from '../../simulation/simulate-run';
import type { World } from '../../simulation/world';

const files = {
  'twice.bas': 'PARAM n AS NUMBER\nWAIT 60\nSAVE "twice" WITH n AS n\nRETURN n * 2',
  'fails.bas': 'WAIT 5\nTHROW "It is broken."',
  'nested.bas': 'x = CALL "twice.bas", 4 AS CHILD\nRETURN x + 1',
  'listens.bas': 'ok = WAIT FOR EVENT "go" TIMEOUT 600\nRETURN ok',
};
const world: World = {
  input: {},
  inputNames: [],
  bot: () => ({ value: null, afterMs: 20 }),
  decide: () => undefined,
  incoming: [{ kind: 'event', id: 'go-1', name: 'go', data: null, afterMs: 90_000 }],
};
const run = (text: string, faults: Faults = {}): Promise<SimulatedRun> =>
  simulateRun({ plan: planOf(text, { files }), world, faults, seed: 3 });
const resultOf = async (text: string): Promise<unknown> => (await run(text)).outcome?.result;

it('a child gives its result back, and its own child too', async () => {
  expect(await resultOf('x = CALL "twice.bas", 5 AS CHILD\nRETURN x')).toBe(10);
  expect(await resultOf('x = CALL "nested.bas" AS CHILD\nRETURN x')).toBe(9);
});

it('gives its failure back, which TRY handles', async () => {
  const failure = { code: 'RUN_THROWN', message: 'It is broken.' };
  expect((await run('CALL "fails.bas" AS CHILD')).outcome).toMatchObject({
    status: 'failed',
    failure,
  });
  const text = 'TRY\n  CALL "fails.bas" AS CHILD\nCATCH e\n  RETURN e.message\nEND TRY';
  expect(await resultOf(text)).toBe('It is broken.');
});

it('gets events of its own', async () => {
  expect(await resultOf('ok = CALL "listens.bas" AS CHILD\nRETURN ok')).toBe(true);
});

it('begins once, wherever the worker is killed and the run continues as new', async () => {
  const text =
    'FOR EACH n IN [1, 2, 3] IN PARALLEL\n  x = CALL "twice.bas", n AS CHILD\n  SAVE "got" WITH n AS n, x AS x\nNEXT';
  const { places } = await run(text);
  expect(places.crashPoints).toBeGreaterThan(5);
  for (let crashAt = 1; crashAt <= places.crashPoints; crashAt += 1) {
    const { outcome, rows } = await run(text, { crashAt, continueAt: new Set([2, 3]) });
    expect(outcome?.status).toBe('completed');
    expect([...(rows.tables.get('twice')?.values() ?? [])]).toHaveLength(3);
    expect([...(rows.tables.get('got')?.values() ?? [])].map((row) => row['x']).sort()).toEqual([
      2, 4, 6,
    ]);
  }
});

it('is found again by a run whose history was lost', async () => {
  const text = 'a = CALL "twice.bas", 1 AS CHILD\nb = CALL "nested.bas" AS CHILD\nRETURN [a, b]';
  for (const rest of [1, 2, 3]) {
    const { outcome, rows } = await run(text, { loseAt: new Set([rest]) });
    expect(outcome?.result).toEqual([2, 9]);
    expect([...(rows.tables.get('twice')?.values() ?? [])]).toHaveLength(2);
  }
});

it('SCHEDULE IN begins a run later, with the variables of now', async () => {
  const text =
    'n = 1\nSCHEDULE IN 2 HOURS DO\n  SAVE "late" WITH n AS n, at AS NOW()\nEND SCHEDULE\nn = 2\nRETURN n';
  const { outcome, rows } = await run(text);
  expect(outcome?.result).toBe(2);
  expect([...(rows.tables.get('late')?.values() ?? [])]).toMatchObject([
    { n: 1, at: { $date: '2026-01-05T11:00:00.000Z' } },
  ]);
});
