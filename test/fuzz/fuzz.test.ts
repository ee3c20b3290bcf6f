import { join } from 'node:path';
import { checkText } from '../../scripts/fuzz/check-text';
import { createInputs } from '../../scripts/fuzz/inputs';
import { testSeed } from '../seed';

const ROOT = join(__dirname, '..', '..');
/** The short form of `npm run fuzz`. */
const seed = testSeed();

it(`reads 3,000 texts of all sorts (seed ${seed})`, () => {
  const makeInput = createInputs([join(ROOT, 'test', 'corpus'), join(ROOT, 'bottemplates')]);
  for (let run = 0; run < 3000; run += 1) {
    const problem = checkText(makeInput(seed + run));
    expect([seed + run, problem]).toEqual([seed + run, undefined]);
  }
});
