import { z } from 'zod';
import { BlockIdSchema, NameSchema, StepBaseSchema } from './fields';

/** Declares a handler: the run walks its block each time when the event comes. Walked to, it does nothing. */
export const HandlerStepSchema = StepBaseSchema.extend({
  kind: z.literal('handler'),
  on: z.literal('event'),
  /** Name of the event. */
  name: NameSchema,
  block: BlockIdSchema,
});
export type HandlerStep = Readonly<z.infer<typeof HandlerStepSchema>>;
