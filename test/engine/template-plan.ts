import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { linkPlan } from '../../dsl/link';
import { loadPackage } from '../../dsl/package/load-package';
import type { Plan } from '../../plan/schema';
import type { Value } from '../../plan/value';
import { importRows } from '../../store/tables';
import { WORKSPACE, type Engine } from './engine';

const TEMPLATES = join(__dirname, '..', '..', 'bottemplates');

/** A template, linked with its bots; its tables are imported. */
export async function templatePlan({ test }: Engine, name: string): Promise<Plan> {
  const folder = join(TEMPLATES, `${name}.gbai`);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.slice(folder.length + 1), text: readFileSync(path, 'utf8') }));
  const loaded = loadPackage(`${name}.gbai`, { files, documents: [] });
  for (const { name: table, rows } of loaded.tables) {
    const identified = rows.map((data, index) => ({ id: idOf(data['id'] ?? index), data }));
    await importRows(test.database, WORKSPACE, table, identified);
  }
  const [main] = loaded.workflows;
  if (!main) throw new Error('the package has no workflow');
  const scripts = loaded.bots.map((bot) => ({ ...bot, version: '1' }));
  return linkPlan(main.compiled, scripts, new Map()).plan;
}

function idOf(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
