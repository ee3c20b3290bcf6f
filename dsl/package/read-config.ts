import type { PackageFile, PackageProblem } from './package-file';

/** What config.csv says. Names are in lower case. */
export interface PackageConfig {
  /** `param-name`: variables that every script has. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** `bot-name-url`: bots that answer over HTTP, by name. */
  readonly bots: Readonly<Record<string, string>>;
  /** All settings as they are written, by key in lower case. */
  readonly settings: Readonly<Record<string, string>>;
}

const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor']);

/** Reads `name,value` lines: comments with `#`, values with commas, values are trimmed. The last line counts. */
export function readConfig(
  files: readonly PackageFile[],
  problems: PackageProblem[],
): PackageConfig {
  const settings = new Map<string, string>();
  for (const file of files) {
    file.text.split('\n').forEach((line, index) => {
      const comma = line.indexOf(',');
      const key = (comma < 0 ? line : line.slice(0, comma)).trim().toLowerCase();
      if (key === '' || key.startsWith('#') || (index === 0 && isHeader(key))) return;
      if (comma < 0 || FORBIDDEN.has(key)) {
        const message = `Line ${index + 1} is no "name,value".`;
        problems.push({ code: 'PACKAGE_CONFIG', severity: 'warning', path: file.path, message });
      } else settings.set(key, line.slice(comma + 1).trim());
    });
  }
  return {
    parameters: Object.fromEntries(named(settings, 'param-', '').map(typed)),
    bots: Object.fromEntries(named(settings, 'bot-', '-url')),
    settings: Object.fromEntries(settings),
  };
}

function isHeader(key: string): boolean {
  return key === 'name' || key === 'key' || key === '\ufeffname' || key === '\ufeffkey';
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
    return isOne && value !== '' && !FORBIDDEN.has(name) ? [[name, value] as const] : [];
  });
}

/** A value that looks like a number or a truth value is one. */
function typed([name, value]: readonly [string, string]): [string, string | number | boolean] {
  const lower = value.toLowerCase();
  if (lower === 'true' || lower === 'false') return [name, lower === 'true'];
  const number = Number(value);
  const isNumber = Number.isFinite(number) && String(number) === value;
  return [name, isNumber ? number : value];
}
