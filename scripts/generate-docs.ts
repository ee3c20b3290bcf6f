import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  adaptedKeywords,
  costTable,
  errorsPage,
  functionTables,
  replaceSection,
  settingsTable,
  statementSections,
  unavailableKeywords,
} from './docs-pages';
import { withRouteFacts } from './route-facts';

/** Writes the generated pages and sections of docs/; the root is the folder it is called in. */
async function main(): Promise<void> {
  const at = (...parts: string[]): string => join(process.cwd(), ...parts);
  const runtimeSource = await readFile(at('runtime', 'config.ts'), 'utf8');
  await writeFile(at('docs', 'errors.md'), errorsPage());
  const language = at('docs', 'reference', 'basic-language.md');
  await rewrite(language, 'costs', costTable());
  await rewrite(language, 'statements', statementSections());
  await rewrite(language, 'functions', functionTables());
  await rewrite(language, 'adapted', adaptedKeywords());
  await rewrite(language, 'keywords', unavailableKeywords());
  const api = at('docs', 'api', 'workflow-api.md');
  await writeFile(api, withRouteFacts(await readFile(api, 'utf8')));
  await rewrite(at('docs', 'guides', 'operations.md'), 'settings', settingsTable(runtimeSource));
}

async function rewrite(file: string, section: string, content: string): Promise<void> {
  await writeFile(file, replaceSection(await readFile(file, 'utf8'), section, content));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'failed'}\n`);
  process.exit(1);
});
