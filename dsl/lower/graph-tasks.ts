import type { Statement, StatementOf, StepNumber } from '../basic/syntax';

/** A STEP of a graph, with the statements up to the next STEP. */
export interface TaskNode {
  readonly name: string;
  readonly step: StatementOf<'step'>;
  readonly statements: readonly Statement[];
  /** Names of the tasks it comes after, as far as there are such. */
  readonly after: readonly string[];
  /** Numbers that lead nowhere, or to several STEPs. */
  readonly unknown: readonly StepNumber[];
  readonly ambiguous: readonly StepNumber[];
}

/** A list of statements of which the STEPs form a graph. */
export interface GraphNode {
  readonly before: readonly Statement[];
  readonly tasks: readonly TaskNode[];
  readonly rest: readonly Statement[];
}

/**
 * The graph of a list of statements: there is one when a STEP in it says DEPENDS ON. It reaches from the
 * first STEP to the last one; a STEP without the clause comes after the STEP before it.
 */
export function readGraph(statements: readonly Statement[]): GraphNode | undefined {
  if (!statements.some((each) => each.kind === 'step' && each.dependsOn !== undefined)) {
    return undefined;
  }
  const first = statements.findIndex(({ kind }) => kind === 'step');
  const last = statements.findLastIndex(({ kind }) => kind === 'step');
  const groups = groupBySteps(statements.slice(first, last + 1));
  const names = uniqueNames(groups.map(([step]) => step.label));
  const tasks = groups.map(([step, ...more], index): TaskNode => {
    const name = names[index] ?? '';
    const previous = names[index - 1];
    const links =
      step.dependsOn === undefined
        ? { after: previous === undefined ? [] : [previous], unknown: [], ambiguous: [] }
        : resolve(step.dependsOn.steps, groups);
    return { name, step, statements: [bare(step), ...more], ...links };
  });
  return { before: statements.slice(0, first), tasks, rest: statements.slice(last + 1) };
}

/** The STEP without its DEPENDS ON, which is the graph's. */
function bare(step: StatementOf<'step'>): Statement {
  const { label, labelSpan, body, delay, timeout, start, end } = step;
  return {
    kind: 'step',
    label,
    labelSpan,
    body,
    ...(delay !== undefined && { delay }),
    ...(timeout !== undefined && { timeout }),
    start,
    end,
  };
}

type Group = readonly [StatementOf<'step'>, ...Statement[]];

function groupBySteps(statements: readonly Statement[]): readonly Group[] {
  const groups: [StatementOf<'step'>, ...Statement[]][] = [];
  for (const statement of statements) {
    if (statement.kind === 'step') groups.push([statement]);
    else groups.at(-1)?.push(statement);
  }
  return groups;
}

function resolve(
  numbers: readonly StepNumber[],
  groups: readonly Group[],
): Pick<TaskNode, 'after' | 'unknown' | 'ambiguous'> {
  const count = (label: string): number =>
    groups.filter(([step]) => step.label.toLowerCase() === label.toLowerCase()).length;
  const known = numbers.filter(({ label }) => count(label) === 1);
  const after = known.map(
    ({ label }) =>
      groups.find(([step]) => step.label.toLowerCase() === label.toLowerCase())?.[0].label ?? label,
  );
  return {
    after: [...new Set(after)],
    unknown: numbers.filter(({ label }) => count(label) === 0),
    ambiguous: numbers.filter(({ label }) => count(label) > 1),
  };
}

/** The second task of a number gets `~2`: names become parts of ids. */
function uniqueNames(labels: readonly string[]): readonly string[] {
  const used = new Map<string, number>();
  return labels.map((label) => {
    const count = (used.get(label) ?? 0) + 1;
    used.set(label, count);
    return count === 1 ? label : `${label}~${count}`;
  });
}
