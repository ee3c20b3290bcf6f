import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { linkPlan } from '../../dsl/link';
import { loadPackage } from '../../dsl/package/load-package';
import type { Plan } from '../../plan/schema';
import type { Value } from '../../plan/value';
import { importRows } from '../../store/tables';
import { WORKSPACE, type Engine } from './engine';

const FOLDER = join(__dirname, '..', '..', 'bottemplates', 'customer-support.gbai');

/** The template that the demo runs, linked with its bots; its tables are imported. */
export async function customerSupport({ test }: Engine): Promise<Plan> {
  const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.slice(FOLDER.length + 1), text: readFileSync(path, 'utf8') }));
  const loaded = loadPackage('customer-support.gbai', { files, documents: [] });
  for (const { name, rows } of loaded.tables) {
    const identified = rows.map((data, index) => ({ id: idOf(data['id'] ?? index), data }));
    await importRows(test.database, WORKSPACE, name, identified);
  }
  const [main] = loaded.workflows;
  if (!main) throw new Error('the package has no workflow');
  const scripts = loaded.bots.map((bot) => ({ ...bot, version: '1' }));
  return linkPlan(main.compiled, scripts, new Map()).plan;
}

function idOf(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
