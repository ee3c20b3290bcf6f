import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { planJsonSchema } from './json-schema';
import { PlanSchema } from './schema';

const ROOT = join(__dirname, '..');
const PUBLISHED = join(__dirname, 'schema.json');
const TEMPLATES = join(ROOT, 'bottemplates');

function publishedSchema(): object {
  return JSON.parse(readFileSync(PUBLISHED, 'utf8')) as object;
}

const validate = (plan: unknown): unknown => {
  const check = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(publishedSchema());
  return check(plan) ? [] : check.errors;
};

const minimal = {
  planVersion: 1,
  name: 'a',
  flows: { main: { parameters: [], block: 'main', scope: 'own' } },
  blocks: { main: [] as unknown[] },
  bots: {},
  awaitedEvents: [],
};

describe('plan/schema.json', () => {
  it('is what the zod schemas say', () => {
    const schema = planJsonSchema();
    const text = `${JSON.stringify(schema, null, 2)}\n`;
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(PUBLISHED, text);
    expect(publishedSchema()).toEqual(JSON.parse(text));
  });

  it('names its draft and itself', () => {
    expect(publishedSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:everstep:plan:1',
    });
  });

  it.each(readdirSync(TEMPLATES).filter((name) => name.endsWith('.gbai')))(
    'takes the plan of %s',
    (name) => {
      const text = readFileSync(join(TEMPLATES, name, 'expected.plan.json'), 'utf8');
      expect(validate(JSON.parse(text))).toEqual([]);
    },
  );

  it.each([
    ['a plan without steps', minimal],
    [
      'nested expressions and filters',
      {
        ...minimal,
        blocks: {
          main: [
            {
              id: 'main.0',
              kind: 'find',
              table: { op: 'literal', value: 't' },
              where: {
                op: 'not',
                item: {
                  op: 'compare',
                  column: 'a',
                  operator: 'in',
                  value: { op: 'list', items: [{ op: 'variable', name: 'x' }] },
                },
              },
              into: 'y',
            },
          ],
        },
      },
    ],
  ])('takes %s', (_, plan) => {
    expect(validate(plan)).toEqual([]);
    expect(PlanSchema.safeParse(plan).success).toBe(true);
  });

  it.each([
    ['another version', { ...minimal, planVersion: 2 }],
    ['an unknown member', { ...minimal, more: 1 }],
    ['an unknown kind', { ...minimal, blocks: { main: [{ id: 'main.0', kind: 'dance' }] } }],
    [
      'a broken expression',
      { ...minimal, blocks: { main: [{ id: 'main.0', kind: 'wait', seconds: { op: 'five' } }] } },
    ],
  ])('refuses %s', (_, plan) => {
    expect(validate(plan)).not.toEqual([]);
    expect(PlanSchema.safeParse(plan).success).toBe(false);
  });
});
