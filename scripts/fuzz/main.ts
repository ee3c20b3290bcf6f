import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkTextAndTime } from './check-text';
import { createInputs } from './inputs';

const ROOT = join(__dirname, '..', '..', '..');

/**
 * `npm run fuzz -- --runs 200000 --seed N`: texts of all sorts, none of which may break the compiler.
 * `npm run fuzz -- --properties 20`: the property tests, so many times, each time with another seed.
 */
function main(): void {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '200000' },
      seed: { type: 'string' },
      properties: { type: 'string' },
    },
  });
  const seed = values.seed === undefined ? Date.now() % 100_000_000 : Number(values.seed);
  const isFine =
    values.properties === undefined
      ? tryTexts(seed, Number(values.runs))
      : tryProperties(seed, Number(values.properties));
  process.exitCode = isFine ? 0 : 1;
}

function tryTexts(seed: number, runs: number): boolean {
  const makeInput = createInputs([join(ROOT, 'test', 'corpus'), join(ROOT, 'bottemplates')]);
  console.log(`seed ${seed}: ${runs} texts`);
  let shownAt = Date.now();
  let units = 0;
  for (let run = 0; run < runs; run += 1) {
    const text = makeInput(seed + run);
    units += text.length;
    const problem = checkTextAndTime(text);
    if (problem !== undefined) {
      console.error(
        `Found with --seed ${seed + run} --runs 1: ${problem}\n\n${JSON.stringify(text)}`,
      );
      return false;
    }
    if (Date.now() - shownAt > 2000) {
      shownAt = Date.now();
      console.log(`${run + 1} texts`);
    }
  }
  console.log(`${runs} texts with ${units} characters: nothing thrown, nothing lost, nothing slow`);
  return true;
}

/** Every test that takes its choices from `test/property.ts`; jest shows what it finds. */
function tryProperties(seed: number, rounds: number): boolean {
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  for (let round = 0; round < rounds; round += 1) {
    console.log(`EVERSTEP_TEST_SEED=${seed + round}`);
    const { status } = spawnSync(
      process.execPath,
      [jest, '--findRelatedTests', 'test/property.ts'],
      {
        cwd: ROOT,
        stdio: 'inherit',
        env: { ...process.env, EVERSTEP_TEST_SEED: String(seed + round) },
      },
    );
    if (status !== 0) return false;
  }
  return true;
}

main();
