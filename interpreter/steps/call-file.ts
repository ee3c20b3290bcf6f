import { AppError } from '../../plan/errors';
import type { Flow as FlowOfPlan, StepOf } from '../../plan/schema';
import { flowOfFile } from '../../plan/flow-of-file';
import type { Variables } from '../../plan/value';
import type { Branch } from '../branch';
import { evaluate } from '../evaluate';
import type { Runner } from '../host';
import { settingsIn } from '../settings';
import { copyValue } from '../value/copy';

type CallFileStep = StepOf<'callFile'>;

/** Walks another file in place, with variables of its own; its RETURN is the value of the call. */
export const callFile: Runner<CallFileStep> = {
  run(step, branch, host) {
    if (branch.memory) {
      if (step.into !== undefined) branch.assign(step.into, branch.returned);
      branch.returned = null;
      return { go: 'next' };
    }
    const flowName = flowOfFile(step.file);
    const flow = host.plan.flows[flowName];
    if (!flow) throw new AppError('FILE_UNKNOWN', { file: step.file });
    return {
      go: 'enter',
      block: flow.block,
      memory: { phase: 'called' },
      call: { flow: flowName, locals: bindParameters(step, flow, branch) },
    };
  },
};

/** The PARAMs of a file from the arguments of its call; `INPUT_MISSING` for one that has to be given. */
export function bindParameters(
  step: Pick<CallFileStep, 'args'>,
  flow: FlowOfPlan,
  branch: Branch,
): Variables {
  const values = step.args.map((argument) => copyValue(evaluate(argument, branch)));
  const bound = flow.parameters.map(({ name, type, required, default: preset }, index) => {
    const value = values[index] ?? preset ?? null;
    if (value === null && required) throw new AppError('INPUT_MISSING', { name, type });
    return [name, value] as const;
  });
  return { ...settingsIn(branch), ...Object.fromEntries(bound) };
}
