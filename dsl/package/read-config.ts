import { FORBIDDEN_NAMES } from './names';
import type { PackageFile, PackageProblem } from './package-file';

/** What config.csv says. Keys are in lower case with dashes: `Answer Mode` is `answer-mode`. */
export interface PackageConfig {
  /** `param-name`: variables that every script has. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** `bot-name-url`: bots that answer over HTTP, by name. */
  readonly bots: Readonly<Record<string, string>>;
  /** Names of `conn-name-…`: outside databases that tables may lie in. */
  readonly connections: readonly string[];
  /** All settings as they are written, by key. They may hold secrets: never show their values. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Reads `name,value` lines: comments with `#`, values with commas, values are trimmed. The last line counts. */
export function readConfig(
  files: readonly PackageFile[],
  problems: PackageProblem[],
): PackageConfig {
  const settings = new Map<string, string>();
  for (const file of files) {
    file.text.split('\n').forEach((line, index) => {
      const comma = line.indexOf(',');
      const key = toKey(comma < 0 ? line : line.slice(0, comma));
      if (key === '' || key.startsWith('#') || (settings.size === 0 && isHeader(key))) return;
      const isSafe = comma >= 0 && !key.split('-').some((part) => FORBIDDEN_NAMES.has(part));
      if (isSafe && !line.includes('\0')) settings.set(key, readValue(line.slice(comma + 1)));
      else {
        const message = 'This line is no "name,value"; it is passed by.';
        problems.push({
          code: 'PACKAGE_CONFIG',
          severity: 'warning',
          path: file.path,
          line: index + 1,
          message,
        });
      }
    });
  }
  return {
    parameters: Object.fromEntries(named(settings, 'param-', '').map(typed)),
    bots: Object.fromEntries(named(settings, 'bot-', '-url')),
    connections: connectionNames(settings),
    settings: Object.fromEntries(settings),
  };
}

/** Both `llm-model` and `Answer Mode` are in use. */
function toKey(text: string): string {
  return text.replace('\ufeff', '').trim().toLowerCase().replace(/\s+/g, '-');
}

function isHeader(key: string): boolean {
  return key === 'name' || key === 'key';
}

/** Spreadsheets put a value with commas into quotes. */
function readValue(text: string): string {
  const value = text.trim();
  const isQuoted = value.length > 1 && value.startsWith('"') && value.endsWith('"');
  return isQuoted ? value.slice(1, -1).replaceAll('""', '"').trim() : value;
}

/** Settings whose key is `prefix<name>suffix`, by that name. */
function named(
  settings: ReadonlyMap<string, string>,
  prefix: string,
  suffix: string,
): readonly (readonly [string, string])[] {
  return [...settings].flatMap(([key, value]) => {
    const isOne =
      key.startsWith(prefix) && key.endsWith(suffix) && key.length > prefix.length + suffix.length;
    const name = key.slice(prefix.length, key.length - suffix.length);
    return isOne && value !== '' ? [[name, value] as const] : [];
  });
}

/** `conn-<name>-server`, `-port`, `-username` and so on. */
function connectionNames(settings: ReadonlyMap<string, string>): readonly string[] {
  const names = [...settings.keys()].flatMap((key) => {
    const last = key.lastIndexOf('-');
    return key.startsWith('conn-') && last > 'conn-'.length
      ? [key.slice('conn-'.length, last)]
      : [];
  });
  return [...new Set(names)];
}

/** A variable has no dashes. A value that looks like a number or a truth value is one. */
function typed([key, value]: readonly [string, string]): [string, string | number | boolean] {
  const name = key.replaceAll('-', '_');
  const lower = value.toLowerCase();
  if (lower === 'true' || lower === 'false') return [name, lower === 'true'];
  const number = Number(value);
  const isNumber = Number.isFinite(number) && String(number) === value;
  return [name, isNumber ? number : value];
}
