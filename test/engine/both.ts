import type { Value, Variables } from '../../plan/value';
import { planOf, type PlanSources } from '../../scripts/simulate/plan-of';
import { simulateRun } from '../../simulation/simulate-run';
import type { World } from '../../simulation/world';
import type { Engine } from './engine';

/** How a run ended, in both worlds alike. */
export interface BothEnded {
  readonly status: string;
  readonly result: Value;
  readonly failure: { readonly code: string; readonly message: string } | null;
}

const nobody: Omit<World, 'input'> = {
  inputNames: [],
  bot: () => ({ error: 'nobody is there', retryable: false, afterMs: 1 }),
  decide: () => undefined,
  incoming: [],
};

/** Runs a text on the real servers and in the simulation; both have to come to the same. */
export async function runBoth(
  engine: Engine,
  text: string,
  sources: PlanSources = {},
  input: Variables = {},
): Promise<BothEnded> {
  const plan = planOf(text, sources);
  const real = await engine.ended(await engine.launch(plan, input));
  const { outcome } = await simulateRun({ plan, world: { ...nobody, input } });
  const ended = { status: real.status, result: real.result, failure: real.failure };
  expect(outcome).toEqual(ended);
  return ended;
}
