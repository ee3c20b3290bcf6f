import { sleep } from '@temporalio/workflow';

/** The least that a bundle can have in it: what ours is compared with. */
export async function empty(): Promise<void> {
  await sleep(1);
}
