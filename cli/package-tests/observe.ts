import { isGiven } from './test-world';
import type { Plan } from '../../plan/schema';
import type { ObjectValue, Value, Variables } from '../../plan/value';
import type { RunRows } from '../../simulation/run-rows';
import type { SimulatedRun } from '../../simulation/simulate-run';
import type { World } from '../../simulation/world';
import { pathOf } from './path';
import type { Expected } from './test-file';

/** What a run has come to, in the words of a test. */
export interface Observed {
  readonly status: NonNullable<Expected['status']>;
  readonly result: Value;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly path: readonly string[];
  readonly variables: Variables;
  readonly messages: readonly string[];
  readonly events: readonly { readonly name: string; readonly data: Value }[];
  /** Rows that the run has added or changed, by table. */
  readonly tables: Readonly<Record<string, readonly Variables[]>>;
}

/** Describes a simulated run as a test would. */
export function observe(plan: Plan, world: World, run: SimulatedRun): Observed {
  const { outcome, rows } = run;
  const { failure = null, result = null, status = 'waiting' } = outcome ?? {};
  return {
    status,
    result: plain(result),
    failure: failure && { code: failure.code, message: failure.message },
    path: pathOf(plan, [...rows.steps]),
    variables: plainMembers(run.variables),
    messages: rows.messages.map(({ content }) => content),
    events: rows.published
      .filter(({ id }) => !isGiven(id))
      .map(({ name, data }) => ({ name, data: plain(data) })),
    tables: changedRows(world, rows),
  };
}

/** A value as people write it: a point in time is its text, a record set the list of its rows. */
export function plain(value: Value): Value {
  if (Array.isArray(value)) return value.map((item: Value) => plain(item));
  if (typeof value !== 'object' || value === null) return value;
  const object = value as ObjectValue;
  const { $date, $rows } = object;
  if (typeof $date === 'string') return $date;
  return Array.isArray($rows) ? plain($rows as readonly Value[]) : plainMembers(object);
}

function plainMembers(object: ObjectValue): Variables {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, plain(value)]));
}

function changedRows(world: World, { tables }: RunRows): Observed['tables'] {
  const changed = [...tables].map(([name, rows]) => {
    const before = new Map(world.tables?.[name]?.map(({ id, data }) => [id, JSON.stringify(data)]));
    const changedHere = [...rows]
      .filter(([id, data]) => before.get(id) !== JSON.stringify(data))
      .map(([id, data]) => plainMembers({ id, ...data }));
    return [name, changedHere] as const;
  });
  return Object.fromEntries(changed.filter(([, rows]) => rows.length > 0));
}
