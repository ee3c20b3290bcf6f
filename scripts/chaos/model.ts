import { join } from 'node:path';
import { observe, type Observed } from '../../cli/package-tests/observe';
import { linkForTest } from '../../cli/package-tests/test-package';
import { readSources } from '../../cli/read-sources';
import { loadPackage } from '../../dsl/package/load-package';
import { identifiedRows } from '../../dsl/package/read-table';
import { checkInput } from '../../plan/check-input';
import { invariant } from '../../plan/errors';
import { simulateRun } from '../../simulation/simulate-run';
import type { Incoming, World } from '../../simulation/world';
import type { ChaosCase } from './cases';
import { sinkAnswer } from './sink';

/** When the model cancels what nobody decides: long after everything else has come to rest. */
const CANCELLED_AFTER_MS = 600_000;

/** What a run of a case comes to when nothing goes wrong. */
export interface Expectation extends Observed {
  /** Calls of the sink by action, each counted once. */
  readonly calls: Readonly<Record<string, number>>;
}

/** Simulates a run of a case in virtual time. */
export async function expectationOf(
  folder: string,
  one: ChaosCase,
  ref: string,
): Promise<Expectation> {
  const { packages } = await readSources(folder, `${one.package}.gbai`);
  const [found] = packages;
  invariant(found, 'the package of a case is there');
  const loaded = loadPackage(found.name, found.content);
  const linked = linkForTest(loaded, undefined, { bots: { sink: { answer: null } } });
  invariant(linked, 'the package of a case compiles');
  const calls = new Map<string, number>();
  const world = worldOf(one, ref, (action) => {
    calls.set(action, (calls.get(action) ?? 0) + 1);
  });
  const { plan } = linked;
  const input = checkInput(one.input(ref), plan.flows['main']?.parameters ?? []);
  const tables = Object.fromEntries(
    loaded.tables.map((table) => [table.name, identifiedRows(table)]),
  );
  const whole = { ...world, input, inputNames: Object.keys(input), tables };
  const run = await simulateRun({ plan, world: whole });
  return { ...observe(plan, whole, run), calls: Object.fromEntries(calls) };
}

function worldOf(
  one: ChaosCase,
  ref: string,
  onCall: (action: string) => void,
): Omit<World, 'input' | 'inputNames'> {
  const events = one
    .events(ref)
    .map(({ name, data }, number): Incoming & { readonly afterMs: number } => ({
      kind: 'event',
      id: `given:${number}`,
      ...{ name, data, afterMs: 1000 },
    }));
  const cancelled = one.status === 'cancelled';
  const command = { kind: 'control', command: 'cancel', afterMs: CANCELLED_AFTER_MS } as const;
  return {
    incoming: cancelled ? [...events, command] : events,
    bot(_name, action, _input, attempt) {
      if (attempt === 0) onCall(action);
      const { status, body } = sinkAnswer(action, attempt === 0);
      if (status === 200) return { value: body as Record<string, string>, afterMs: 10 };
      return { error: 'refused', retryable: status === 503, afterMs: 10 };
    },
    decide({ asked }) {
      const approved = one.decide(asked);
      if (approved === undefined) return undefined;
      return { approved, by: asked, comment: null, afterMs: 1000 };
    },
  };
}

/** Where the packages of chaos lie. */
export function chaosPackages(root: string): string {
  return join(root, 'scripts', 'chaos', 'packages');
}
