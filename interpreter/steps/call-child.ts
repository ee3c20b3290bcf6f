import { AppError, invariant } from '../../plan/errors';
import { flowOfFile } from '../../plan/flow-of-file';
import { listPlanTasks } from '../../plan/list-plan-tasks';
import { planOfFlow } from '../../plan/plan-of-flow';
import type { StepOf } from '../../plan/schema';
import type { Value, Variables } from '../../plan/value';
import type { Failure } from '../../plan/walk';
import type { Branch } from '../branch';
import type { EffectHost, Flow, Runner, Work } from '../host';
import { toText } from '../evaluate';
import { bindParameters } from './call-file';

/**
 * Begins a file as a run of its own and waits for its end: its RETURN is the value of the call, its failure
 * fails the step. The child is cancelled when this branch is given up.
 */
export const callChild: Runner<StepOf<'callChild'>> = {
  run: () => ({ go: 'perform', long: false, memory: { phase: 'begin' } }),
  work(step, branch, host) {
    const flowName = flowOfFile(step.file);
    const flow = host.plan.flows[flowName];
    if (!flow) throw new AppError('FILE_UNKNOWN', { file: step.file });
    const input = bindParameters(step, flow, branch);
    const name = flowName.slice('file:'.length);
    return beginChild(branch, host, { flow: flowName, name, input, awaited: true });
  },
  settle(step, branch, outcome) {
    if (outcome.kind === 'failed') return { go: 'fail', failure: outcome.failure };
    if (outcome.kind === 'woken') return takeEnd(step, branch, outcome.data);
    invariant(outcome.kind === 'done', 'a call has no branches');
    const childId = toText((outcome.result as Variables)['id'] ?? null);
    return {
      go: 'wait',
      memory: { phase: 'waiting', wait: { kind: 'child', childId, until: null } },
    };
  },
};

/** A run to begin: the same plan from another flow. */
interface NewChild {
  readonly flow: string;
  readonly name: string;
  readonly input: Variables;
  readonly awaited: boolean;
  readonly startAtMs?: number;
}

/** The work that begins a run; `part` and key are the same for every attempt, so there is one. */
export function beginChild(branch: Branch, host: EffectHost, child: NewChild): Work {
  const walked = planOfFlow(host.plan, child.flow);
  const { startAtMs = null } = child;
  return {
    part: 'child',
    effect: {
      effect: 'start_child',
      id: host.deriveId(branch.key('child')),
      name: child.name,
      flow: child.flow,
      input: child.input,
      inputNames: walked.flows['main']?.parameters.map(({ name }) => name) ?? [],
      tasks: listPlanTasks(walked),
      awaitedEvents: walked.awaitedEvents,
      awaited: child.awaited,
      startAtMs,
    },
    events: [],
  };
}

function takeEnd(step: StepOf<'callChild'>, branch: Branch, end: Variables): Flow {
  if (end['status'] !== 'completed') return { go: 'fail', failure: failureOf(step, end) };
  if (step.into !== undefined) branch.assign(step.into, end['result'] ?? null);
  return { go: 'next' };
}

/** A child that somebody has cancelled fails its parent: only the parent's own cancel cancels that. */
function failureOf(step: StepOf<'callChild'>, { status, failure }: Variables): Failure {
  const told = failure as { readonly code?: Value; readonly message?: Value } | null | undefined;
  if (status === 'cancelled' || !told) {
    const error = new AppError('CHILD_CANCELLED', { file: step.file });
    return { code: error.code, message: error.message };
  }
  return { code: toText(told.code ?? null), message: toText(told.message ?? null) };
}
