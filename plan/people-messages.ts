import { z } from 'zod';
import { ApprovalSchema } from './messages';
import { name, queryNumber, text, TimeSchema } from './wire-fields';

/** The decision is recorded, but its run has not taken it yet. */
export const QueuedDecisionSchema = z.object({
  status: z.literal('queued'),
  approval: ApprovalSchema,
});

/** POST /api/approvals/{id}/reassign. */
export const ReassignRequestSchema = z.strictObject({
  to: name(),
  /** Whose part it is; the only person who is asked where nothing is said. */
  from: name().exactOptional(),
  comment: text(10_000).exactOptional(),
});
export type ReassignRequest = z.infer<typeof ReassignRequestSchema>;

/** A name that can stand in FROM, which may have several of them in a text. */
const plainName = (longest: number): z.ZodString =>
  name(longest)
    .regex(/^[^,;:]*$/, { error: 'has a comma, a semicolon or a colon' })
    .trim()
    .min(1);

/** A name that can stand behind GROUP. */
export const GroupNameSchema = plainName(100);

/** PUT /api/groups/{name}. */
export const GroupRequestSchema = z.strictObject({
  members: z.array(plainName(200)).min(1).max(1000),
});

/** People who are asked together. */
export const GroupSchema = z.object({ name: z.string(), members: z.array(z.string()) });
export type GroupView = z.infer<typeof GroupSchema>;
/** GET /api/groups. */
export const GroupListSchema = z.object({ items: z.array(GroupSchema) });

/** Answer to DELETE /api/groups/{name}. */
export const ForgottenGroupSchema = z.object({ name: z.string() });

/** GET /api/outbox. */
export const MailListSchema = z.object({
  items: z.array(
    z.object({
      id: z.int(),
      runId: z.string().nullable(),
      to: z.string(),
      approvalId: z.string().nullable(),
      text: z.string().nullable(),
      isReminder: z.boolean(),
      attempts: z.int(),
      lastError: z.string().nullable(),
      createdAt: TimeSchema,
      deliveredAt: TimeSchema.nullable(),
      /** When it was given up; `lastError` says why. */
      failedAt: TimeSchema.nullable(),
    }),
  ),
});
export type MailView = z.infer<typeof MailListSchema>['items'][number];

/** Query of GET /api/outbox. */
export const MailQuerySchema = z.strictObject({
  limit: queryNumber(1, 200).default(50),
});
