import { z } from 'zod';
import { name, ValueSchema } from './wire-fields';

/** Why somebody does it; kept in the run event. */
const reason = name(2_000).exactOptional();
/** Id of a step. */
const step = name(500).exactOptional();
/** Path of a branch, as `holds` names it. */
const path = name(2_000).exactOptional();

/** Bodies of the commands to a run, `POST /api/workflows/{id}/<command>`; none is needed. */
export const CONTROL_SCHEMAS = {
  /** `freeze`: deadlines of people do not count until the run is resumed. */
  pause: z.strictObject({ freeze: z.boolean().exactOptional(), reason }),
  resume: z.strictObject({ reason }),
  cancel: z.strictObject({ reason }),
  /** Without `step`, every step that waits for an operator. */
  retry: z.strictObject({ step, path, reason }),
  /** `result`: what the step would have given. */
  skip: z.strictObject({ step, path, result: ValueSchema.exactOptional(), reason }),
};

/** POST /api/workflows/{id}/fork: a new run that goes on before a step as this one once stood there. */
export const ForkRequestSchema = z.strictObject({
  step: name(500),
  /** Which visit of the step, where it stands in a loop. */
  visit: z.int().min(1).max(1_000_000).default(1),
  /** Set before the fork goes on. */
  variables: z.record(z.string(), ValueSchema).default({}),
  reason,
});
export type ForkRequest = z.input<typeof ForkRequestSchema>;

/** POST /api/workflows/{id}/migrate: the run goes on with the present version of its workflow. */
export const MigrateRequestSchema = z.strictObject({ reason });

/** PATCH /api/workflows/{id}/variables. */
export const SetVariablesSchema = z.strictObject({
  variables: z.record(z.string(), ValueSchema),
  reason,
});
