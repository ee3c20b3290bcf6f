import type { StepOf } from '../../plan/schema';
import type { ObjectValue } from '../../plan/value';
import type { Branch } from '../branch';
import { evaluate } from '../evaluate';
import type { Runner } from '../host';
import { copyValue } from '../value/copy';
import { bindFilter, tableName } from './find';
import { boundsOf, takeRows } from './read-rows';
import { rowsOf } from './rows-of';

/** Reads columns or figures into a record set. */
export const query: Runner<StepOf<'query'>> = {
  run: () => ({ go: 'perform', long: false }),
  work(step, branch) {
    return {
      part: '',
      effect: {
        effect: 'query_rows',
        from: source(step, branch),
        where: bindFilter(step.where, branch),
        select: step.select,
        groupBy: step.groupBy ?? [],
        ...boundsOf(step, branch),
      },
      events: [],
    };
  },
  settle: takeRows,
};

function source({ from }: StepOf<'query'>, branch: Branch): string | readonly ObjectValue[] {
  const value = evaluate(from, branch);
  return typeof value === 'string' ? tableName(value) : rowsOf(copyValue(value), 'SELECT');
}
