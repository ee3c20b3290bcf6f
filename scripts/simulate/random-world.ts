import type { Value } from '../../plan/value';
import type { World } from '../../simulation/world';
import { createRandom, seedOf, type Random } from './random';

const MINUTE_MS = 60_000;

type TimedIncoming = World['incoming'][number];

/** A world from a seed. It answers by what it is asked, never by when, so that every repetition agrees. */
export function makeWorld(seed: number): World {
  const random = createRandom(seed);
  const incoming = makeIncoming(random);
  return {
    input: { n: random.between(0, 10) },
    inputNames: [],
    incoming,
    bot(name, action, _input, attempt) {
      const own = createRandom(seedOf(`${seed} ${name} ${action} ${attempt}`));
      const afterMs = own.between(1, MINUTE_MS / 3);
      if (name === 'flaky' && own.chance(0.5)) {
        return { error: 'busy', retryable: own.chance(0.8), afterMs };
      }
      const value: Value = own.chance(0.5) ? `${name} ${action}` : { found: own.between(1, 9) };
      return { value, afterMs };
    },
    http({ method, url, body }, attempt) {
      const own = createRandom(
        seedOf(`${seed} ${method} ${url} ${JSON.stringify(body)} ${attempt}`),
      );
      const afterMs = own.between(1, MINUTE_MS / 3);
      if (url.includes('flaky') && own.chance(0.4)) {
        return { error: 'busy', retryable: own.chance(0.8), afterMs };
      }
      return { value: { found: own.between(1, 9), method }, afterMs };
    },
    reply({ number, prompt }, attempt) {
      const own = createRandom(seedOf(`${seed} hear ${prompt} ${number} ${attempt}`));
      if (own.chance(0.2)) return undefined;
      const text = own.pick(['7', 'Green', '2', 'something', '']);
      return { text, by: 'somebody', afterMs: own.between(1, MINUTE_MS) };
    },
    operate({ path, stepId, number }) {
      const own = createRandom(seedOf(`${seed} ${path} ${stepId} ${number}`));
      const afterMs = own.between(1, MINUTE_MS);
      // A step that was done again in vain is skipped, so that every run ends.
      const command = number % 2 === 0 && own.chance(0.6) ? 'retry' : 'skip';
      const result: Value = own.chance(0.5) ? { found: own.between(1, 9) } : null;
      return { command, result, afterMs };
    },
    decide({ asked, number }) {
      const own = createRandom(seedOf(`${seed} ${asked} ${number}`));
      if (own.chance(0.3)) return undefined;
      const afterMs = own.between(1, 2 * MINUTE_MS);
      return { approved: own.chance(0.7), by: asked, comment: null, afterMs };
    },
  };
}

/** Events that come in at random, and now and then a pause or the end of the run. */
function makeIncoming(random: Random): readonly TimedIncoming[] {
  const incoming: TimedIncoming[] = [];
  for (let number = random.between(0, 4); number > 0; number -= 1) {
    const name = `e${random.between(1, 3)}`;
    const id = `in-${number}`;
    const data = { number };
    incoming.push({ kind: 'event', id, name, data, afterMs: random.between(1, 2 * MINUTE_MS) });
  }
  if (random.chance(0.2)) {
    const afterMs = random.between(1, MINUTE_MS);
    incoming.push({ kind: 'control', command: 'pause', afterMs });
    incoming.push({
      kind: 'control',
      command: 'resume',
      afterMs: afterMs + random.between(1, MINUTE_MS),
    });
  }
  if (random.chance(0.1)) {
    incoming.push({
      kind: 'control',
      command: 'cancel',
      afterMs: random.between(1, 2 * MINUTE_MS),
    });
  }
  return incoming;
}
