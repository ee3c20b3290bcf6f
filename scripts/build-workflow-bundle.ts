import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflows } from '../workers/bundle-workflows';

/** Writes `dist/workflow-bundle.js`: the code that the sandbox of every worker runs. */
async function main(): Promise<void> {
  const dist = join(__dirname, '..');
  const code = await bundleWorkflows(join(dist, 'workflows', 'index.js'), [
    join(dist, 'workflows', 'preload.js'),
  ]);
  await writeFile(join(dist, 'workflow-bundle.js'), code);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'failed'}\n`);
  process.exit(1);
});
