import type { CompiledFile } from '../../dsl/compile';
import { linkPlan } from '../../dsl/link';
import { checkInput } from '../../plan/check-input';
import { pinPlan } from '../../plan/pinned-plan';
import type { Value, Variables } from '../../plan/value';
import type { RunOutcome } from '../../plan/walk';
import { simulateRun } from '../../simulation/simulate-run';
import type { BotAnswer, World } from '../../simulation/world';

/** An answer, or an error that does not go away. */
type Answer = Value | { readonly error: string };

/** What an example says of itself, in comments at its beginning. */
interface Told {
  readonly input: Variables;
  readonly decisions: readonly boolean[];
  readonly replies: readonly string[];
  readonly events: Readonly<Record<string, Value>>;
  /** Answers of bots over HTTP, by name. */
  readonly bots: Readonly<Record<string, Answer>>;
  /** Answers of addresses, by method and address. */
  readonly http: Readonly<Record<string, Answer>>;
  /** Rows by table. */
  readonly tables: Readonly<Record<string, readonly Variables[]>>;
  /** What it says that comes out of it; without a word it ends. */
  readonly end: object;
}

const LINE = /^' (given|expect) (\w+): (.+)$/gm;

/** Reads the comments `' given input: …` and `' expect result: …`. Values are JSON, a failure is a code. */
export function readTold(text: string): Told {
  const told = new Map(
    Array.from(text.matchAll(LINE), ([, verb = '', name = '', value = '']) => [
      `${verb} ${name}`,
      name === 'failure' ? value : (JSON.parse(value) as unknown),
    ]),
  );
  const given = <T>(name: string, otherwise: T): T =>
    (told.get(`given ${name}`) as T | undefined) ?? otherwise;
  return {
    input: given('input', {}),
    decisions: given('decisions', []),
    replies: given('replies', []),
    events: given('events', {}),
    bots: given('bots', {}),
    http: given('http', {}),
    tables: given('tables', {}),
    end: endOf(told),
  };
}

function endOf(told: ReadonlyMap<string, unknown>): object {
  const code = told.get('expect failure');
  if (code !== undefined) return { status: 'failed', failure: { code } };
  const result = told.has('expect result') ? { result: told.get('expect result') } : {};
  return { status: 'completed', ...result };
}

/** Runs an example in virtual time; `bots` are scripts by name. Undefined: it waits for ever. */
export async function runExample(
  main: CompiledFile,
  bots: ReadonlyMap<string, CompiledFile>,
  told: Told,
): Promise<RunOutcome | undefined> {
  const scripts = Array.from(bots, ([name, compiled]) => ({ name, compiled, version: '1' }));
  const http = { url: 'https://bots.example', version: '1' };
  const registry = new Map(Object.keys(told.bots).map((name) => [name, http]));
  const { plan, places } = linkPlan(main, scripts, registry);
  const input = checkInput(told.input, plan.flows['main']?.parameters ?? []);
  const run = await simulateRun({ plan: pinPlan(plan, places), world: worldOf(told, input) });
  return run.outcome;
}

function worldOf(told: Told, input: Variables): World {
  const { decisions, replies, events, bots, http, tables } = told;
  const waiting = [...replies];
  return {
    input,
    inputNames: Object.keys(input),
    tables: Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.map(row)])),
    bot: (name) => answer(bots[name]),
    http: ({ method, url }) => answer(http[`${method} ${url}`]),
    decide: ({ number, asked }) => {
      const approved = decisions[number];
      return approved === undefined
        ? undefined
        : { approved, by: asked, comment: null, afterMs: 1000 };
    },
    reply: () => {
      const text = waiting.shift();
      return text === undefined ? undefined : { text, by: 'ann', afterMs: 1000 };
    },
    incoming: Object.entries(events).map(([name, data], index) => ({
      kind: 'event',
      id: `event-${index}`,
      name,
      data,
      afterMs: 1000 + index,
    })),
  };
}

function row(data: Variables, index: number): { readonly id: string; readonly data: Variables } {
  const id = data['id'];
  return { id: id === undefined || id === null ? `row-${index}` : JSON.stringify(id), data };
}

function answer(given: Answer | undefined): BotAnswer {
  const error = errorOf(given);
  if (error === undefined) return { value: given ?? null, afterMs: 1 };
  return { error, retryable: false, afterMs: 1 };
}

function errorOf(given: Answer | undefined): string | undefined {
  if (typeof given !== 'object' || given === null || !('error' in given)) return undefined;
  return typeof given.error === 'string' ? given.error : undefined;
}
