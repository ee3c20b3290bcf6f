import { FLAGS } from '../../plan/flags';
import { Branch, newBranchFrame } from '../../interpreter/branch';
import { walk } from '../../interpreter/run-steps';
import { planOf } from '../../scripts/simulate/plan-of';
import type { Faults } from '../../simulation/faults';
import { simulateRun, type SimulatedRun } from '../../simulation/simulate-run';
import type { World } from '../../simulation/world';

const world: World = {
  input: {},
  inputNames: [],
  bot: () => ({ value: null, afterMs: 20 }),
  decide: () => undefined,
  incoming: [],
};
const run = (text: string, faults: Faults = {}): Promise<SimulatedRun> =>
  simulateRun({ plan: planOf(text), world, faults, seed: 3, beginning: Date.UTC(2026, 0, 5, 9) });

const TEXT = `x = 1
WAIT UNTIL "2026-03-01 12:00"
first = NOW()
due = DATEADD(first, 1, "day")
WAIT due
WAIT "2020-01-01"
RETURN [first, NOW()]`;
const EXPECTED = [{ $date: '2026-03-01T12:00:00.000Z' }, { $date: '2026-03-02T12:00:00.000Z' }];

it('waits for the date itself, and not for one that has passed', async () => {
  expect((await run(TEXT)).outcome?.result).toEqual(EXPECTED);
});

it('keeps its deadline when the run continues as new and the worker is killed', async () => {
  for (const rest of [1, 2, 3]) {
    const { outcome, histories } = await run(TEXT, { continueAt: new Set([rest]) });
    expect(outcome?.result).toEqual(EXPECTED);
    expect(histories.length).toBeGreaterThan(0);
  }
  expect((await run(TEXT, { crashAt: 1 })).outcome?.result).toEqual(EXPECTED);
});

it.each([
  ['WAIT UNTIL "2026-02-30"', 'VALUE_TYPE'],
  ['x = NULL\nWAIT UNTIL x', 'VALUE_TYPE'],
  ['WAIT UNTIL "2036-01-01"', 'VALUE_RANGE'],
  ['x = "soon"\nWAIT x', 'VALUE_TYPE'],
])('%s fails the run with %s', async (text, code) => {
  expect((await run(text)).outcome).toMatchObject({ status: 'failed', failure: { code } });
});

it('leaves runs of before as they were: WAIT took seconds only', () => {
  const plan = planOf('due = "2026-03-01"\nWAIT due');
  const walked = (flags: readonly number[]): unknown => {
    const branch = new Branch(newBranchFrame('main', 'main', 1), {}, plan, () => 0);
    return walk(branch, { plan, now: () => Date.UTC(2026, 1, 1), inputNames: new Set(), flags }, 9);
  };
  expect(walked([])).toMatchObject({ end: { failure: { code: 'VALUE_TYPE' } } });
  expect(walked([FLAGS.waitTakesDates])).toEqual({ at: 'wait' });
});
