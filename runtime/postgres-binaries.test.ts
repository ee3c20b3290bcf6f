import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preparePostgresBinaries, repairInstallation } from './postgres-binaries';
import { silent } from './progress';

it('gives programs that run', async () => {
  const { postgres, version } = await preparePostgresBinaries(silent);
  const words = execFileSync(postgres, ['--version'], { encoding: 'utf8' });
  expect(words).toContain(`(PostgreSQL) ${version.split('.').slice(0, 2).join('.')}`);
});

it('does what the skipped installation script of the package does, as often as it is asked', () => {
  const dir = mkdtempSync(join(tmpdir(), 'everstep-programs-'));
  const native = join(dir, 'native');
  const links = [
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
  ];
  for (const folder of ['lib', 'bin']) mkdirSync(join(native, folder), { recursive: true });
  writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(links));
  writeFileSync(join(native, 'lib', 'libpq.so.5.18'), 'library');
  symlinkSync('gone', join(native, 'lib', 'libpq.so'));
  for (const name of ['initdb', 'postgres', 'pg_ctl']) {
    writeFileSync(join(native, 'bin', name), '');
    chmodSync(join(native, 'bin', name), 0o644);
  }
  repairInstallation(dir);
  repairInstallation(dir);
  expect(readlinkSync(join(native, 'lib', 'libpq.so'))).toBe('libpq.so.5.18');
  expect(lstatSync(join(native, 'lib', 'libpq.so.5')).isSymbolicLink()).toBe(true);
  expect(statSync(join(native, 'bin', 'postgres')).mode & 0o777).toBe(0o755);
  rmSync(dir, { recursive: true });
});
