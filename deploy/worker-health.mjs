/**
 * Health check of a worker's container: exit code 0 when Temporal has lately been asked for work by this very machine.
 * A worker has no port of its own, and a process that merely exists may have stopped working.
 */
import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';

const WORKFLOW = 1;
const ACTIVITY = 2;
/** A question for work is repeated after a minute at the latest. */
const freshSeconds = 120;

const {
  TEMPORAL_ADDRESS: address,
  TEMPORAL_NAMESPACE: namespace = 'everstep',
  EVERSTEP_TASK_QUEUE: name = 'everstep',
} = process.env;

try {
  const connection = await Connection.connect({ address, connectTimeout: 5000 });
  const answers = await connection.withDeadline(Date.now() + 5000, () =>
    Promise.all(
      [WORKFLOW, ACTIVITY].map((taskQueueType) =>
        connection.workflowService.describeTaskQueue({
          namespace,
          taskQueue: { name },
          taskQueueType,
        }),
      ),
    ),
  );
  const isOurs = ({ identity, lastAccessTime }) =>
    identity?.endsWith(`@${hostname()}`) &&
    Date.now() / 1000 - Number(lastAccessTime?.seconds ?? 0) < freshSeconds;
  const polls = answers.some(({ pollers }) => pollers.some(isOurs));
  if (!polls) finish(1, `nobody on ${hostname()} has asked for the work of "${name}"`);
  finish(0, 'polls');
} catch (error) {
  finish(1, error instanceof Error ? error.message : String(error));
}

function finish(code, message) {
  process.stdout.write(`${message}\n`);
  process.exit(code);
}
