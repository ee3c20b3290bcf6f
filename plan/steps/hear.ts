import { z } from 'zod';
import { HEAR_TYPES } from '../replies/hear-types';
import { ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/** Waits for what somebody says in the conversation of the run, as long as it takes. Durations are seconds. */
export const HearStepSchema = StepBaseSchema.extend({
  kind: z.literal('hear'),
  label: z.string().exactOptional(),
  /** What a reply has to be; one that is not is asked for again. */
  type: z.enum(HEAR_TYPES),
  /** A list; of a menu only. */
  choices: ExpressionSchema.exactOptional(),
  /** A menu that takes anything else as well. */
  open: z.literal(true).exactOptional(),
  /** Said before it waits. */
  prompt: ExpressionSchema.exactOptional(),
  /** What is taken for an empty reply, after too many wrong ones, and when nobody replies in time. */
  default: ExpressionSchema.exactOptional(),
  timeout: ExpressionSchema.exactOptional(),
  into: NameSchema.exactOptional(),
});
export type HearStep = Readonly<z.infer<typeof HearStepSchema>>;
