import { z } from 'zod';
import type { Value, Variables } from '../../plan/value';
import { toMilliseconds } from './duration';

const ValueSchema = z.json().transform((value) => value as Value);
const VariablesSchema = z.record(z.string(), z.json()).transform((value) => value as Variables);

const DurationSchema = z
  .union([z.number(), z.string()], { error: 'a duration is expected: 30, 90 seconds, 2 hours' })
  .transform((given, context) => {
    const milliseconds = toMilliseconds(given);
    if (milliseconds !== undefined) return milliseconds;
    context.addIssue('a duration is expected: 30, 90 seconds, 2 hours');
    return z.NEVER;
  });

/** One answer of a bot. Exactly one of `answer` and `error`; `action` and `input` say which calls it is for. */
const BotAnswerSchema = z
  .strictObject({
    answer: ValueSchema.exactOptional(),
    error: z.string().min(1).exactOptional(),
    /** True: trying again would not help. */
    final: z.boolean().exactOptional(),
    after: DurationSchema.exactOptional(),
    action: z.string().exactOptional(),
    input: ValueSchema.exactOptional(),
  })
  .refine(({ answer, error }) => (answer === undefined) !== (error === undefined), {
    error: 'exactly one of answer and error is expected',
  });

const DecisionSchema = z.union([
  z.enum(['approve', 'reject', 'nobody']),
  z.strictObject({
    decision: z.enum(['approve', 'reject']),
    by: z.string().min(1).exactOptional(),
    comment: z.string().exactOptional(),
    after: DurationSchema.exactOptional(),
  }),
]);

const EventSchema = z.strictObject({
  name: z.string().min(1),
  data: ValueSchema.exactOptional(),
  after: DurationSchema.exactOptional(),
  /** The same id again is the same event. */
  id: z.string().min(1).exactOptional(),
});

const CommandSchema = z.strictObject({
  command: z.enum(['pause', 'resume', 'cancel']),
  after: DurationSchema.exactOptional(),
});

/** What a run begins with and what the world around it does. */
export const GivenSchema = z.strictObject({
  input: VariablesSchema.exactOptional(),
  bots: z
    .record(z.string(), z.union([BotAnswerSchema, z.array(BotAnswerSchema).min(1)]))
    .exactOptional(),
  decisions: z.array(DecisionSchema).exactOptional(),
  /** Members of groups; of a role under `role:NAME`. */
  groups: z.record(z.string().min(1), z.array(z.string().min(1))).exactOptional(),
  /** Who launches the run. */
  launchedBy: z.string().min(1).exactOptional(),
  events: z.array(EventSchema).exactOptional(),
  commands: z.array(CommandSchema).exactOptional(),
  /** Rows of tables; they stand in the place of the rows that the package brings. */
  tables: z.record(z.string(), z.array(VariablesSchema)).exactOptional(),
  now: z.iso.datetime({ offset: true }).exactOptional(),
  chance: z.int().exactOptional(),
});

const PublishedSchema = z.union([
  z.string().min(1),
  z.strictObject({ name: z.string().min(1), data: ValueSchema.exactOptional() }),
]);

/** What a run has to come to. Only what is listed is compared. */
export const ExpectedSchema = z.strictObject({
  status: z.enum(['completed', 'failed', 'rejected', 'cancelled', 'waiting']).exactOptional(),
  result: ValueSchema.exactOptional(),
  failure: z
    .strictObject({ code: z.string().exactOptional(), message: z.string().exactOptional() })
    .exactOptional(),
  path: z.array(z.string()).exactOptional(),
  variables: VariablesSchema.exactOptional(),
  messages: z.array(z.string()).exactOptional(),
  events: z.array(PublishedSchema).exactOptional(),
  tables: z.record(z.string(), z.array(VariablesSchema)).exactOptional(),
});

/** One run and what it has to come to. */
export const TestCaseSchema = z.strictObject({
  name: z.string().min(1),
  given: GivenSchema.exactOptional(),
  expect: ExpectedSchema,
});

/** A file `NAME.test.yaml` beside a workflow. */
export const TestFileSchema = z.strictObject({
  workflow: z.string().min(1).exactOptional(),
  tests: z.array(TestCaseSchema).min(1),
});

export type BotAnswer = Readonly<z.infer<typeof BotAnswerSchema>>;
export type Given = Readonly<z.infer<typeof GivenSchema>>;
export type Expected = Readonly<z.infer<typeof ExpectedSchema>>;
export type TestCase = Readonly<z.infer<typeof TestCaseSchema>>;
export type TestFile = Readonly<z.infer<typeof TestFileSchema>>;
