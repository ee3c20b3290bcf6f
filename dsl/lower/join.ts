import type { Join } from '../../plan/steps/fields';
import type { JoinParts } from '../basic/statements/join';
import type { Lowering } from './lowering';

/** What a fork waits for. */
export function lowerJoin(
  context: Lowering,
  { join, settled }: JoinParts,
): { readonly join?: Join; readonly settled?: true } {
  const lowered =
    join === undefined || join === 'any' ? join : { count: context.expression(join.count) };
  return { ...(lowered !== undefined && { join: lowered }), ...(settled && { settled }) };
}
