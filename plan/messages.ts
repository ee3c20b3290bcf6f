import { z } from 'zod';
import { RUN_EVENT_TYPES, type RunEvent, type RunEventType } from './events';
import { MEMORY_LIMITS, MEMORY_OWNERS } from './memory';
import { APPROVAL_STATUSES, RUN_STATUSES, TASK_STATUSES } from './run';
import { InputFieldSchema, PlacesSchema } from './schema';
import {
  count,
  httpUrl,
  name,
  ObjectSchema,
  page,
  paging,
  queryNumber,
  text,
  TimeSchema,
  ValueSchema,
} from './wire-fields';

/** A request that failed, as RFC 9457 writes it. `code` is stable; `errors` names each wrong place. */
export const ProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  code: z.string(),
  requestId: z.string(),
  details: ObjectSchema,
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })),
});
export type Problem = z.infer<typeof ProblemSchema>;

/** Answer of the health addresses. `parts` is missing where only the process was asked. */
export const HealthSchema = z.object({
  status: z.enum(['live', 'ready', 'unavailable']),
  parts: z.record(z.string(), z.enum(['up', 'down'])).exactOptional(),
});
export type Health = z.infer<typeof HealthSchema>;

/** What one bot or person does in a run. */
export const TaskSchema = z.object({
  id: z.string(),
  description: z.string(),
  agent: z.string().nullable(),
  order: z.int(),
  dependsOn: z.array(z.string()),
  status: z.enum(TASK_STATUSES),
  output: z.string().nullable(),
  error: z.string().nullable(),
  startedAt: TimeSchema.nullable(),
  completedAt: TimeSchema.nullable(),
  /** The run whose answer was used again (CACHE); null where the bot was asked. */
  answerOf: z.string().nullable(),
});
export type Task = z.infer<typeof TaskSchema>;

/** A run in a list. */
export const RunSummarySchema = z.object({
  id: z.string(),
  package: z.string().nullable(),
  workflow: z.string(),
  description: z.string().nullable(),
  channelId: z.string().nullable(),
  status: z.enum(RUN_STATUSES),
  currentStep: z.string().nullable(),
  createdBy: z.string().nullable(),
  createdAt: TimeSchema,
  startedAt: TimeSchema.nullable(),
  completedAt: TimeSchema.nullable(),
  updatedAt: TimeSchema,
});
export type RunSummary = z.infer<typeof RunSummarySchema>;
/** GET /api/workflows. */
export const RunPageSchema = page(RunSummarySchema);

/** A request for a decision. */
export const ApprovalSchema = z.object({
  id: z.string(),
  runId: z.string(),
  stepId: z.string(),
  /** Who is asked. */
  from: z.string(),
  message: z.string(),
  status: z.enum(APPROVAL_STATUSES),
  deadline: TimeSchema.nullable(),
  escalatedFrom: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedVia: z.string().nullable(),
  comment: z.string().nullable(),
  decidedAt: TimeSchema.nullable(),
  createdAt: TimeSchema,
  /** Who is asked, one by one: members of groups, owners of keys of a role. */
  people: z.array(z.string()),
  /** How many have to approve; null where the first decision counts. */
  needed: z.int().nullable(),
  commentRequired: z.boolean(),
  /** When the people are reminded next. */
  remindAt: TimeSchema.nullable(),
  /** What people have said where several have to approve; the last word of each. */
  votes: z.array(
    z.object({
      by: z.string(),
      approved: z.boolean(),
      comment: z.string().nullable(),
      at: TimeSchema,
    }),
  ),
});
export type ApprovalView = z.infer<typeof ApprovalSchema>;
/** GET /api/approvals. */
export const ApprovalPageSchema = page(ApprovalSchema);

/** A step that has failed and waits for an operator. */
export const HoldSchema = z.object({
  stepId: z.string(),
  path: z.string(),
  code: z.string(),
  message: z.string(),
  line: z.int().nullable(),
  hint: z.string().nullable(),
  since: TimeSchema,
});

/** GET /api/workflows/{id}, and the answer to a launch. */
export const RunSchema = RunSummarySchema.extend({
  /** The run that has begun this one (AS CHILD, SCHEDULE IN), and its step. */
  parent: z.object({ runId: z.string(), stepId: z.string().nullable() }).nullable(),
  /** When it is to start; null where that was at once. */
  startAt: TimeSchema.nullable(),
  /** The run that this one was forked from, and before which step; null where it began by itself. */
  forkedFrom: z.object({ runId: z.string(), step: z.string(), visit: z.int() }).nullable(),
  /** Whose memory the run uses; null where it has its own. */
  user: z.string().nullable(),
  session: z.string().nullable(),
  input: ObjectSchema,
  result: ValueSchema,
  failure: z
    .object({
      code: z.string(),
      message: z.string(),
      stepId: z.string().exactOptional(),
      line: z.int().exactOptional(),
      hint: z.string().exactOptional(),
      details: ObjectSchema.exactOptional(),
    })
    .nullable(),
  state: ObjectSchema,
  planHash: z.string(),
  progress: z.object({ percent: z.int().min(0).max(100), completed: count, total: count }),
  tasks: z.array(TaskSchema),
  /** Those that are open. */
  approvals: z.array(ApprovalSchema),
  /** Steps that have failed and wait for an operator. */
  holds: z.array(HoldSchema),
  temporal: z.object({
    workflowId: z.string(),
    runId: z.string().nullable(),
    /** Page of the run in the Temporal Web UI, where one is configured. */
    url: z.string().nullable(),
  }),
});
export type RunView = z.infer<typeof RunSchema>;

/** GET /api/workflows/{id}/tasks. */
export const TaskListSchema = z.object({ items: z.array(TaskSchema) });

/** GET /api/workflows/{id}/source. */
export const SourceSchema = z.object({
  /** Null where the run was made from a plan. */
  file: z.string().nullable(),
  text: z.string().nullable(),
  /** By step id. */
  places: PlacesSchema,
});
export type SourceView = z.infer<typeof SourceSchema>;

/** Query of GET /api/workflows. */
export const RunQuerySchema = z.strictObject({
  status: z
    .enum([...RUN_STATUSES, 'executing'])
    .transform((status) => (status === 'executing' ? 'running' : status))
    .exactOptional(),
  workflow: name().exactOptional(),
  parent: z.uuid().exactOptional(),
  ...paging,
});

/** POST /api/approvals/{id}/decision. */
export const DecisionRequestSchema = z.strictObject({
  decision: z.enum(['approve', 'reject']),
  comment: text(10_000).exactOptional(),
  /** Who has decided, where that is not the owner of the key. */
  by: name().exactOptional(),
});
export type DecisionRequest = z.infer<typeof DecisionRequestSchema>;

/** Query of GET /api/approvals. */
export const ApprovalQuerySchema = z.strictObject({
  status: z.enum(APPROVAL_STATUSES).exactOptional(),
  run: name().exactOptional(),
  from: name().exactOptional(),
  person: name().exactOptional(),
  ...paging,
});

/** POST /api/events: publishes an event, to all runs that wait for it or to one. */
export const EventRequestSchema = z.strictObject({
  name: name(),
  data: ValueSchema.exactOptional(),
  /** The same id again does nothing. */
  id: name().exactOptional(),
  workflowId: name().exactOptional(),
});

/** Answer to POST /api/events. */
export const PublishedEventSchema = z.object({
  id: z.string(),
  duplicate: z.boolean(),
  deliveries: count,
});

/** A published event. */
export const EventSchema = z.object({
  id: z.string(),
  name: z.string(),
  data: ValueSchema,
  /** The run that published it. */
  publishedBy: z.string().nullable(),
  /** The only run that it is for. */
  workflowId: z.string().nullable(),
  createdAt: TimeSchema,
});
export type EventView = z.infer<typeof EventSchema>;
/** GET /api/events. */
export const EventPageSchema = page(EventSchema);

/** Query of GET /api/events. */
export const EventQuerySchema = z.strictObject({ name: name().exactOptional(), ...paging });

/** Whose value of a memory an address means. */
export const MemoryPathSchema = z.object({
  owner: z.enum(MEMORY_OWNERS),
  id: name(MEMORY_LIMITS.ownerLength),
  key: name(MEMORY_LIMITS.keyLength),
});

/** PUT /api/memory/{owner}/{id}/{key}. */
export const MemoryRequestSchema = z.strictObject({
  value: ValueSchema,
  /** How many seconds the value is kept; for ever without it. */
  expiresIn: z.number().positive().max(3_153_600_000).exactOptional(),
});
export type MemoryRequest = z.infer<typeof MemoryRequestSchema>;

/** A value that is remembered. */
export const MemorySchema = z.object({
  owner: z.enum(MEMORY_OWNERS),
  id: z.string(),
  key: z.string(),
  value: ValueSchema,
  /** Of two values the one with the higher version was set later. */
  version: count,
  /** The bot that has shared it; null for the owner's own value. */
  sharedBy: z.string().nullable(),
  createdAt: TimeSchema,
  updatedAt: TimeSchema,
  expiresAt: TimeSchema.nullable(),
});
export type MemoryView = z.infer<typeof MemorySchema>;
/** GET /api/memory. */
export const MemoryPageSchema = page(MemorySchema);

/** Query of GET /api/memory. */
export const MemoryQuerySchema = z.strictObject({
  owner: z.enum(MEMORY_OWNERS).exactOptional(),
  id: name(MEMORY_LIMITS.ownerLength).exactOptional(),
  search: name().exactOptional(),
  ...paging,
});

/** Answer to DELETE /api/memory/{owner}/{id}/{key}. */
export const ForgottenMemorySchema = MemoryPathSchema.extend({ forgotten: z.literal(true) });

/** POST /api/bots/register. */
export const BotRequestSchema = z.strictObject({
  id: name(100).regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, {
    error: 'has to consist of letters, digits, dots, dashes and underscores',
  }),
  name: name().exactOptional(),
  kind: z.literal('http'),
  url: httpUrl,
  version: name(100).exactOptional(),
  skills: z.array(name()).max(100).exactOptional(),
});

/** A bot that programs can name. */
export const BotSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['script', 'http', 'default']),
  url: z.string().nullable(),
  version: z.string(),
  package: z.string().nullable(),
  skills: z.array(z.string()),
  status: z.string(),
  createdAt: TimeSchema,
  updatedAt: TimeSchema,
});
export type BotView = z.infer<typeof BotSchema>;
/** GET /api/bots. */
export const BotListSchema = z.object({ items: z.array(BotSchema) });

/** A package that runs can be started from. */
export const PackageSchema = z.object({
  name: z.string(),
  /** Of an uploaded package; null for a folder on the disk of the server. */
  version: z.int().positive().nullable(),
  contentHash: z.string(),
  /** What is launched without a name comes first. */
  workflows: z.array(
    z.object({
      name: z.string(),
      /** A workflow orchestrates; a dialog is any other script that is no bot. */
      kind: z.enum(['workflow', 'dialog']),
      description: z.string().nullable(),
      parameters: z.array(InputFieldSchema),
    }),
  ),
  bots: z.array(z.string()),
  diagnostics: z.object({ errors: count, warnings: count }),
});
export type PackageView = z.infer<typeof PackageSchema>;
/** GET /api/packages. */
export const PackageListSchema = z.object({ items: z.array(PackageSchema) });

/** Query of POST /api/packages and POST /api/packages/validate. */
export const PackageQuerySchema = z.strictObject({ name: name(105).exactOptional() });

/** GET /api/packages/{name}, and the answer to an upload. `inventory` is what `everstep check --json` says. */
export const PackageDetailSchema = PackageSchema.extend({ inventory: ObjectSchema });

/** GET /api/packages/{name}/versions, the newest first. */
export const PackageVersionListSchema = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      version: z.int().positive(),
      contentHash: z.string(),
      createdBy: z.string(),
      createdAt: TimeSchema,
    }),
  ),
});

/** POST /api/check: looks for mistakes in a text. */
export const CheckRequestSchema = z.strictObject({
  text: z.string().max(1_000_000),
  file: name(500).exactOptional(),
});

/** One thing to tell the author of a text. Lines and columns count from 1. */
export const DiagnosticSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'hint']),
  message: z.string(),
  file: z.string(),
  line: z.int().positive(),
  column: z.int().positive(),
  endLine: z.int().positive(),
  endColumn: z.int().positive(),
  hint: z.string().exactOptional(),
  related: z
    .array(z.object({ message: z.string(), line: z.int().positive(), column: z.int().positive() }))
    .exactOptional(),
  /** A change of the text that cures the mistake; offsets are UTF-16 units. */
  fix: z
    .object({
      title: z.string(),
      span: z.object({ start: count, end: count }),
      text: z.string(),
    })
    .exactOptional(),
});

/** Something about a package that is in no BASIC text. */
const PackageProblemSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  path: z.string(),
  line: z.int().positive().exactOptional(),
  message: z.string(),
});

/** Answer to POST /api/packages/validate. */
export const PackageCheckSchema = z.object({
  valid: z.boolean(),
  name: z.string(),
  contentHash: z.string(),
  diagnostics: z.array(DiagnosticSchema),
  problems: z.array(PackageProblemSchema),
  inventory: ObjectSchema,
});

/** Answer to POST /api/check. */
export const CheckSchema = z.object({
  valid: z.boolean(),
  parameters: z.array(InputFieldSchema),
  diagnostics: z.array(DiagnosticSchema),
});

/** Run events that are called `workflow:<type>` outside; the others keep their name. */
const WORKFLOW_EVENTS: ReadonlySet<RunEventType> = new Set([
  'created',
  'planning',
  'plan_ready',
  'started',
  'progress',
  'task_started',
  'task_completed',
  'task_failed',
  'completed',
  'failed',
  'cancelled',
]);

/** The name of a run event on the WebSocket and in HTTP answers. */
export function wireEventName(type: RunEventType): string {
  return WORKFLOW_EVENTS.has(type) ? `workflow:${type}` : type;
}

/** A run event as clients get it. `seq` counts from 1 in its run, without gaps. */
export const WireEventSchema = z.object({
  runId: z.string(),
  seq: z.int().positive(),
  type: z.enum(RUN_EVENT_TYPES.map(wireEventName)),
  stepId: z.string().nullable(),
  data: ObjectSchema,
  at: TimeSchema,
});
export type WireEvent = Readonly<Omit<RunEvent, 'type'> & { type: string }>;

/** Gives a run event its name on the wire. */
export function toWireEvent(event: RunEvent): WireEvent {
  return { ...event, type: wireEventName(event.type) };
}

/** GET /api/workflows/{id}/events. `next` is the `after` that goes on from here. */
export const RunEventListSchema = z.object({ items: z.array(WireEventSchema), next: count });

/** More than any run can have. */
const MOST_EVENTS = 1e15;

/** Query of GET /api/workflows/{id}/events. */
export const RunEventQuerySchema = z.strictObject({
  after: queryNumber(0, MOST_EVENTS).default(0),
  limit: queryNumber(1, 1_000).default(500),
});

/** Query of GET /api/workflows/{id}/stream. */
export const StreamQuerySchema = RunEventQuerySchema.pick({ after: true });

const RunIdSchema = name();

/** What a client says on the WebSocket. Without a key in the handshake, `authenticate` comes first. */
export const ClientMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('authenticate'), key: name(500) }),
  z.strictObject({
    type: z.literal('subscribe'),
    runId: RunIdSchema,
    /** The last event the client has; 0 or absent: from the beginning. */
    after: count.default(0),
  }),
  z.strictObject({ type: z.literal('unsubscribe'), runId: RunIdSchema }),
]);
export type ClientMessage = z.infer<typeof ClientMessageSchema>;

/** What the server says on the WebSocket. */
export const ServerMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('authenticated'), name: z.string(), role: z.string() }),
  z.object({ type: z.literal('subscribed'), runId: z.string(), after: count }),
  z.object({ type: z.literal('unsubscribed'), runId: z.string() }),
  z.object({ type: z.literal('event'), event: WireEventSchema }),
  z.object({
    type: z.literal('error'),
    code: z.string(),
    message: z.string(),
    runId: z.string().exactOptional(),
  }),
]);
export type ServerMessage =
  | Exclude<z.infer<typeof ServerMessageSchema>, { type: 'event' }>
  | { readonly type: 'event'; readonly event: WireEvent };

/** Why the server closes a WebSocket. */
export const CLOSE_CODES = {
  notText: 4400,
  notAuthenticated: 4401,
  tooSlow: 4408,
  tooManyMessages: 4429,
} as const;
