import { createCallers } from '../activities/callers';
import type { Dependencies } from '../activities/dependencies';
import { environmentSecrets } from '../activities/secrets';
import type { WorkerConfig } from './config';

/** The callers that a configuration asks for; secrets come from the environment of this process. */
export function callersOf(config: WorkerConfig): Dependencies['callers'] {
  return createCallers({
    policy: {
      allowPrivate: config.EVERSTEP_ALLOW_PRIVATE_ADDRESSES,
      allowedHosts: new Set(config.EVERSTEP_ALLOWED_HOSTS),
    },
    secrets: environmentSecrets(process.env),
    models: config.EVERSTEP_MODELS,
  });
}
