import { DBOS } from '@dbos-inc/dbos-sdk';

/** One request of the bench: so many runs at once, each of so many empty steps. */
export interface DbosRequest {
  readonly steps: number;
  readonly runs: number;
}

/** Runs empty steps in DBOS on the same PostgreSQL, and tells how many milliseconds they took. */
async function main(): Promise<void> {
  const workflow = DBOS.registerWorkflow(
    async (steps: number): Promise<void> => {
      for (let step = 0; step < steps; step += 1) {
        await DBOS.runStep(() => Promise.resolve(step), { name: 'step' });
      }
    },
    { name: 'steps' },
  );
  DBOS.setConfig({
    name: 'bench',
    systemDatabaseUrl: process.env['DATABASE_URL'] ?? '',
    systemDatabasePoolSize: 20,
    logLevel: 'error',
  });
  await DBOS.launch();
  process.on('message', ({ steps, runs }: DbosRequest) => {
    const began = performance.now();
    void Promise.all(Array.from({ length: runs }, () => workflow(steps))).then(() => {
      process.send?.(performance.now() - began);
    });
  });
  process.once('SIGTERM', () => {
    void DBOS.shutdown().then(() => process.exit(0));
  });
  console.log('worker ready');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
