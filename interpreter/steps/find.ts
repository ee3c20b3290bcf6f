import type { BoundFilter } from '../../plan/effects';
import type { Filter } from '../../plan/expression';
import type { StepOf } from '../../plan/schema';
import type { Branch } from '../branch';
import { evaluate, toText } from '../evaluate';
import type { Runner } from '../host';
import { boundsOf, takeRows } from './read-rows';

/** Reads rows into a record set. */
export const find: Runner<StepOf<'find'>> = {
  run: () => ({ go: 'perform', long: false }),
  work(step, branch) {
    return {
      part: '',
      effect: {
        effect: 'find_rows',
        table: tableName(toText(evaluate(step.table, branch))),
        where: bindFilter(step.where, branch),
        ...boundsOf(step, branch),
      },
      events: [],
    };
  },
  settle: takeRows,
};

/** The table that a name in BASIC means: a file name or a name with a connection prefix. */
export function tableName(name: string): string {
  const last = name.slice(
    name.lastIndexOf('.', name.endsWith('.csv') ? name.length - 5 : undefined) + 1,
  );
  return last.replace(/\.(csv|json|xlsx)$/i, '').toLowerCase();
}

/** Replaces the expressions of a filter by their values. */
export function bindFilter(filter: Filter, branch: Branch): BoundFilter;
export function bindFilter(filter: Filter | undefined, branch: Branch): BoundFilter | null;
export function bindFilter(filter: Filter | undefined, branch: Branch): BoundFilter | null {
  return filter ? bind(filter, branch) : null;
}

function bind(filter: Filter, branch: Branch): BoundFilter {
  switch (filter.op) {
    case 'compare':
      return { ...filter, value: evaluate(filter.value, branch) };
    case 'isNull':
      return filter;
    case 'not':
      return { op: 'not', item: bind(filter.item, branch) };
    case 'and':
    case 'or':
      return { op: filter.op, items: filter.items.map((item) => bind(item, branch)) };
  }
}
