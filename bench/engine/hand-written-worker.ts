import { NativeConnection, Worker } from '@temporalio/worker';
import { Pool } from 'pg';
import { bundleWorkflows } from '../../workers/bundle-workflows';

/** What the workflows written by hand have done: a call and a row, or a row. */
export interface HandWrittenActivities {
  callBot(url: string, action: string): Promise<unknown>;
  shortStep(name: string): Promise<void>;
}

/** A worker with the same settings as ours. */
async function main(): Promise<void> {
  const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });
  await pool.query(
    'create table if not exists steps (id bigserial primary key, name text, result text)',
  );
  const keep = (name: string, result: unknown): Promise<unknown> =>
    pool.query('insert into steps (name, result) values ($1, $2)', [name, JSON.stringify(result)]);
  const activities: HandWrittenActivities = {
    async callBot(url, action) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ action }),
      });
      const result: unknown = await answer.json();
      await keep(action, result);
      return result;
    },
    async shortStep(name) {
      await keep(name, null);
    },
  };
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' }),
    namespace: process.env['TEMPORAL_NAMESPACE'] ?? '',
    taskQueue: process.env['EVERSTEP_TASK_QUEUE'] ?? '',
    workflowBundle: { code: await bundleWorkflows(require.resolve('./hand-written-workflows')) },
    activities,
    maxConcurrentActivityTaskExecutions: 100,
    maxCachedWorkflows: 500,
  });
  process.once('SIGTERM', () => {
    worker.shutdown();
  });
  console.log('worker ready');
  await worker.run();
  await pool.end();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
