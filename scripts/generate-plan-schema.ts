import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { planJsonSchema } from '../plan/json-schema';

/** Writes `plan/schema.json` from the zod schemas of the plan; the root is the folder it is called in. */
async function main(): Promise<void> {
  const text = `${JSON.stringify(planJsonSchema(), null, 2)}\n`;
  await writeFile(join(process.cwd(), 'plan', 'schema.json'), text);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'failed'}\n`);
  process.exit(1);
});
