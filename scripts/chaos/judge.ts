import {
  compareLists,
  compareValues,
  writeValue,
  type Difference,
} from '../../cli/package-tests/compare';
import { plain } from '../../cli/package-tests/observe';
import { pathOf } from '../../cli/package-tests/path';
import { invariant } from '../../plan/errors';
import type { Plan } from '../../plan/schema';
import type { Value } from '../../plan/value';
import { readPlan } from '../../store/plans';
import { readRunRecord, type RunRecord } from '../../store/run-record';
import type { DrivenRun } from './drive-run';
import type { Everstep } from './everstep';
import type { Expectation } from './model';
import type { Sink } from './sink';

/** Something that must not be. */
export interface Finding {
  readonly kind: 'lost' | 'doubled' | 'stuck' | 'wrong';
  readonly run: string;
  readonly what: string;
}

/** Holds what a run has left in rows and at the sink against its model. */
export async function judgeRun(
  everstep: Everstep,
  sink: Sink,
  { run, expected }: { readonly run: DrivenRun; readonly expected: Expectation },
): Promise<readonly Finding[]> {
  const name = `${run.one.package} ${run.one.name} ${run.id}`;
  const record = await readRunRecord(everstep.database, run.id);
  if (!record) return [{ kind: 'lost', run: name, what: 'there is no such run' }];
  if (record.run.status !== run.one.status) {
    const open = ['planning', 'running', 'paused'].includes(record.run.status);
    const what = `expected ${run.one.status}, is ${record.run.status}: ${JSON.stringify(record.run.failure)}`;
    return [{ kind: open ? 'stuck' : 'wrong', run: name, what }];
  }
  const stored = await readPlan(everstep.database, record.run.planHash);
  invariant(stored, 'the plan of a run is kept');
  const plan = JSON.parse(stored.plan) as Plan;
  const rows = await everstep.database.query<{ name: string; data: Value }>(
    `select table_name as name, data from table_rows where data->>'ref' = $1`,
    [run.ref],
  );
  const differences = [
    ...compareOutcome(plan, record, expected),
    ...compareLists(
      'rows',
      sorted(loggedOf(expected)),
      sorted(rows.map(({ data }) => whatOf(data))),
    ),
    ...compareLists('saved', savedOf(expected), sorted(record.saved.map(({ table }) => table))),
    ...compareValues('calls', expected.calls, callsOf(sink, run.ref)),
  ];
  return differences.map((difference) => ({
    kind: kindOf(difference),
    run: name,
    what: describe(difference),
  }));
}

function compareOutcome(
  plan: Plan,
  { run, steps, messages, published }: RunRecord,
  expected: Expectation,
): readonly Difference[] {
  const path = pathOf(
    plan,
    steps.map((row) => [row.key, row]),
  );
  const events = published.map(({ name, data }) => ({ name, data: plain(data) }));
  return [
    ...compareValues('result', expected.result, plain(run.result)),
    ...compareValues('failure', expected.failure?.code ?? null, run.failure?.code ?? null),
    ...compareLists('path', expected.path, path),
    ...compareLists('messages', sorted(expected.messages), sorted(messages)),
    ...compareLists('events', expected.events, events),
  ];
}

/** What the tables of the model have for this run alone. */
function loggedOf({ tables }: Expectation): readonly string[] {
  return (tables['log'] ?? []).map((row) => whatOf(row));
}

/** How many rows the model has added, by table. Rows of stock are changed, not added. */
function savedOf({ tables }: Expectation): readonly string[] {
  const added = Object.entries(tables).filter(([name]) => name !== 'stock');
  return sorted(added.flatMap(([name, rows]) => rows.map(() => name)));
}

function whatOf(row: Value): string {
  return String((row as { readonly what?: string }).what);
}

/** Calls by action; the same key again is a repetition, which the sink knows by it. */
function callsOf({ calls }: Sink, ref: string): Readonly<Record<string, number>> {
  const keys = new Map(calls.filter((call) => call.ref === ref).map((call) => [call.key, call]));
  const counts: Record<string, number> = {};
  for (const { action } of keys.values()) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...texts].sort();
}

/** More than expected is doubled, less is lost. */
function kindOf({ lines }: Difference): Finding['kind'] {
  const signs = lines.map(({ sign }) => sign);
  if (!signs.includes('-')) return 'doubled';
  return signs.includes('+') ? 'wrong' : 'lost';
}

function describe({ where, lines }: Difference): string {
  const shown = lines.filter(({ sign }) => sign !== ' ');
  return `${where}: ${shown.map(({ sign, text }) => `${sign}${writeValue(text)}`).join(' ')}`;
}
