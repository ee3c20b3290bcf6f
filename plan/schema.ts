import { z } from 'zod';
import { AdaptedStepSchema } from './steps/adapted';
import { ApprovalStepSchema } from './steps/approval';
import { AppendStepSchema } from './steps/append';
import { AssignStepSchema } from './steps/assign';
import { BotStepSchema } from './steps/bot';
import { CallChildStepSchema } from './steps/call-child';
import { CallFileStepSchema } from './steps/call-file';
import { CallStepSchema } from './steps/call';
import { DeleteStepSchema } from './steps/delete';
import { ConversationStepSchema } from './steps/conversation';
import { ExitStepSchema } from './steps/exit';
import { BlockIdSchema, NameSchema } from './steps/fields';
import { FindStepSchema } from './steps/find';
import { ForStepSchema } from './steps/for';
import { ForEachStepSchema } from './steps/for-each';
import { ForEachParallelStepSchema } from './steps/for-each-parallel';
import { GetMemoryStepSchema } from './steps/get-memory';
import { GraphStepSchema } from './steps/graph';
import { HttpStepSchema } from './steps/http';
import { HoldStepSchema } from './steps/hold';
import { HandlerStepSchema } from './steps/handler';
import { IfStepSchema } from './steps/if';
import { HearStepSchema } from './steps/hear';
import { KeywordStepSchema } from './steps/keyword';
import { MergeStepSchema } from './steps/merge';
import { ModelStepSchema } from './steps/model';
import { OnFailureStepSchema } from './steps/on-failure';
import { ParallelStepSchema } from './steps/parallel';
import { PublishStepSchema } from './steps/publish';
import { QueryStepSchema } from './steps/query';
import { ReturnStepSchema } from './steps/return';
import { SaveStepSchema } from './steps/save';
import { ScheduleInStepSchema } from './steps/schedule-in';
import { SetMemoryStepSchema } from './steps/set-memory';
import { SettingStepSchema } from './steps/setting';
import { ShareMemoryStepSchema } from './steps/share-memory';
import { SyncMemoryStepSchema } from './steps/sync-memory';
import { TalkStepSchema } from './steps/talk';
import { ThrowStepSchema } from './steps/throw';
import { TryStepSchema } from './steps/try';
import { UpdateStepSchema } from './steps/update';
import { WaitStepSchema } from './steps/wait';
import { WaitEventStepSchema } from './steps/wait-event';
import { WaitEventsStepSchema } from './steps/wait-events';
import { WaitUntilStepSchema } from './steps/wait-until';
import { WhileStepSchema } from './steps/while';

/**
 * One step of a block. Ids are structural (block, position, label: `main.4`, `main.4.A.0`), so the same
 * program has the same ids wherever its text came from.
 */
export const StepSchema = z.discriminatedUnion('kind', [
  AssignStepSchema,
  AppendStepSchema,
  IfStepSchema,
  WhileStepSchema,
  ForStepSchema,
  ForEachStepSchema,
  ForEachParallelStepSchema,
  ExitStepSchema,
  ReturnStepSchema,
  ThrowStepSchema,
  TryStepSchema,
  OnFailureStepSchema,
  HoldStepSchema,
  HandlerStepSchema,
  CallStepSchema,
  CallFileStepSchema,
  CallChildStepSchema,
  ScheduleInStepSchema,
  BotStepSchema,
  ParallelStepSchema,
  GraphStepSchema,
  ApprovalStepSchema,
  WaitEventStepSchema,
  WaitEventsStepSchema,
  WaitStepSchema,
  WaitUntilStepSchema,
  PublishStepSchema,
  TalkStepSchema,
  HearStepSchema,
  ConversationStepSchema,
  SetMemoryStepSchema,
  GetMemoryStepSchema,
  ShareMemoryStepSchema,
  SyncMemoryStepSchema,
  FindStepSchema,
  SaveStepSchema,
  UpdateStepSchema,
  DeleteStepSchema,
  MergeStepSchema,
  QueryStepSchema,
  HttpStepSchema,
  ModelStepSchema,
  SettingStepSchema,
  AdaptedStepSchema,
  KeywordStepSchema,
]);
export type Step = Readonly<z.infer<typeof StepSchema>>;
export type StepKind = Step['kind'];
/** The step of one kind. */
export type StepOf<K extends StepKind> = Extract<Step, { kind: K }>;

const LiteralSchema = z.union([z.null(), z.boolean(), z.number(), z.string()]);

/** One PARAM: what a flow takes. */
export const InputFieldSchema = z.strictObject({
  name: NameSchema,
  type: z.enum([
    'string',
    'integer',
    'number',
    'boolean',
    'date',
    'datetime',
    'email',
    'phone',
    'money',
    'name',
    'file',
    'object',
    'array',
    'any',
  ]),
  required: z.boolean(),
  default: LiteralSchema.exactOptional(),
  /** An example value (LIKE); never used as a default. */
  example: LiteralSchema.exactOptional(),
  description: z.string().exactOptional(),
  choices: z.array(LiteralSchema).exactOptional(),
});
export type InputField = Readonly<z.infer<typeof InputFieldSchema>>;

/**
 * A piece of program that is walked: `main`, a SUB, or the script of a bot.
 * `own` scope: only its parameters are visible in it; `shared`: it sees the variables of its caller.
 */
export const FlowSchema = z.strictObject({
  parameters: z.array(InputFieldSchema),
  block: BlockIdSchema,
  scope: z.enum(['own', 'shared']),
});
export type Flow = Readonly<z.infer<typeof FlowSchema>>;

/** How a bot answers. It is pinned when a run is launched. */
export const BotBindingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('script'), flow: z.string(), version: z.string() }),
  z.strictObject({ kind: z.literal('http'), url: z.string(), version: z.string() }),
  /** No bot of this name is known: reaching it fails with `BOT_UNKNOWN`. */
  z.strictObject({ kind: z.literal('missing') }),
]);
export type BotBinding = Readonly<z.infer<typeof BotBindingSchema>>;

/** A program, ready to be walked. Places in the text lie beside it, in `PlacesSchema`. */
export const PlanSchema = z.strictObject({
  planVersion: z.literal(1),
  name: z.string().min(1).max(200),
  description: z.string().exactOptional(),
  flows: z.record(z.string(), FlowSchema),
  blocks: z.record(BlockIdSchema, z.array(StepSchema)),
  /** By bot name in lower case. Empty until the plan is linked for a launch. */
  bots: z.record(z.string(), BotBindingSchema),
  /** Names of events that are literal in the text: subscribed when the run is launched. */
  awaitedEvents: z.array(z.string().min(1).max(200)),
});
export type Plan = Readonly<z.infer<typeof PlanSchema>>;

/** Where in the text a step stands; lines and columns count from 1, offsets are UTF-16 units. */
export const PlaceSchema = z.strictObject({
  file: z.string(),
  line: z.int().positive(),
  column: z.int().positive(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
});
export type Place = Readonly<z.infer<typeof PlaceSchema>>;

/** Places by step id. Outside the plan's hash and outside its equality. */
export const PlacesSchema = z.record(z.string(), PlaceSchema);
export type Places = Readonly<z.infer<typeof PlacesSchema>>;
