import { createCallers } from '../activities/callers';
import { environmentSecrets } from '../activities/secrets';
import type { Callers } from '../interpreter/segment/segment-host';
import type { WorkerConfig } from './config';

/** The callers that a configuration asks for; secrets come from the environment of this process. */
export function callersOf(config: WorkerConfig): Callers {
  return createCallers({
    policy: {
      allowPrivate: config.EVERSTEP_ALLOW_PRIVATE_ADDRESSES,
      allowedHosts: new Set(config.EVERSTEP_ALLOWED_HOSTS),
    },
    secrets: environmentSecrets(process.env),
  });
}
