import { z } from 'zod';
import { ExpressionSchema, NameSchema, StepBaseSchema } from './fields';

/** Asks a language model and takes its answer. */
export const ModelStepSchema = StepBaseSchema.extend({
  kind: z.literal('model'),
  task: z.enum([
    'answer',
    'rewrite',
    'improve',
    'sentiment',
    'themes',
    'translate',
    'summarize',
    'mood',
    'intent',
    'urgency',
    'leadScore',
    'polish',
    'tips',
  ]),
  text: ExpressionSchema,
  /** What TRANSLATE translates to. */
  language: ExpressionSchema.exactOptional(),
  /** How a text should sound. */
  tone: ExpressionSchema.exactOptional(),
  model: ExpressionSchema.exactOptional(),
  optimizeFor: ExpressionSchema.exactOptional(),
  /** US dollars for the call. */
  maxCost: ExpressionSchema.exactOptional(),
  /** Milliseconds. */
  maxLatency: ExpressionSchema.exactOptional(),
  into: NameSchema.exactOptional(),
});
export type ModelStep = Readonly<z.infer<typeof ModelStepSchema>>;
