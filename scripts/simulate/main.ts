import { parseArgs } from 'node:util';
import { runCampaign, type Tally } from './campaign';

/** Below these a campaign has proved nothing. */
const LEAST_PART = 0.1;

/** `npm run simulate -- --runs 20000 --seed N`: random programs under random faults in virtual time. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '20000' }, seed: { type: 'string' } },
  });
  const runs = Number(values.runs);
  const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
  console.log(`seed ${seed}: ${runs} runs`);
  let shownAt = Date.now();
  const { tally, finding } = await runCampaign(seed, runs, (sofar) => {
    if (Date.now() - shownAt < 2000) return;
    shownAt = Date.now();
    console.log(describe(sofar));
  });
  console.log(describe(tally));
  if (finding) {
    const faults = JSON.stringify(finding.faults, (_name, value: unknown) =>
      value instanceof Set ? [...value] : value,
    );
    console.error(`\nFound with --seed ${finding.seed}, faults ${faults}:`);
    console.error(`${finding.what}\n\n${finding.program.text}`);
    process.exitCode = 1;
  } else if (
    Math.min(tally.kills, tally.freezes, tally.continuations, tally.losses) <
    runs * LEAST_PART
  ) {
    console.error('Too few faults happened for this to mean anything.');
    process.exitCode = 1;
  }
}

function describe(tally: Tally): string {
  return Object.entries(tally)
    .map(([name, number]) => `${name} ${String(number)}`)
    .join(', ');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
