import { CASES } from '../../scripts/chaos/cases';
import { runChaos, tooLittle } from '../../scripts/chaos/campaign';
import { testSeed } from '../seed';

const seed = testSeed();

/** The short form of `npm run chaos`: each kind of run once or twice. */
it(`loses and doubles nothing while everything is killed and frozen at random (seed ${seed})`, async () => {
  const size = { seed, runs: 12, kills: 10, atOnce: 12, onProgress: () => undefined };
  const report = await runChaos(size);
  expect(report.findings).toEqual([]);
  expect(tooLittle(report, size)).toBeUndefined();
  expect(report.runs).toBeGreaterThan(CASES.length);
}, 900_000);
