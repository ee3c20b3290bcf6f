import { invariant } from '../../plan/errors';
import type { Value } from '../../plan/value';
import type { Flow, Outcome } from '../host';

/** Goes on behind a short step; `bind` takes its result first. */
export function takeResult(outcome: Outcome, bind?: (result: Value) => void): Flow {
  if (outcome.kind === 'failed') return { go: 'fail', failure: outcome.failure };
  invariant(outcome.kind === 'done', 'a short step ends with a result');
  bind?.(outcome.result);
  return { go: 'next' };
}
