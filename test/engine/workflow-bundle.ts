import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const BUNDLE = join(ROOT, 'dist', 'workflow-bundle.js');

/** The code of the sandbox as `npm test` has built it; refused where it is older than its sources. */
export function workflowBundle(): string {
  const builtAt = statSync(BUNDLE, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const stale = sources().find((path) => statSync(path).mtimeMs > builtAt);
  if (stale) throw new Error(`${stale} is newer than the build: run "npm run build" first.`);
  return readFileSync(BUNDLE, 'utf8');
}

function sources(): readonly string[] {
  return ['interpreter', 'plan', 'workflows'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => join(ROOT, folder, name)),
  );
}
