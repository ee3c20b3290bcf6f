import { ENGINE_NAMES } from '../plan/engine-names';
import { AppError } from '../plan/errors';
import type { Plan } from '../plan/schema';
import type { ObjectValue } from '../plan/value';

/**
 * Variables that an operator sets in a run of a plan, with their names as the plan has them. Names of the
 * engine and of loops are refused (VARIABLE_RESERVED): what is set there would not stay.
 */
export function checkVariables(variables: ObjectValue, plan: Plan): ObjectValue {
  const loops = loopVariables(plan);
  return Object.fromEntries(
    Object.entries(variables).map(([given, value]) => {
      const name = given.toLowerCase();
      const reason = reasonAgainst(name, loops);
      if (reason !== undefined) throw new AppError('VARIABLE_RESERVED', { name: given, reason });
      return [name, value];
    }),
  );
}

function reasonAgainst(name: string, loops: ReadonlySet<string>): string | undefined {
  if (!/^[\p{L}_][\p{L}\p{N}_]{0,99}$/u.test(name)) return 'it is no name of a variable';
  if (ENGINE_NAMES.has(name)) return 'it belongs to the engine';
  return loops.has(name) ? 'a loop of the workflow sets it' : undefined;
}

function loopVariables(plan: Plan): ReadonlySet<string> {
  const steps = Object.values(plan.blocks).flat();
  return new Set(
    steps.flatMap((step) =>
      step.kind === 'for' || step.kind === 'forEach' || step.kind === 'forEachParallel'
        ? [step.variable]
        : [],
    ),
  );
}
