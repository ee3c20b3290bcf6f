import { z } from 'zod';

/** One model that a worker can ask. Costs are US dollars for a million tokens. */
export const ModelSchema = z.strictObject({
  name: z.string().min(1).max(100),
  provider: z.enum(['simulated', 'openai-compatible', 'anthropic']),
  /** What the provider calls it. */
  model: z.string().default(''),
  baseUrl: z.string().default(''),
  /** Name of the secret with its key. */
  keySecret: z.string().optional(),
  inputCost: z.number().nonnegative().default(0),
  outputCost: z.number().nonnegative().default(0),
  /** What is expected of it: milliseconds, and from 0 to 1. */
  latencyMs: z.number().nonnegative().default(1000),
  quality: z.number().min(0).max(1).default(0.5),
});
export type Model = Readonly<z.infer<typeof ModelSchema>>;

const SIMULATED: Model = ModelSchema.parse({
  name: 'simulated',
  provider: 'simulated',
  latencyMs: 1,
});

/** The setting `EVERSTEP_MODELS`: a list as JSON; the simulated model alone where nothing is set. */
export const ModelListSchema = z
  .string()
  .default('')
  .transform((text, context) => {
    if (text === '') return [SIMULATED];
    try {
      return z.array(ModelSchema).min(1).parse(JSON.parse(text));
    } catch (error) {
      context.addIssue(`it has to be a list of models as JSON: ${String(error)}`);
      return z.NEVER;
    }
  });
