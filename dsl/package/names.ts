import { fileStem } from '../lower/program';

/** Names that could reach a prototype: never a column, a variable or a setting. */
export const FORBIDDEN_NAMES: ReadonlySet<string> = new Set([
  '__proto__',
  'prototype',
  'constructor',
]);

/** Names are the same without case, blanks, dashes and underscores. */
export function nameKey(name: string): string {
  return name.toLowerCase().replace(/[-_\s]/g, '');
}

/** What a script is called by: `qr`, `enrollment.bas` and `.gbdialog/enrollment.bas` are file stems. */
export function scriptName(reference: string): string {
  const path = reference.trim().split('\\').join('/');
  return /\.bas$/i.test(path) ? fileStem(path) : (path.split('/').at(-1) ?? path);
}
