import { z } from 'zod';
import { httpUrl, queryNumber, TimeSchema } from './wire-fields';

/** POST /api/webhooks: tells an address what happens in runs. */
export const WebhookRequestSchema = z.strictObject({
  url: httpUrl,
  /** Name of a secret of the workers: `shop-hook` is `EVERSTEP_SECRET_SHOP_HOOK`. */
  secret: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, {
    error: 'has to be the name of a secret: letters, digits, dashes and underscores',
  }),
  /** Only these; all where nothing is said. */
  events: z.array(z.string().max(100)).max(100).exactOptional(),
});

/** Query of GET /api/webhooks/{id}/deliveries. */
export const DeliveryQuerySchema = z.strictObject({
  status: z.enum(['pending', 'delivered', 'dead']).exactOptional(),
  limit: queryNumber(1, 200).default(50),
});

/** What begins runs by itself, as a package says. */
export const TriggerSchema = z.object({
  id: z.string(),
  kind: z.enum(['event', 'schedule', 'webhook']),
  name: z.string(),
  package: z.string(),
  workflow: z.string(),
  paused: z.boolean(),
  lastRunId: z.string().nullable(),
  lastRunAt: TimeSchema.nullable(),
  /** Why the last one did not begin, or why Temporal does not have the schedule. */
  lastError: z.string().nullable(),
  createdAt: TimeSchema,
});
export type TriggerView = z.infer<typeof TriggerSchema>;
/** GET /api/triggers. */
export const TriggerListSchema = z.object({ items: z.array(TriggerSchema) });

/** A trigger that fires by the clock. */
export const ScheduleSchema = TriggerSchema.extend({
  cron: z.string(),
  timezone: z.string(),
  overlap: z.enum(['skip', 'allow']),
  catchUpSeconds: z.number(),
  job: z.string().nullable(),
  /** When it fires next; only where one schedule is asked for. */
  next: z.array(TimeSchema).exactOptional(),
});
export type ScheduleView = z.infer<typeof ScheduleSchema>;
/** GET /api/schedules. */
export const ScheduleListSchema = z.object({ items: z.array(ScheduleSchema) });

/** A run that was begun by hand. */
export const BegunRunSchema = z.object({ runId: z.string() });

/** Somebody outside who is told of what happens in runs. */
export const WebhookSchema = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  secret: z.string(),
  active: z.boolean(),
  createdBy: z.string(),
  createdAt: TimeSchema,
});
export type WebhookView = z.infer<typeof WebhookSchema>;
/** GET /api/webhooks. */
export const WebhookListSchema = z.object({ items: z.array(WebhookSchema) });

/** One event on its way to one webhook. */
export const DeliverySchema = z.object({
  id: z.string(),
  runId: z.string(),
  seq: z.int(),
  type: z.string(),
  status: z.enum(['pending', 'delivered', 'dead']),
  attempts: z.int(),
  nextAt: z.string(),
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  createdAt: TimeSchema,
  deliveredAt: TimeSchema.nullable(),
});
/** GET /api/webhooks/{id}/deliveries. */
export const DeliveryListSchema = z.object({ items: z.array(DeliverySchema) });

/** Answer to POST /api/webhooks/{id}/deliveries/{delivery}/redeliver. */
export const RedeliverySchema = z.object({ id: z.string(), status: z.literal('pending') });

/** What was taken away. */
export const DeletedSchema = z.object({ id: z.string(), deleted: z.literal(true) });
