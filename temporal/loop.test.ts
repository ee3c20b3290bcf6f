import pino from 'pino';
import { startLoop } from './loop';

const options = { name: 'test', everyMs: 1_000_000, log: pino({ level: 'silent' }) };

it('repeats while there is more to do, then rests until woken', async () => {
  const turns: number[] = [];
  let rest = (): void => undefined;
  const resting = (): Promise<void> => new Promise((resolve) => (rest = resolve));
  const rested = resting();
  const loop = startLoop(options, () => {
    turns.push(turns.length);
    if (turns.length >= 3) rest();
    return Promise.resolve(turns.length < 3);
  });
  await rested;
  const again = resting();
  loop.wake();
  await again;
  await loop.stop();
  expect(turns).toEqual([0, 1, 2, 3]);
});

it('does not lose a wake-up that comes during a turn', async () => {
  let turns = 0;
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const loop = startLoop(options, async () => {
    await Promise.resolve();
    turns += 1;
    if (turns === 1) loop.wake();
    else finish();
    return false;
  });
  await finished;
  await loop.stop();
  expect(turns).toBe(2);
});

it('goes on after an error', async () => {
  let turns = 0;
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const loop = startLoop({ ...options, everyMs: 1 }, () => {
    turns += 1;
    if (turns === 1) return Promise.reject(new Error('once'));
    finish();
    return Promise.resolve(false);
  });
  await finished;
  await loop.stop();
  expect(turns).toBeGreaterThan(1);
});
