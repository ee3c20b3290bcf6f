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

/** How many of those who are asked have to approve. */
export const QuorumSchema = z.union([
  z.enum(['any', 'all']),
  z.strictObject({ count: ExpressionSchema }),
]);
export type Quorum = Readonly<z.infer<typeof QuorumSchema>>;

/**
 * Asks people and waits for their decision, which `approval` then holds. Durations are seconds. `from` is a
 * name, several in a text or a list, `group:NAME` or `role:NAME`.
 */
export const ApprovalStepSchema = StepBaseSchema.extend({
  kind: z.literal('approval'),
  label: z.string().exactOptional(),
  from: ExpressionSchema,
  /** Without one the first decision counts. */
  quorum: QuorumSchema.exactOptional(),
  message: ExpressionSchema.exactOptional(),
  timeout: ExpressionSchema.exactOptional(),
  remindEvery: ExpressionSchema.exactOptional(),
  /** Who launched the run, or speaks with it, may not decide. */
  noSelf: z.literal(true).exactOptional(),
  commentRequired: z.literal(true).exactOptional(),
  onTimeout: TimeoutActionSchema.exactOptional(),
  /** `continue` goes on after a rejection; without it a rejection ends the run as rejected. */
  onReject: z.enum(['continue']).exactOptional(),
});
export type ApprovalStep = Readonly<z.infer<typeof ApprovalStepSchema>>;
