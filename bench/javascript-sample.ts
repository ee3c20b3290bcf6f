import { readFileSync } from 'node:fs';
import { parse } from 'acorn';

/**
 * JavaScript of about so many characters: whole statements from the middle of the TypeScript compiler, which
 * people wrote. Its beginning is a table of messages, which any parser reads faster.
 */
export function javaScriptOfSize(size: number): string {
  const text = readFileSync(require.resolve('typescript/lib/_tsc.js'), 'utf8');
  const { body } = parse(text, { ecmaVersion: 2022 });
  const start = body.find((statement) => statement.start >= text.length / 2)?.start ?? 0;
  const end = body.findLast((statement) => statement.end <= start + size)?.end ?? text.length;
  return text.slice(start, end);
}
