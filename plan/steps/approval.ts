import { z } from 'zod';
import { ExpressionSchema, StepBaseSchema } from './fields';

/** What happens when nobody has decided in time. Without one, expiry rejects. */
export const TimeoutActionSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('escalate'), to: ExpressionSchema }),
  z.strictObject({ action: z.literal('approve'), warning: z.boolean() }),
  z.strictObject({ action: z.literal('reject'), label: z.string().exactOptional() }),
  z.strictObject({ action: z.literal('continue') }),
  z.strictObject({ action: z.literal('fail') }),
]);
export type TimeoutAction = Readonly<z.infer<typeof TimeoutActionSchema>>;

/** Asks a person and waits for the decision, which `approval` then holds. Durations are seconds. */
export const ApprovalStepSchema = StepBaseSchema.extend({
  kind: z.literal('approval'),
  label: z.string().exactOptional(),
  from: ExpressionSchema,
  message: ExpressionSchema.exactOptional(),
  timeout: ExpressionSchema.exactOptional(),
  onTimeout: TimeoutActionSchema.exactOptional(),
  /** `continue` goes on after a rejection; without it a rejection ends the run as rejected. */
  onReject: z.enum(['continue']).exactOptional(),
});
export type ApprovalStep = Readonly<z.infer<typeof ApprovalStepSchema>>;
