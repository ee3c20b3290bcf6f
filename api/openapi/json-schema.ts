import { z } from 'zod';
import { STORABLE } from '../../plan/wire-fields';
import { SCHEMA_NAMES } from './schema-names';

/** A JSON Schema, draft 2020-12, as OpenAPI 3.1 takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Schemas by name, to which others refer. */
export type Components = Record<string, JsonSchema>;

/** Whether a schema is described as what is sent or as what is answered. */
type Direction = 'input' | 'output';

/** The JSON Schema of a zod schema. What has a name is put into `components` and referred to. */
export function describeSchema(
  schema: z.ZodType,
  direction: Direction,
  components: Components,
): JsonSchema {
  const { $defs = {}, ...described } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    metadata: SCHEMA_NAMES,
    io: direction,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      tidy(jsonSchema, direction);
    },
  });
  for (const [name, one] of Object.entries($defs)) components[name] = refer(one) as JsonSchema;
  Reflect.deleteProperty(described, '$schema');
  return refer(described) as JsonSchema;
}

/** Leaves out what says nothing to a reader, and the promise that no answer will ever have another member. */
function tidy(schema: z.core.JSONSchema.BaseSchema, direction: Direction): void {
  if (schema.format !== undefined) delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.propertyNames !== undefined) delete schema.propertyNames;
  if (direction === 'output' && schema.additionalProperties === false) {
    delete schema.additionalProperties;
  }
}

/** Lets references lead to the components of the document. */
function refer(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(refer);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (name === '$ref')
        return [name, String(member).replace('#/$defs/', '#/components/schemas/')];
      // Halves of pairs are no characters to most readers of a pattern.
      if (member === STORABLE.source) return [name, '^[^\\u0000]*$'];
      return [name, refer(member)];
    }),
  );
}
