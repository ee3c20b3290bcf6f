import { z } from 'zod';
import { ROLES } from './roles';
import { name, page, paging, TimeSchema } from './wire-fields';

/** Whom a key lets in. The key itself is never told again. */
export const KeySchema = z.object({
  id: z.string(),
  /** Who uses it: decisions and commands are made in this name. */
  name: z.string(),
  role: z.enum(ROLES),
  createdBy: z.string().nullable(),
  createdAt: TimeSchema,
  /** To the minute. */
  lastUsedAt: TimeSchema.nullable(),
  expiresAt: TimeSchema.nullable(),
  revokedAt: TimeSchema.nullable(),
});
export type KeyView = z.infer<typeof KeySchema>;

/** GET /api/keys. */
export const KeyPageSchema = page(KeySchema);
/** Query of GET /api/keys. */
export const KeyQuerySchema = z.strictObject(paging);

/** POST /api/keys. */
export const KeyRequestSchema = z.strictObject({
  name: name(),
  role: z.enum(ROLES),
  /** How many seconds the key is good; until it is revoked without it. */
  expiresIn: z.int().min(60).max(3_153_600_000).exactOptional(),
});

/** Answer to POST /api/keys: the only time that the key is shown. */
export const NewKeySchema = KeySchema.extend({ key: z.string() });
