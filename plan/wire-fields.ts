import { z } from 'zod';
import type { Value } from './value';

/** No NUL and no half of a surrogate pair. */
export const STORABLE = /^[^\u0000\uD800-\uDFFF]*$/u;

/** Text that PostgreSQL and JSON can carry: no NUL, no lone surrogate. */
export const text = (longest: number): z.ZodString =>
  z.string().max(longest).regex(STORABLE, { error: 'holds a character that cannot be stored' });

/** Such a text that is not empty. */
export const name = (longest = 200): z.ZodString => text(longest).min(1);

/** True for text with NUL or half of a surrogate pair, which neither PostgreSQL nor UTF-8 can carry. */
export function isUnstorable(value: string): boolean {
  return !STORABLE.test(value);
}

/** An http or https address. */
export const httpUrl = name(2_000).refine(
  (value) => /^https?:\/\//i.test(value) && URL.canParse(value),
  { error: 'has to be an http or https address' },
);

/** Any JSON value. Its depth and its names are checked where it is read from the wire. */
export const ValueSchema = z.json() as z.ZodType<Value>;
export const ObjectSchema = z.record(z.string(), ValueSchema);

/** RFC 3339. */
export const TimeSchema = z.iso.datetime();
export const count = z.int().nonnegative();

/** A whole number in a query string. */
export const queryNumber = (least: number, most: number): z.ZodType<number> =>
  z
    .string()
    .regex(/^\d{1,16}$/, { error: 'has to be a whole number' })
    .transform(Number)
    .pipe(z.int().min(least).max(most));

/** How many, and from where on: what lists take. */
export const paging = {
  limit: queryNumber(1, 200).default(50),
  cursor: name(1_000)
    .regex(/^[\w-]+$/, { error: 'is not a cursor of this list' })
    .exactOptional(),
};

/** A page of a list. `next` is the `cursor` of the next one. */
export const page = <T extends z.ZodType>(
  item: T,
): z.ZodObject<{ items: z.ZodArray<T>; next: z.ZodNullable<z.ZodString> }> =>
  z.object({ items: z.array(item), next: z.string().nullable() });
