import { AppError } from '../../plan/errors';
import type { Expression } from '../../plan/expression';
import { isAdapted } from '../../plan/keywords';
import type { StepOf } from '../../plan/schema';
import type { ObjectValue, Value } from '../../plan/value';
import type { Branch } from '../branch';
import { evaluate } from '../evaluate';
import type { Runner, WalkHost } from '../host';
import type { Deed } from '../keywords/adapter';
import { ADAPTERS } from '../keywords/adapters';
import { copyValue } from '../value/copy';
import { memoryOwner } from './memory-owner';
import { takeResult } from './take-result';

/** Does what the adapter of a keyword says: one effect of a short step. */
export const adapted: Runner<StepOf<'adapted'>> = {
  run(step) {
    if (!isAdapted(step.name)) throw new AppError('KEYWORD_NOT_AVAILABLE', { keyword: step.name });
    return { go: 'perform', long: false };
  },
  work(step, branch, host) {
    const id = (part: string): string => host.deriveId(branch.key(part));
    const { effect, events = [] } = deedOf(step, branch, { host, runId: host.runId, id });
    return { part: '', effect, events };
  },
  settle: (step, branch, outcome, host) =>
    takeResult(outcome, (answer) => {
      const { value } = deedOf(step, branch, { host, runId: '', id: () => '' });
      const given = value ? value(answer as ObjectValue) : answer;
      if (step.into !== undefined) branch.assign(step.into, given);
    }),
};

interface Surroundings {
  readonly host: WalkHost;
  readonly runId: string;
  readonly id: (part: string) => string;
}

function deedOf(step: StepOf<'adapted'>, branch: Branch, { host, runId, id }: Surroundings): Deed {
  const { name } = step;
  if (!isAdapted(name)) throw new AppError('KEYWORD_NOT_AVAILABLE', { keyword: name });
  const values = (expressions: readonly Expression[]): readonly Value[] =>
    expressions.map((expression) => copyValue(evaluate(expression, branch)));
  const words = Object.keys(step.clauses);
  const given = values(Object.values(step.clauses));
  const clauses = Object.fromEntries(words.map((word, index) => [word, given[index] ?? null]));
  const owner = memoryOwner(host.plan);
  return ADAPTERS[name]({
    name,
    args: values(step.args),
    clauses,
    now: host.now(),
    runId,
    owner,
    id,
  });
}
