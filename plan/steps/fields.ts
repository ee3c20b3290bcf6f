import { z } from 'zod';
import type { Expression, Filter } from '../expression';
import { MEMORY_OWNERS } from '../memory';

/** Names that could reach a prototype are refused wherever a name can be written. */
const FORBIDDEN_NAMES = new Set(['__proto__', 'prototype', 'constructor']);

/** A name of a variable, member, column or object key. */
export const NameSchema = z
  .string()
  .min(1)
  .max(200)
  .refine((name) => !FORBIDDEN_NAMES.has(name), { error: 'this name is reserved' });

/** The id of a block: structural, see `plan/schema.ts`. */
export const BlockIdSchema = z.string().min(1).max(500);

const binaryOperators = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
  '=',
  '<>',
  '<',
  '<=',
  '>',
  '>=',
  'contains',
  'startsWith',
  'like',
  'in',
] as const;

/** An expression; see `plan/expression.ts` for the meaning of each form. */
export const ExpressionSchema: z.ZodType<Expression> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({
      op: z.literal('literal'),
      value: z.union([z.null(), z.boolean(), z.number(), z.string()]),
    }),
    z.strictObject({ op: z.literal('variable'), name: NameSchema }),
    z.strictObject({
      op: z.literal('member'),
      object: ExpressionSchema,
      name: NameSchema,
      optional: z.boolean().exactOptional(),
    }),
    z.strictObject({ op: z.literal('index'), object: ExpressionSchema, index: ExpressionSchema }),
    z.strictObject({ op: z.literal('call'), name: NameSchema, args: z.array(ExpressionSchema) }),
    z.strictObject({
      op: z.literal('method'),
      object: ExpressionSchema,
      name: NameSchema,
      args: z.array(ExpressionSchema),
    }),
    z.strictObject({ op: z.enum(['negate', 'not']), operand: ExpressionSchema }),
    z.strictObject({
      op: z.literal('binary'),
      operator: z.enum(binaryOperators),
      left: ExpressionSchema,
      right: ExpressionSchema,
    }),
    z.strictObject({
      op: z.literal('lazy'),
      operator: z.enum(['and', 'or', '??']),
      left: ExpressionSchema,
      right: ExpressionSchema,
    }),
    z.strictObject({
      op: z.literal('choose'),
      test: ExpressionSchema,
      yes: ExpressionSchema,
      no: ExpressionSchema,
    }),
    z.strictObject({
      op: z.literal('isNull'),
      operand: ExpressionSchema,
      negated: z.boolean().exactOptional(),
    }),
    z.strictObject({ op: z.literal('secret'), name: NameSchema }),
    z.strictObject({ op: z.literal('template'), parts: z.array(ExpressionSchema) }),
    z.strictObject({ op: z.literal('list'), items: z.array(ExpressionSchema) }),
    z.strictObject({
      op: z.literal('object'),
      fields: z.array(z.strictObject({ name: NameSchema, value: ExpressionSchema })),
    }),
  ]),
);

/** A filter of a data step; see `plan/expression.ts`. */
export const FilterSchema: z.ZodType<Filter> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({
      op: z.literal('compare'),
      column: NameSchema,
      through: z.enum(['date', 'lower', 'upper']).exactOptional(),
      operator: z.enum(['=', '<>', '<', '<=', '>', '>=', 'like', 'ilike', 'in', 'notIn']),
      value: ExpressionSchema,
    }),
    z.strictObject({
      op: z.literal('isNull'),
      column: NameSchema,
      negated: z.boolean().exactOptional(),
    }),
    z.strictObject({ op: z.enum(['and', 'or']), items: z.array(FilterSchema).min(1) }),
    z.strictObject({ op: z.literal('not'), item: FilterSchema }),
  ]),
);

/** How many branches have to complete; without one, all. The first failure too many ends the fork. */
export const JoinSchema = z.union([z.literal('any'), z.strictObject({ count: ExpressionSchema })]);
export type Join = Readonly<z.infer<typeof JoinSchema>>;

/** Waits for all branches and collects their failures in `errors`. */
export const SettledSchema = z.literal(true);

/** What every step has: its structural id. */
export const StepBaseSchema = z.strictObject({ id: z.string().min(1).max(500) });

/** A step that has to do with one value of a memory. */
export const MemoryPlaceSchema = StepBaseSchema.extend({
  /** Whose memory; of the bot where nothing is said. */
  owner: z.enum(MEMORY_OWNERS).exclude(['bot']).exactOptional(),
  /** Another session than that of the run. */
  session: ExpressionSchema.exactOptional(),
});
