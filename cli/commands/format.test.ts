import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { callCli, type CliResult } from '../test-surroundings';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'everstep-format-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const call = (...args: readonly string[]): Promise<CliResult> => callCli(args, {}, folder);

const loose = 'if a>1 then\ntalk "x"\nendif\n';
const neat = 'IF a > 1 THEN\n  TALK "x"\nEND IF\n';
const bad = 'if a>1\ntalk "x"\nendif\n';

describe('everstep format', () => {
  it('writes files of folders and packages in canonical layout', async () => {
    write('all/a.bas', loose);
    write('all/p.gbai/p.bas', loose);
    write('all/neat.bas', neat);
    const { code, stdout } = await call('format', 'all');
    expect(code).toBe(0);
    expect(stdout).toContain('all/p.gbai/p.bas: formatted\n');
    expect(stdout).toContain('3 files looked at, 2 formatted.');
    expect([read('all/a.bas'), read('all/p.gbai/p.bas')]).toEqual([neat, neat]);
    expect((await call('format', 'all', '--check')).code).toBe(0);
  });

  it('only looks with --check', async () => {
    write('a.bas', loose);
    const { code, stdout } = await call('format', 'a.bas', '--check');
    expect(code).toBe(1);
    expect(stdout).toContain('a.bas: would change');
    expect(read('a.bas')).toBe(loose);
  });

  it('leaves files with mistakes as they are', async () => {
    write('bad.bas', bad);
    const { code, stdout } = await call('format', 'bad.bas');
    expect(code).toBe(1);
    expect(stdout).toContain('BASIC_MISSING_THEN');
    expect(read('bad.bas')).toBe(bad);
  });

  it('prints one document with --json', async () => {
    write('a.bas', loose);
    const { stdout } = await call('format', 'a.bas', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ files: [{ file: 'a.bas', status: 'changed' }] });
  });
});

describe('everstep check --fix', () => {
  it('mends files, tells what it did and checks again', async () => {
    write('bad.bas', bad);
    const { code, stdout } = await call('check', 'bad.bas', '--fix');
    expect(stdout).toContain('bad.bas:1: mended BASIC_MISSING_THEN');
    expect(stdout).toContain('1 file checked: 1 hint.');
    expect(code).toBe(0);
    expect(read('bad.bas')).toBe('if a>1 THEN\ntalk "x"\nendif\n');
  });

  it('leaves what it cannot mend', async () => {
    write('odd.bas', 'x = 1 +\n');
    expect((await call('check', 'odd.bas', '--fix')).code).toBe(1);
    expect(read('odd.bas')).toBe('x = 1 +\n');
  });
});

describe('everstep check --sarif', () => {
  it('prints a log with a fix', async () => {
    write('bad.bas', bad);
    const { code, stdout } = await call('check', 'bad.bas', '--sarif');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [{ ruleId: 'BASIC_MISSING_THEN', fixes: [{}] }] }],
    });
  });
});

describe('everstep check --strict', () => {
  it('takes a keyword that cannot run here for a mistake', async () => {
    write('play.bas', 'PLAY "song.mp3"\n');
    expect((await call('check', 'play.bas')).code).toBe(0);
    expect((await call('check', 'play.bas', '--strict')).code).toBe(1);
  });
});
