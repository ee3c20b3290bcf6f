import { setTimeout as sleep } from 'node:timers/promises';
import { isClosed } from '../../plan/run';
import type { Client } from '../client';
import { packageName } from './order';
import type { Narrator } from './narrator';

const limitMs = 60_000;
const pauseMs = 300;

/**
 * Waits until the runs of a demo that was stopped have ended or wait for a person, so that they neither meet
 * the crash point nor write while rows are counted. Goes on after a minute all the same.
 */
export async function settleLeftovers(
  client: Client,
  narrator: Narrator,
  signal: AbortSignal,
): Promise<void> {
  let told = false;
  for (const deadline = Date.now() + limitMs; Date.now() < deadline;) {
    const busy = await countBusy(client);
    if (busy === 0) return;
    if (!told) narrator.line(`an earlier demo was stopped; ${busy} of its runs go on first`);
    told = true;
    await sleep(pauseMs, undefined, { signal });
  }
}

async function countBusy(client: Client): Promise<number> {
  const runs = await client.listRuns(200);
  const open = runs.filter((run) => run.package === packageName && !isClosed(run.status));
  const views = await Promise.all(open.map(({ id }) => client.readRun(id)));
  return views.filter(({ status, approvals }) => !isClosed(status) && approvals.length === 0)
    .length;
}
