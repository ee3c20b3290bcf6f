import { parseArgs } from 'node:util';
import { runChaos, tooLittle } from './campaign';

/** `npm run chaos -- --runs 500 --kills 60 --seed N`: runs on real processes that are killed and frozen. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '500' },
      kills: { type: 'string', default: '60' },
      seed: { type: 'string' },
      'at-once': { type: 'string', default: '16' },
    },
  });
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  let shownAt = 0;
  const size = {
    seed,
    runs: Number(values.runs),
    kills: Number(values.kills),
    atOnce: Number(values['at-once']),
    onProgress: (line: string): void => {
      if (Date.now() - shownAt < 5000) return;
      shownAt = Date.now();
      console.log(line);
    },
  };
  console.log(`seed ${seed}: ${size.runs} runs, ${size.kills} kills`);
  const { findings, ...figures } = await runChaos(size);
  console.log(JSON.stringify(figures, null, 2));
  for (const { kind, run, what } of findings) console.error(`${kind}: ${run}: ${what}`);
  const missing = tooLittle({ findings, ...figures }, size);
  if (missing !== undefined) console.error(`This means nothing: ${missing}.`);
  if (findings.length > 0) console.error(`Found with --seed ${seed}.`);
  process.exitCode = findings.length > 0 || missing !== undefined ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
