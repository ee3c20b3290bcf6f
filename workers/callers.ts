import { createCallers } from '../activities/callers';
import type { Dependencies } from '../activities/dependencies';
import { environmentSecrets } from '../plan/secret-name';
import type { OutboundPolicy } from '../activities/outbound/guard';
import type { WorkerConfig } from './config';

/** The callers that a configuration asks for; secrets come from the environment of this process. */
export function callersOf(config: WorkerConfig): Dependencies['callers'] {
  return createCallers({
    policy: policyOf(config),
    secrets: environmentSecrets(process.env),
    models: config.EVERSTEP_MODELS,
  });
}

/** Which addresses a worker may call. */
export function policyOf(config: WorkerConfig): OutboundPolicy {
  return {
    allowPrivate: config.EVERSTEP_ALLOW_PRIVATE_ADDRESSES,
    allowedHosts: new Set(config.EVERSTEP_ALLOWED_HOSTS),
  };
}
