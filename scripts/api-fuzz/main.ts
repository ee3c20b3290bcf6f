import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readTemporalCliConfig } from '../../runtime/config';
import { API_KEY, Everstep } from '../chaos/everstep';
import { describeForFuzzing } from './describe';
import { installSchemathesis, runSchemathesis } from './schemathesis';

/**
 * `npm run fuzz:api -- --examples 100 --seed N`: requests made from the description of the API against a real
 * one. Ends non-zero on a 5xx, on an answer that is not as described, and on fewer requests than `--least`.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      examples: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      least: { type: 'string', default: '1000' },
      'if-possible': { type: 'boolean', default: false },
    },
  });
  const program = await installSchemathesis(readTemporalCliConfig(process.env).cacheDir);
  if (program === undefined) {
    console.error(
      'NOT RUN: schemathesis cannot be installed (python3 with venv and pip are needed).',
    );
    process.exitCode = values['if-possible'] ? 0 : 1;
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'everstep-fuzz-'));
  const everstep = await Everstep.start();
  try {
    await prepare(everstep);
    const file = join(folder, 'openapi.json');
    const har = join(folder, 'requests.har');
    await writeFile(file, JSON.stringify(await describeForFuzzing(everstep.url)));
    const size = { examples: Number(values.examples), seed: Number(values.seed) };
    const code = await runSchemathesis(program, {
      ...{ file, har, url: everstep.url, apiKey: API_KEY },
      ...size,
    });
    const statuses = countStatuses(await readFile(har, 'utf8'));
    console.log(JSON.stringify(statuses));
    const count = Object.values(statuses).reduce((sum, one) => sum + one, 0);
    if (count < Number(values.least)) console.error(`Only ${count} requests: this means nothing.`);
    const isBroken = Object.keys(statuses).some((status) => Number(status) >= 500);
    process.exitCode = code !== 0 || isBroken || count < Number(values.least) ? 1 : 0;
  } finally {
    await everstep.stop();
    await rm(folder, { recursive: true });
  }
}

/** Something of everything, so that more than unknown ids is answered. */
async function prepare(everstep: Everstep): Promise<void> {
  const complaint = { complaint: 'My chair is broken', order_id: '1001' };
  for (let count = 0; count < 3; count += 1) await everstep.launch('customer-support', complaint);
  await everstep.request('PUT', '/api/groups/board', { members: ['ann@example.com'] });
  await everstep.request('PUT', '/api/memory/user/ann/language', { value: 'pt' });
  await everstep.request('POST', '/api/events', { name: 'order_placed', data: { total: 7 } });
}

function countStatuses(har: string): Readonly<Record<string, number>> {
  const { log } = JSON.parse(har) as {
    readonly log: {
      readonly entries: readonly { readonly response: { readonly status: number } }[];
    };
  };
  const counts: Record<string, number> = {};
  for (const { response } of log.entries) {
    counts[response.status] = (counts[response.status] ?? 0) + 1;
  }
  return counts;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
