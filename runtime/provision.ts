import { readTemporalCliConfig } from './config';
import { preparePostgresBinaries } from './postgres-binaries';
import { ensureTemporalCli } from './temporal-cli';

/** Process entry: makes sure that the Temporal command and PostgreSQL's programs are here. Quiet when they are. */
async function provision(): Promise<void> {
  const tell = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  await Promise.all([
    ensureTemporalCli(readTemporalCliConfig(process.env), tell),
    preparePostgresBinaries(tell),
  ]);
}

provision().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
