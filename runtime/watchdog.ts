import { spawn } from 'node:child_process';
import { pidFilePath } from './pid-file';

/** A small process that outlives its parent by moments, to end what the parent leaves behind. */
export interface Watchdog {
  /** Lets it go; call it once every child has ended. */
  release(): void;
}

/**
 * Ends the listed processes as soon as this process dies, in whatever way.
 * It sleeps on a pipe that the operating system closes then, and does nothing once the list belongs to another start.
 * With `removeDir`, that folder is removed after them.
 */
export function startWatchdog(dataDir: string, start: string, removeDir = ''): Watchdog {
  const script = [
    'cat >/dev/null',
    'if grep -q "\\"start\\": \\"$2\\"" "$1" 2>/dev/null; then',
    '  pids=$(sed -n \'s/^ *"pid": \\([0-9]*\\),*$/\\1/p\' "$1")',
    '  for pid in $pids; do kill -INT "$pid" 2>/dev/null; done',
    '  for turn in 1 2 3 4 5 6 7 8 9 10; do',
    '    left=""; for pid in $pids; do kill -0 "$pid" 2>/dev/null && left=1; done',
    '    [ -z "$left" ] && break; sleep 1',
    '  done',
    'fi',
    'if [ -n "$3" ]; then rm -rf "$3"; fi',
  ].join('\n');
  const watchdog = spawn(
    '/bin/sh',
    ['-c', script, 'everstep-watchdog', pidFilePath(dataDir), start, removeDir],
    { detached: true, stdio: ['pipe', 'ignore', 'ignore'], cwd: '/' },
  );
  watchdog.on('error', () => undefined);
  watchdog.unref();
  const pipe = watchdog.stdin as typeof watchdog.stdin & { unref?: () => void };
  pipe.on('error', () => undefined);
  pipe.unref?.();
  return {
    release: () => {
      watchdog.kill('SIGKILL');
      pipe.end();
    },
  };
}
