import { z } from 'zod';
import { ExpressionSchema, StepBaseSchema } from './fields';

/** Changes what the later calls of its flow are made with. It has no effect of its own. */
export const SettingStepSchema = StepBaseSchema.extend({
  kind: z.literal('setting'),
  setting: z.enum([
    'header',
    'clearHeaders',
    'model',
    'systemPrompt',
    'knowledge',
    'clearKnowledge',
    'tool',
    'clearTool',
    'clearTools',
  ]),
  /** What is set, where there can be several; the package that a collection of knowledge lies in. */
  key: ExpressionSchema.exactOptional(),
  value: ExpressionSchema.exactOptional(),
});
export type SettingStep = Readonly<z.infer<typeof SettingStepSchema>>;
