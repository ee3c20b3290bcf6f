import { z } from 'zod';
import { ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/** Calls an address over HTTP and takes what it answers. */
export const HttpStepSchema = StepBaseSchema.extend({
  kind: z.literal('http'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  url: ExpressionSchema,
  /** An object whose members are added to the address. */
  query: ExpressionSchema.exactOptional(),
  body: ExpressionSchema.exactOptional(),
  /** Seconds for each attempt. */
  timeout: ExpressionSchema.exactOptional(),
  into: NameSchema.exactOptional(),
});
export type HttpStep = Readonly<z.infer<typeof HttpStepSchema>>;
