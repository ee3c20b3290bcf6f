import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkText } from './check-text';
import { createInputs } from './inputs';

const ROOT = join(__dirname, '..', '..', '..');

/** `npm run fuzz -- --runs 200000 --seed N`: texts of all sorts, none of which may break the compiler. */
function main(): void {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '200000' }, seed: { type: 'string' } },
  });
  const runs = Number(values.runs);
  const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
  const makeInput = createInputs([join(ROOT, 'test', 'corpus'), join(ROOT, 'bottemplates')]);
  console.log(`seed ${seed}: ${runs} texts`);
  let shownAt = Date.now();
  let units = 0;
  for (let run = 0; run < runs; run += 1) {
    const text = makeInput(seed + run);
    units += text.length;
    const problem = checkText(text);
    if (problem !== undefined) {
      console.error(
        `Found with --seed ${seed + run} --runs 1: ${problem}\n\n${JSON.stringify(text)}`,
      );
      process.exitCode = 1;
      return;
    }
    if (Date.now() - shownAt > 2000) {
      shownAt = Date.now();
      console.log(`${run + 1} texts`);
    }
  }
  console.log(`${runs} texts with ${units} characters: nothing thrown, nothing lost, nothing slow`);
}

main();
