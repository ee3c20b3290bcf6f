import type { CompiledFile } from '../../dsl/compile';
import { linkPlan } from '../../dsl/link';
import { pinPlan } from '../../plan/pinned-plan';
import type { Variables } from '../../plan/value';
import { Simulation, type Trace, type World } from '../simulation/simulation';

/** What an example of a page says of itself, in comments at its beginning. */
interface Told {
  readonly world: World;
  readonly result?: unknown;
  readonly failure?: string;
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
  const base: World = {
    input: (told.get('given input') ?? {}) as Variables,
    decisions: (told.get('given decisions') ?? []) as readonly boolean[],
    replies: (told.get('given replies') ?? []) as readonly string[],
    events: (told.get('given events') ?? {}) as Readonly<Record<string, Variables>>,
  };
  const http = told.get('given http') as World['http'];
  const failure = told.get('expect failure') as string | undefined;
  const world = http === undefined ? base : { ...base, http };
  const hasResult = told.has('expect result');
  return {
    world,
    ...(hasResult && { result: told.get('expect result') }),
    ...(failure !== undefined && { failure }),
  };
}

/** What an example says that comes out of it. */
export function expectedEnd({ result, failure }: Told): unknown {
  if (failure !== undefined) return { status: 'failed', failure: { code: failure } };
  return { status: 'completed', value: result };
}

/** Walks an example in the simulation; `bots` are scripts by name. */
export function runExample(
  main: CompiledFile,
  bots: ReadonlyMap<string, CompiledFile>,
  world: World,
): Trace['end'] {
  const scripts = Array.from(bots, ([name, compiled]) => ({ name, compiled, version: '1' }));
  const { plan, places } = linkPlan(main, scripts, {});
  return new Simulation(pinPlan(plan, places), world).run().end;
}
