import { z } from 'zod';

/** The keys that an object may have at a place of a schema; empty where any key may stand. */
export function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const places = path.reduce<readonly z.ZodType[]>(
    (found, part) => found.flatMap((place) => into(place, part)),
    unwrap(schema),
  );
  return places.flatMap((place) => (place instanceof z.ZodObject ? Object.keys(place.shape) : []));
}

function into(schema: z.ZodType, part: PropertyKey): readonly z.ZodType[] {
  if (schema instanceof z.ZodObject) {
    const inner: unknown = (schema.shape as Readonly<Record<PropertyKey, unknown>>)[part];
    return inner instanceof z.ZodType ? unwrap(inner) : [];
  }
  if (schema instanceof z.ZodArray) return unwrap(schema.element as z.ZodType);
  if (schema instanceof z.ZodRecord) return unwrap(schema.valueType as z.ZodType);
  return [];
}

function unwrap(schema: z.ZodType): readonly z.ZodType[] {
  if (schema instanceof z.ZodUnion) {
    return (schema.options as readonly z.ZodType[]).flatMap(unwrap);
  }
  if (schema instanceof z.ZodExactOptional) return unwrap(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodPipe) return unwrap(schema.in as z.ZodType);
  return [schema];
}
