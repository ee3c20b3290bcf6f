import { AppError } from '../plan/errors';
import { PACKAGE_LIMITS } from './limits';

/** Names that Windows gives to devices, with any ending. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
/** Folders of a package may be called by their ending alone. */
const PACKAGE_FOLDER = /^\.gb(dialog|ot|kb|data|drive|ui|theme)$/i;
const IGNORED = new Set(['__macosx', 'node_modules', 'thumbs.db', 'desktop.ini']);
const LONGEST_SHOWN = 100;

/**
 * The path of an entry, which means the same file on every system; a folder ends with `/`. PACKAGE_PATH for
 * a name that could leave the folder, that some system cannot write, or that looks like another one.
 */
export function readEntryName(raw: Buffer): string {
  let name: string;
  try {
    name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    throw refuseName(raw.toString('latin1'), 'is not in UTF-8');
  }
  const reason = wrongName(name);
  if (reason !== undefined) throw refuseName(name, reason);
  return name;
}

/** True for what systems and tools leave behind: hidden files, `__MACOSX`, `node_modules`. */
export function isIgnored(path: string): boolean {
  return path
    .split('/')
    .some(
      (part) =>
        IGNORED.has(part.toLowerCase()) || (part.startsWith('.') && !PACKAGE_FOLDER.test(part)),
    );
}

/** PACKAGE_PATH about an entry; its name is cut and made visible. */
export function refuseName(name: string, reason: string): AppError {
  const shown = name.slice(0, LONGEST_SHOWN).replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '�');
  return new AppError('PACKAGE_PATH', { entry: JSON.stringify(shown), reason });
}

function wrongName(name: string): string | undefined {
  if (name === '') return 'has no name';
  if (name.length > PACKAGE_LIMITS.pathLength) {
    return `has ${name.length} characters; the limit is ${PACKAGE_LIMITS.pathLength}`;
  }
  if (/[\p{Cc}\p{Surrogate}\u2028\u2029]/u.test(name)) return 'has a control character';
  if (/\p{Bidi_Control}/u.test(name)) return 'has a character that turns the direction of writing';
  if (name.includes('\\')) return 'has a backslash; folders are separated by /';
  if (name.startsWith('/')) return 'is an absolute path';
  if (name.includes(':')) return 'has a colon';
  const parts = (name.endsWith('/') ? name.slice(0, -1) : name).split('/');
  if (parts.length > PACKAGE_LIMITS.depth) {
    return `lies ${parts.length} folders deep; the limit is ${PACKAGE_LIMITS.depth}`;
  }
  return parts.map(wrongPart).find((reason) => reason !== undefined);
}

function wrongPart(part: string): string | undefined {
  if (part === '') return 'has an empty part';
  if (part === '.' || part === '..') return 'leaves its folder';
  if (/[. ]$/.test(part) || part.startsWith(' ')) return 'begins or ends with a blank or a dot';
  return DEVICE.test(part) ? 'is the name of a device on Windows' : undefined;
}
