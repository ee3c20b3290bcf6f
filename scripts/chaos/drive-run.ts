import { setTimeout as sleep } from 'node:timers/promises';
import type { ChaosCase } from './cases';
import type { Everstep } from './everstep';

/** A run that chaos has started, and how it was seen last. */
export interface DrivenRun {
  readonly one: ChaosCase;
  readonly ref: string;
  readonly id: string;
  readonly status: string;
  readonly pauses: number;
}

/** A run that does not end by then is stuck. */
const LONGEST_MS = 300_000;
const ENDED = ['completed', 'failed', 'rejected', 'cancelled'];

/** Starts a run over HTTP and does everything that people and others do with it, until it has ended. */
export async function driveRun(
  everstep: Everstep,
  one: ChaosCase,
  { ref, random }: { readonly ref: string; readonly random: () => number },
): Promise<DrivenRun> {
  const id = await everstep.launch(one.package, one.input(ref));
  const [status, pauses] = await Promise.all([
    watch(everstep, one, id),
    random() < 0.3 ? pause(everstep, id, random) : 0,
    publish(everstep, one, { ref, random }),
  ]);
  return { one, ref, id, status, pauses };
}

/** Decides what is asked, and cancels where nobody decides. Gives the status that the run was last seen in. */
async function watch(everstep: Everstep, one: ChaosCase, id: string): Promise<string> {
  const deadline = Date.now() + LONGEST_MS;
  for (;;) {
    const { body } = await everstep.request('GET', `/api/workflows/${id}`);
    const status = String(body['status']);
    if (ENDED.includes(status) || Date.now() > deadline) return status;
    const open = await everstep.request('GET', `/api/approvals?status=open&run=${id}`);
    for (const approval of (open.body['items'] ?? []) as readonly Asked[]) {
      await answer(everstep, one, { id, approval });
    }
    await sleep(300);
  }
}

interface Asked {
  readonly id: string;
  readonly from: string;
}

/** Everything is sent twice now and then by kills; the product has to take it once. */
async function answer(
  everstep: Everstep,
  one: ChaosCase,
  { id, approval }: { readonly id: string; readonly approval: Asked },
): Promise<void> {
  const asked = approval.from;
  const approved = one.decide(asked);
  if (approved === undefined) {
    await everstep.request('POST', `/api/workflows/${id}/cancel`);
    return;
  }
  const decision = approved ? 'approve' : 'reject';
  await everstep.request('POST', `/api/approvals/${approval.id}/decision`, { decision, by: asked });
}

async function publish(
  everstep: Everstep,
  one: ChaosCase,
  { ref, random }: { readonly ref: string; readonly random: () => number },
): Promise<void> {
  for (const { name, data } of one.events(ref)) {
    await sleep(random() * 4000);
    const event = { name, id: `${ref} ${name}`, data };
    await everstep.request('POST', '/api/events', event);
    await everstep.request('POST', '/api/events', event);
  }
}

/** Pauses the run and lets it go on. Gives how often it was paused. */
async function pause(everstep: Everstep, id: string, random: () => number): Promise<number> {
  await sleep(random() * 3000);
  const { status } = await everstep.request('POST', `/api/workflows/${id}/pause`);
  await sleep(random() * 2000);
  await everstep.request('POST', `/api/workflows/${id}/resume`);
  return status < 300 ? 1 : 0;
}
