import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkPlan } from '../../plan/check-plan';
import { PlanSchema } from '../../plan/schema';
import { linkPlan } from '../link';
import { loadPackage, type LoadedPackage, type PackageFile } from './load-package';

const TEMPLATES = join(__dirname, '..', '..', 'bottemplates');
const NAMES = readdirSync(TEMPLATES).filter((name) => name.endsWith('.gbai'));

function readFiles(folder: string): readonly PackageFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path: relative(folder, path), text: readFileSync(path, 'utf8') };
    });
}

function mistakes(loaded: LoadedPackage): readonly unknown[] {
  return [...loaded.workflows, ...loaded.bots, ...loaded.scripts].flatMap((script) =>
    script.compiled.diagnostics.filter((diagnostic) => diagnostic.severity !== 'hint'),
  );
}

describe.each(NAMES)('the template %s', (name) => {
  const folder = join(TEMPLATES, name);
  const loaded = loadPackage(name, { files: readFiles(folder), documents: [] });

  it('has no mistakes', () => {
    expect(loaded.problems).toEqual([]);
    expect(mistakes(loaded)).toEqual([]);
    expect(loaded.workflows).toHaveLength(1);
  });

  it('compiles to the expected plan', () => {
    const [workflow] = loaded.workflows;
    if (workflow === undefined) throw new Error(`${name} has no workflow.`);
    const scripts = loaded.bots.map((bot) => ({ ...bot, version: 'expected' }));
    const http = Object.entries(loaded.config.bots).map(
      ([bot, url]) => [bot, { url, version: 'expected' }] as const,
    );
    const { plan } = linkPlan(workflow.compiled, scripts, Object.fromEntries(http));
    expect(PlanSchema.parse(plan)).toEqual(plan);
    expect(checkPlan(plan)).toEqual([]);
    expect(Object.values(plan.bots).map((bot) => bot.kind)).not.toContain('missing');
    const golden = join(folder, 'expected.plan.json');
    const text = `${JSON.stringify(plan, null, 2)}\n`;
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });
});
