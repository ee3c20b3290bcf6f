import { z } from 'zod';
import { ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/** Gives a bot an action to do and takes its answer. Durations are seconds. */
export const BotStepSchema = StepBaseSchema.extend({
  kind: z.literal('bot'),
  /** The number after STEP, when there is one. */
  label: z.string().exactOptional(),
  bot: ExpressionSchema,
  action: ExpressionSchema,
  input: ExpressionSchema.exactOptional(),
  /** Bound answers are assigned; unbound ones are merged into the variables. */
  into: NameSchema.exactOptional(),
  timeout: ExpressionSchema.exactOptional(),
  /** How often the call is repeated after its first failure. */
  retry: ExpressionSchema.exactOptional(),
  fallback: ExpressionSchema.exactOptional(),
  /** Seconds to wait before the call. */
  delay: ExpressionSchema.exactOptional(),
  /** How long an answer to the same question is used again: seconds, or a text such as "1 hour". */
  cache: ExpressionSchema.exactOptional(),
});
export type BotStep = Readonly<z.infer<typeof BotStepSchema>>;
