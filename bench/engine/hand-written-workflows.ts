import {
  condition,
  defineSignal,
  defineUpdate,
  proxyActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import type { HandWrittenActivities } from './hand-written-worker';

/**
 * The same work as the plans of the bench, as somebody writes it by hand: one activity for each step. Where a
 * run does not end with an activity, one more keeps its end, as everybody does who shows runs to people.
 */
const { callBot, shortStep } = proxyActivities<HandWrittenActivities>({
  startToCloseTimeout: '1 minute',
});

export const decide = defineUpdate<undefined>('decide');
export const paid = defineSignal('paid');

const STEPS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

export async function chainRemote(url: string): Promise<void> {
  for (const step of STEPS) await callBot(url, `step ${step}`);
}

export async function chainShort(): Promise<void> {
  for (const step of STEPS) await shortStep(`step ${step}`);
}

export async function fanOut(url: string): Promise<void> {
  await Promise.all(Array.from({ length: 50 }, (_, index) => callBot(url, `step ${index}`)));
  await shortStep('end');
}

export async function loopPure(): Promise<number> {
  let sum = 0;
  for (let turn = 1; turn <= 1000; turn += 1) sum += turn;
  await shortStep('end');
  return sum;
}

export async function loopShort(): Promise<void> {
  for (let turn = 1; turn <= 1000; turn += 1) await shortStep(`turn ${turn}`);
}

export async function hundredShort(): Promise<void> {
  for (let turn = 1; turn <= 100; turn += 1) await shortStep(`turn ${turn}`);
}

export async function approval(): Promise<boolean> {
  let decided = false;
  setHandler(decide, () => {
    decided = true;
    return undefined;
  });
  await shortStep('open');
  const inTime = await condition(() => decided, '1 hour');
  await shortStep('end');
  return inTime;
}

export async function wait(): Promise<void> {
  await sleep(1);
  await shortStep('end');
}

export async function eventWait(): Promise<boolean> {
  let arrived = false;
  setHandler(paid, () => {
    arrived = true;
  });
  const inTime = await condition(() => arrived, '1 hour');
  await shortStep('end');
  return inTime;
}

export async function nestedParallel(url: string): Promise<void> {
  const pair = (name: string): Promise<unknown> =>
    Promise.all([callBot(url, `${name} 1`), callBot(url, `${name} 2`)]);
  await Promise.all([pair('a'), pair('b')]);
  await shortStep('end');
}

export async function subFlow(url: string): Promise<void> {
  const inner = async (): Promise<void> => {
    await callBot(url, 'inner');
  };
  await inner();
  await inner();
}
