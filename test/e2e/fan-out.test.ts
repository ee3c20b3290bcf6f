import { Everstep } from '../../scripts/chaos/everstep';
import { addWaitingPackage, fanOut } from '../../scripts/fan-out/fan-out';

let everstep: Everstep;
beforeAll(async () => {
  everstep = await Everstep.start();
  addWaitingPackage(everstep);
}, 120_000);
afterAll(() => everstep.stop());

/** More than one page of 500. */
const RUNS = 540;

it('an event for many runs reaches each once, also when the worker dies between two pages', async () => {
  const found = await fanOut(everstep, { runs: RUNS, kill: true });
  expect(found).toMatchObject({ runs: RUNS, lost: 0, twice: 0 });
  expect(found.kills).toBeGreaterThan(0);
}, 240_000);
