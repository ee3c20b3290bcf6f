import { dirname, join } from 'node:path';
import { findDistDir } from '../runtime/stack-processes';

/** The folder of the program itself, with `migrations/` and `package.json`; not where a person calls it. */
export function projectDir(): string {
  return dirname(findDistDir());
}

/** The migrations that belong to this program. */
export function migrationsDir(): string {
  return join(projectDir(), 'migrations');
}
