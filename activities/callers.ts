import type { Callers } from '../interpreter/segment/segment-host';
import { createBotCaller } from './bots/http';
import { createHttpCaller } from './http/call-http';
import { createModelCaller, type ModelSurroundings } from './models/ask-model';

/** The callers of a worker, one for each kind of call. */
export function createCallers(around: ModelSurroundings): Callers {
  const { policy, secrets } = around;
  return {
    bot: createBotCaller(policy),
    http: createHttpCaller(policy, secrets),
    model: createModelCaller(around),
  };
}
