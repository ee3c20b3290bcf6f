import type { Callers } from '../interpreter/segment/segment-host';
import { createBotCaller } from './bots/http';
import { createHttpCaller } from './http/call-http';
import type { OutboundPolicy } from './outbound/guard';
import type { SecretReader } from './secrets';

/** What calls to the outside are made with. */
export interface CallerSurroundings {
  readonly policy: OutboundPolicy;
  readonly secrets: SecretReader;
}

/** The callers of a worker, one for each kind of call. */
export function createCallers({ policy, secrets }: CallerSurroundings): Callers {
  return { bot: createBotCaller(policy), http: createHttpCaller(policy, secrets) };
}
