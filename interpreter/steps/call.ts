import { invariant } from '../../plan/errors';
import type { StepOf } from '../../plan/schema';
import type { Variables } from '../../plan/value';
import { evaluate } from '../evaluate';
import type { Runner } from '../host';
import { settingsIn } from '../settings';
import { copyValue } from '../value/copy';

/** Walks a SUB or FUNCTION in place. */
export const call: Runner<StepOf<'call'>> = {
  run(step, branch, host) {
    if (branch.memory) {
      if (step.into !== undefined) branch.assign(step.into, branch.returned);
      branch.returned = null;
      return { go: 'next' };
    }
    const flow = host.plan.flows[step.flow];
    invariant(flow, `the plan has the flow ${step.flow}`);
    const values = step.args.map((argument) => copyValue(evaluate(argument, branch)));
    const given = flow.parameters.map(({ name, default: preset }, index) => {
      return [name, values[index] ?? preset ?? null] as const;
    });
    if (flow.scope === 'shared') {
      for (const [name, value] of given) branch.assign(name, value);
    }
    const locals: Variables | null =
      flow.scope === 'own' ? { ...settingsIn(branch), ...Object.fromEntries(given) } : null;
    return {
      go: 'enter',
      block: flow.block,
      memory: { phase: 'called' },
      call: { flow: step.flow, locals },
    };
  },
};
