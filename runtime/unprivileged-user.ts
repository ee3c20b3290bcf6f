import { execFileSync } from 'node:child_process';

/** The account that PostgreSQL runs as when the start itself runs as root. */
export interface UnprivilegedUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** True when this process runs as root, which PostgreSQL refuses to do. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * As root: the account `everstep`, else `postgres`, else a new system account `everstep`, else `nobody`.
 * Otherwise undefined: PostgreSQL runs as whoever calls.
 */
export function findUnprivilegedUser(): UnprivilegedUser | undefined {
  if (!isRoot()) return undefined;
  const existing = lookUp('everstep') ?? lookUp('postgres');
  if (existing !== undefined) return existing;
  createAccount();
  return lookUp('everstep') ?? lookUp('nobody');
}

function lookUp(name: string): UnprivilegedUser | undefined {
  const uid = readId('-u', name);
  const gid = readId('-g', name);
  return uid === undefined || gid === undefined || uid === 0 ? undefined : { name, uid, gid };
}

function readId(option: string, name: string): number | undefined {
  try {
    const text = execFileSync('id', [option, name], { encoding: 'utf8', stdio: 'pipe' });
    return Number.parseInt(text, 10);
  } catch {
    return undefined;
  }
}

/** Tries the usual command, then the one of small distributions; two starts at once may both try. */
function createAccount(): void {
  const attempts: readonly (readonly [string, readonly string[]])[] = [
    ['useradd', ['--system', '--no-create-home', '--shell', '/bin/false', 'everstep']],
    ['adduser', ['-S', '-D', '-H', '-s', '/bin/false', 'everstep']],
  ];
  for (const [command, args] of attempts) {
    try {
      execFileSync(command, args, { stdio: 'pipe' });
      return;
    } catch {
      // The next command may exist where this one does not.
    }
  }
}
