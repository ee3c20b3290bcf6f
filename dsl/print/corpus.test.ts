import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { compile } from '../compile';
import { printPlan } from './print-plan';

const ROOT = join(__dirname, '..', '..');
const CORPUS = join(ROOT, 'test', 'corpus');

function texts(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.bas'))
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')]);
}

const PLANS = [...texts(CORPUS), ...texts(join(ROOT, 'bottemplates'))].flatMap(([name, text]) => {
  const { plan } = compile({ file: name, text });
  return plan === undefined ? [] : [[name, plan] as const];
});
const validate = new Ajv2020({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(join(ROOT, 'plan', 'schema.json'), 'utf8')) as object,
);

describe('the plan of a text', () => {
  it('is there for many texts', () => {
    expect(PLANS.length).toBeGreaterThan(30);
  });

  it.each(PLANS)('of %s is valid by the published schema', (_, plan) => {
    expect([validate(plan), validate.errors]).toEqual([true, null]);
  });

  it.each(PLANS)('of %s comes back from its print', (name, plan) => {
    const text = printPlan(plan);
    expect(compile({ file: name, text }).plan).toEqual(plan);
    expect(printPlan(plan)).toBe(text);
  });
});
