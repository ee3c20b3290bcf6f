import type { LoadedPackage } from '../../dsl/package/load-package';
import { checkInput } from '../../plan/check-input';
import { AppError } from '../../plan/errors';
import type { Plan } from '../../plan/schema';
import type { Value } from '../../plan/value';
import { simulateRun } from '../../simulation/simulate-run';
import { changed, compareLists, compareRows, compareValues, type Difference } from './compare';
import { observe, type Observed } from './observe';
import type { Expected, Given } from './test-file';
import { makeTestWorld } from './test-world';

/** What a test has come to. It has passed when there is no difference. */
export interface TestOutcome {
  readonly differences: readonly Difference[];
  /** What helps to understand a difference: questions that the test does not answer, where a run waits. */
  readonly notes: readonly string[];
  readonly observed?: Observed;
}

/** A workflow that is ready to be tested. */
export interface TestedWorkflow {
  readonly plan: Plan;
  readonly loaded: Pick<LoadedPackage, 'config' | 'seed'>;
}

/** Runs a workflow in virtual time in the world of a test, and compares what it comes to. */
export async function runTest(
  workflow: TestedWorkflow,
  given: Given,
  expected: Expected,
): Promise<TestOutcome> {
  try {
    const { observed, notes } = await play(workflow, given);
    return { differences: compare(expected, observed), notes, observed };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const text = `${error.code}: ${error.message}`;
    return { differences: [{ where: 'launch', lines: [{ sign: '+', text }] }], notes: [] };
  }
}

/** The run of a test, without anything that is expected of it. */
export async function play(
  { plan, loaded }: TestedWorkflow,
  given: Given,
): Promise<{ readonly observed: Observed; readonly notes: readonly string[] }> {
  const parameters = plan.flows['main']?.parameters ?? [];
  const input = { ...loaded.config.parameters, ...checkInput(given.input ?? {}, parameters) };
  const inputNames = parameters.map(({ name }) => name);
  const { world, unanswered } = makeTestWorld({ given, input, inputNames, seed: loaded.seed });
  const run = await simulateRun({
    plan,
    world,
    ...(given.now !== undefined && { beginning: Date.parse(given.now) }),
    ...(given.chance !== undefined && { chance: given.chance }),
  });
  const waits = run.outcome ? [] : [`The run waits: ${run.details.replaceAll('\n', '; ')}`];
  return { observed: observe(plan, world, run), notes: [...unanswered, ...waits] };
}

function compare(expected: Expected, observed: Observed): readonly Difference[] {
  const { status = 'completed', result, failure, path, variables, messages } = expected;
  const { events, tables = {} } = expected;
  return [
    ...(status === observed.status ? [] : [wrongStatus(status, observed)]),
    ...(result === undefined ? [] : compareValues('result', result, observed.result)),
    ...(failure ? compareValues('failure', asValue(failure), asValue(observed.failure)) : []),
    ...(path ? compareLists('path', path, observed.path) : []),
    ...(variables ? compareValues('variables', variables, observed.variables) : []),
    ...(messages ? compareLists('messages', messages, observed.messages) : []),
    ...(events ? compareLists('events', events.map(toEvent), observed.events.map(asValue)) : []),
    ...Object.entries(tables).flatMap(([name, rows]) =>
      compareRows(`tables.${name}`, rows, observed.tables[name] ?? []),
    ),
  ];
}

function wrongStatus(status: string, { status: found, failure }: Observed): Difference {
  const why = failure ? `${found} (${failure.code}: ${failure.message})` : found;
  return changed('status', status, why);
}

function toEvent(event: NonNullable<Expected['events']>[number]): Value {
  return typeof event === 'string' ? { name: event } : asValue(event);
}

function asValue(value: object | null): Value {
  return value as Value;
}
