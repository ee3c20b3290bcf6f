/** The variable that gives another seed; `random` draws one for the whole run and prints it. */
export const SEED_VARIABLE = 'EVERSTEP_TEST_SEED';

const FIXED = 20_260;

/** What every random choice of a test starts from: always the same, so that no run fails by luck. */
export function testSeed(): number {
  const given = process.env[SEED_VARIABLE];
  if (given === undefined) return FIXED;
  if (!/^\d{1,9}$/.test(given)) throw new Error(`${SEED_VARIABLE} is no number: ${given}`);
  return Number(given);
}

/** Draws the seed where a random one is asked for; the processes of the tests inherit it. */
export function drawSeed(): void {
  if (process.env[SEED_VARIABLE] !== 'random') return;
  const seed = Math.floor(Math.random() * 1_000_000_000);
  process.env[SEED_VARIABLE] = String(seed);
  process.stderr.write(`${SEED_VARIABLE}=${seed}\n`);
}
