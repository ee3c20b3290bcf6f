import { z } from 'zod';
import { PlanSchema } from './schema';
import { ExpressionSchema, FilterSchema } from './steps/fields';

/** The name of the schema; it changes with `planVersion`. */
const SCHEMA_ID = 'urn:everstep:plan:1';

/** The form of a plan as JSON Schema, draft 2020-12. What needs more than a form is in `check-plan.ts`. */
export function planJsonSchema(): Readonly<Record<string, unknown>> {
  const names = z.registry<{ id: string }>();
  names.add(ExpressionSchema, { id: 'Expression' });
  names.add(FilterSchema, { id: 'Filter' });
  const { $schema, ...schema } = z.toJSONSchema(PlanSchema, {
    target: 'draft-2020-12',
    metadata: names,
  });
  return {
    $schema,
    $id: SCHEMA_ID,
    title: 'Everstep plan',
    description: 'A durable workflow, ready to be walked.',
    ...schema,
  };
}
