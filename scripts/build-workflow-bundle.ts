import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflows } from '../workers/bundle-workflows';
import { packRuns, readRecordedRuns } from '../workers/recorded-runs';

/** Writes the code that the sandbox of every worker runs, and the recorded runs that it has to replay. */
async function main(): Promise<void> {
  const dist = join(__dirname, '..');
  const code = await bundleWorkflows(join(dist, 'workflows', 'index.js'), [
    join(dist, 'workflows', 'preload.js'),
  ]);
  await writeFile(join(dist, 'workflow-bundle.js'), code);
  const recorded = readRecordedRuns(join(dist, '..', 'test', 'histories'));
  await writeFile(join(dist, 'recorded-runs.gz'), packRuns(recorded));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'failed'}\n`);
  process.exit(1);
});
