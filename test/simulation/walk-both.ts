import { planOf, type PlanSources } from '../../scripts/simulate/plan-of';
import { Simulation, type Trace, type World } from './simulation';

/** Runs a text twice: in one go, and rebuilt from its frame after every statement. Both must agree. */
export function walkBoth(text: string, world: World = {}, sources: PlanSources = {}): Trace {
  const plan = planOf(text, sources);
  const inOneGo = new Simulation(plan, world).run();
  const rebuilt = new Simulation(plan, { ...world, rebuildEvery: 1 }).run();
  expect(rebuilt).toEqual(inOneGo);
  return inOneGo;
}
