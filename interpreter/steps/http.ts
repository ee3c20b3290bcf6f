import type { StepOf } from '../../plan/schema';
import type { ObjectValue } from '../../plan/value';
import type { Runner } from '../host';
import { readDuration } from '../limits';
import { sealText, sealValue, shownText } from '../sealed';
import { headersIn } from '../settings';
import { takeResult } from './take-result';

/** How long an address may take when the step does not say: 30 seconds. */
const DEFAULT_TIMEOUT_MS = 30_000;
/** Attempts in all. */
const ATTEMPTS = 3;

/**
 * Calls an address. The answer's body goes into the variable of the step and into `last_result`; `http` has its
 * status, headers and final address, after a failure the status alone, where there was one.
 */
export const http: Runner<StepOf<'http'>> = {
  run: () => ({ go: 'perform', long: true }),
  work(step, branch) {
    const url = sealText(step.url, branch);
    return {
      part: '',
      effect: null,
      call: {
        kind: 'http',
        method: step.method,
        url,
        headers: headersIn(branch),
        ...(step.query && { query: sealValue(step.query, branch) }),
        ...(step.body && { body: sealValue(step.body, branch) }),
        timeoutMs: readDuration(step.timeout, branch, 'TIMEOUT') ?? DEFAULT_TIMEOUT_MS,
        attempts: ATTEMPTS,
      },
      events: [
        {
          type: 'call_started',
          data: { method: step.method, address: withoutQuery(shownText(url)) },
        },
      ],
    };
  },
  settle(step, branch, outcome) {
    if (outcome.kind === 'failed') {
      const { status } = outcome.failure.details ?? {};
      branch.assign('http', { status: typeof status === 'number' ? status : null });
    }
    return takeResult(outcome, (result) => {
      const { body = null, ...about } = result as ObjectValue;
      branch.assign('http', about);
      branch.assign('last_result', body);
      if (step.into !== undefined) branch.assign(step.into, body);
    });
  },
};

/** What follows the question mark may say more than others need to know. */
function withoutQuery(address: string): string {
  return address.split('?')[0] ?? '';
}
