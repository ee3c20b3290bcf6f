import type { z } from 'zod';
import { describeSchema, type Components, type JsonSchema } from './json-schema';

/** A parameter as OpenAPI writes it. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

/** The parameters that stand in an address as express writes it. */
export function describePath(
  path: string,
  params: z.ZodObject | undefined,
  components: Components,
): readonly Parameter[] {
  const known = params && membersOf(describeSchema(params, 'input', components)).properties;
  return Array.from(path.matchAll(/:(\w+)/g), ([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: known?.[name] ?? { type: 'string', minLength: 1 },
  }));
}

/** The parameters of a query. A number is described as such, though it is sent as text. */
export function describeQuery(query: z.ZodType, components: Components): readonly Parameter[] {
  const sent = membersOf(describeSchema(query, 'input', components));
  const read = membersOf(describeSchema(query, 'output', components));
  return Object.entries(sent.properties).map(([name, schema]) => {
    const isDescribed = read.properties[name]?.['type'] !== undefined;
    return {
      name,
      in: 'query',
      required: sent.required.includes(name),
      schema: (isDescribed ? read.properties[name] : undefined) ?? schema,
    };
  });
}

/** The header with which a request can be sent again. */
export const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key with the same request does it once, and answers the same.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
};

/** The header with which a request waits for the end of its run. */
export const PREFER: Parameter = {
  name: 'Prefer',
  in: 'header',
  required: false,
  description: '`wait=30` answers when the run has ended, or after 30 seconds; at most 60.',
  schema: { type: 'string' },
};

function membersOf(schema: JsonSchema): {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
} {
  const { properties = {}, required = [] } = schema;
  return {
    properties: properties as Readonly<Record<string, JsonSchema>>,
    required: required as readonly string[],
  };
}
