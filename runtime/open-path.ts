import { existsSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The first folder on the way to a path, and the path itself, that other accounts may not enter; undefined when all are open. */
export function findClosedFolder(path: string): string | undefined {
  return pathAndParents(path).find((folder) => {
    const stat = statSync(folder, { throwIfNoEntry: false });
    return stat?.isDirectory() === true && (stat.mode & 0o001) === 0;
  });
}

/** A folder of ours that every account may enter, outside of closed homes. Only root can need it. */
export function openFolder(name: string): string {
  const candidates = ['/var/lib/everstep', '/var/tmp/everstep', join(tmpdir(), 'everstep')];
  const root = candidates.find(isOurs) ?? candidates.find(canCreate);
  if (root === undefined) throw new Error(`None of ${candidates.join(', ')} can be created.`);
  return join(root, name);
}

function isOurs(folder: string): boolean {
  const stat = statSync(folder, { throwIfNoEntry: false });
  return (
    stat?.isDirectory() === true && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0
  );
}

function canCreate(folder: string): boolean {
  if (existsSync(folder)) return false;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    return findClosedFolder(folder) === undefined;
  } catch {
    return false;
  }
}

/** From the root down to the path. */
function pathAndParents(path: string): string[] {
  const folders: string[] = [];
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (dirname(folder) === folder) return folders;
  }
}
