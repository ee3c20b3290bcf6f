import { identifiedRows } from '../../dsl/package/read-table';
import type { PackageSeed } from '../../dsl/package/seed';
import type { Value, Variables } from '../../plan/value';
import type { Answer, BotAnswer as WorldAnswer, Incoming, World } from '../../simulation/world';
import { fits } from './compare';
import type { BotAnswer, Given } from './test-file';

/** How long people and bots take when the test does not say. */
const ANSWER_MS = 1000;

/** The world of a test, and what it was asked that the test does not answer. */
export interface TestWorld {
  readonly world: World;
  readonly unanswered: readonly string[];
}

/** What a test world is made of. */
interface WorldParts {
  readonly given: Given;
  readonly input: Variables;
  readonly inputNames: readonly string[];
  readonly seed: PackageSeed;
}

/** The world that a test describes: bots, people, events and tables. */
export function makeTestWorld({ given, input, inputNames, seed }: WorldParts): TestWorld {
  const unanswered: string[] = [];
  const bots = new Map(
    Object.entries(given.bots ?? {}).map(
      ([name, answers]) => [name.toLowerCase(), createBot(answers)] as const,
    ),
  );
  const world: World = {
    input,
    inputNames,
    tables: Object.fromEntries([
      ...[...seed.tables, seed.knowledge].map(({ name, rows }) => [name, rows] as const),
      ...Object.entries(given.tables ?? {}).map(
        ([name, rows]) => [name, identifiedRows({ rows })] as const,
      ),
    ]),
    drive: seed.drive,
    groups: Object.fromEntries(
      Object.entries(given.groups ?? {}).map(([name, people]) => [
        name.startsWith('role:') ? name : `group:${name}`,
        people,
      ]),
    ),
    ...(given.launchedBy !== undefined && { launchedBy: given.launchedBy }),
    incoming: incomingOf(given),
    bot(name, action, asked) {
      const answer = bots.get(name.toLowerCase())?.(action, asked);
      if (answer) return answer;
      unanswered.push(
        `The bot ${name} was asked "${action}", and the test has no answer for that.`,
      );
      return { error: 'the test has no answer', retryable: false, afterMs: 0 };
    },
    decide({ number, asked, message }) {
      const decision = decisionOf(given, number, asked);
      if (given.decisions?.[number] === undefined) {
        unanswered.push(`${asked} was asked for a decision (${message}), and the test has none.`);
      }
      return decision;
    },
  };
  return { world, unanswered };
}

/** One answer answers every call; of a list each answers one call that it is for. */
function createBot(
  answers: BotAnswer | readonly BotAnswer[],
): (action: string, input: Value) => WorldAnswer | undefined {
  if (!isList(answers))
    return (action, input) => (isFor(answers, action, input) ? toAnswer(answers) : undefined);
  const left = [...answers];
  return (action, input) => {
    const index = left.findIndex((answer) => isFor(answer, action, input));
    const [answer] = index < 0 ? [] : left.splice(index, 1);
    return answer && toAnswer(answer);
  };
}

function isFor({ action, input }: BotAnswer, asked: string, given: Value): boolean {
  return (action ?? asked) === asked && (input === undefined || fits(input, given));
}

function toAnswer({ answer, error, final = false, after = ANSWER_MS }: BotAnswer): WorldAnswer {
  if (error !== undefined) return { error, retryable: !final, afterMs: after };
  return { value: answer ?? null, afterMs: after };
}

function decisionOf({ decisions }: Given, number: number, asked: string): Answer | undefined {
  const decision = decisions?.[number];
  if (decision === undefined || decision === 'nobody') return undefined;
  const told = typeof decision === 'string' ? { decision } : decision;
  return {
    approved: told.decision === 'approve',
    by: told.by ?? asked,
    comment: told.comment ?? null,
    afterMs: told.after ?? ANSWER_MS,
  };
}

function incomingOf({ events = [], commands = [] }: Given): World['incoming'] {
  const published = events.map(
    ({ name, data = {}, after = 0, id }, index): Incoming & { readonly afterMs: number } => ({
      kind: 'event',
      id: givenId(id ?? index),
      name,
      data,
      afterMs: after,
    }),
  );
  const told = commands.map(({ command, after = 0 }) => ({
    kind: 'control' as const,
    command,
    afterMs: after,
  }));
  return [...published, ...told];
}

/** The id of an event of the test: no event of the run has one like it. */
function givenId(id: string | number): string {
  return `given:${id}`;
}

/** True for an event that came from the test. */
export function isGiven(id: string): boolean {
  return id.startsWith('given:');
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}
