import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TemporalCliConfig } from './config';
import { choosePort } from './ports';
import { silent } from './progress';
import { cachedCliPath, ensureTemporalCli, findTemporalCli } from './temporal-cli';

const usualPath = process.env['PATH'];
const limits = { answerMs: 300, silenceMs: 300 };
let dir: string;
let server: Server;
let answer: RequestListener;
let archive: Buffer;
let asked: string[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'everstep-cli-'));
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  archive = makeArchive();
  answer = (_, response) => response.end(archive);
  process.env['PATH'] = makeBinDir();
});
afterEach(async () => {
  process.env['PATH'] = usualPath;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(dir, { recursive: true });
});

/** A PATH with neither Temporal nor Go. */
function makeBinDir(): string {
  const bin = join(dir, 'bin');
  mkdirSync(bin);
  for (const name of ['sh', 'tar', 'gzip', 'echo']) {
    symlinkSync(execFileSync('which', [name], { encoding: 'utf8' }).trim(), join(bin, name));
  }
  return bin;
}

function writeProgram(path: string, version: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho "temporal version ${version}"\n`);
  chmodSync(path, 0o755);
}

function makeArchive(): Buffer {
  const files = join(dir, 'archive');
  writeProgram(join(files, 'temporal'), 'downloaded');
  execFileSync('tar', ['-czf', join(dir, 'archive.tar.gz'), '-C', files, 'temporal']);
  return readFileSync(join(dir, 'archive.tar.gz'));
}

function configure(more: Partial<TemporalCliConfig> = {}): TemporalCliConfig {
  const { port } = server.address() as AddressInfo;
  return {
    cacheDir: join(dir, 'cache'),
    path: undefined,
    downloadUrl: `http://127.0.0.1:${port}/cli/archive`,
    downloadSha256: createHash('sha256').update(archive).digest('hex'),
    ...more,
  };
}

/** Nothing half-made may stay behind. */
function cacheContent(config: TemporalCliConfig): string[] {
  return readdirSync(dirname(cachedCliPath(config)));
}

it('downloads, verifies and keeps the command, once for two who ask at the same time', async () => {
  const config = configure();
  const [first, second] = await Promise.all([
    ensureTemporalCli(config, silent, limits),
    ensureTemporalCli(config, silent, limits),
  ]);
  expect(first).toEqual({ path: cachedCliPath(config), version: 'temporal version downloaded' });
  expect(second).toEqual(first);
  expect(asked).toEqual([
    expect.stringMatching(/^\/cli\/archive\/v1\.5\.1\?platform=\w+&arch=\w+$/),
  ]);
  expect(cacheContent(config)).toEqual(['temporal']);
});

it('throws away an archive with another checksum, and says what it found', async () => {
  const config = configure({ downloadSha256: 'f'.repeat(64) });
  await expect(ensureTemporalCli(config, silent, limits)).rejects.toMatchObject({
    code: 'STACK_TEMPORAL_CLI',
    message: expect.stringMatching(
      /checksum [0-9a-f]{64}, expected f{64}.*Go is not installed/s,
    ) as string,
  });
  expect(cacheContent(config)).toEqual([]);
});

it('holds the download to the checksum in the code when none is given', async () => {
  const config = configure({ downloadSha256: undefined });
  await expect(ensureTemporalCli(config, silent, limits)).rejects.toThrow(/checksum/);
  expect(existsSync(cachedCliPath(config))).toBe(false);
});

it.each<[string, RequestListener, RegExp]>([
  ['refuses', (_, response) => response.writeHead(404).end(), /HTTP status 404/],
  ['never answers', () => undefined, /no answer within 0\.3 s/],
  ['falls silent', (_, response) => response.write('half'), /silent for 0\.3 s/],
  [
    'breaks off',
    (_, response) => {
      response.write('half', () => response.destroy());
    },
    /download: 127/,
  ],
  ['sends something else', (_, response) => response.end('<html>'), /checksum/],
])('goes on to the next way when the server %s', async (_, listener, reason) => {
  answer = listener;
  const config = configure();
  const lines: string[] = [];
  const attempt = ensureTemporalCli(config, (line) => lines.push(line), limits);
  await expect(attempt).rejects.toThrow(reason);
  expect(lines.at(-1)).toBe('temporal: build: Go is not installed');
  expect(cacheContent(config)).toEqual([]);
});

it('goes on to the next way when the server cannot be reached', async () => {
  const wish = { port: 0, setting: 'X', origin: 'explicit' } as const;
  const port = await choosePort(wish, new Set(), silent);
  const downloadUrl = `http://127.0.0.1:${port}/{version}/{os}-{arch}.tar.gz`;
  const config = configure({ downloadUrl });
  await expect(ensureTemporalCli(config, silent, limits)).rejects.toThrow(/ECONNREFUSED/);
});

it('uses the given command, then the one on PATH, then the cache', async () => {
  const config = configure();
  writeProgram(cachedCliPath(config), 'cached');
  expect((await findTemporalCli(config))?.version).toBe('temporal version cached');
  writeProgram(join(dir, 'bin', 'temporal'), 'on path');
  expect((await findTemporalCli(config))?.version).toBe('temporal version on path');
  writeProgram(join(dir, 'given'), 'given');
  const given = await ensureTemporalCli({ ...config, path: join(dir, 'given') }, silent);
  expect(given.version).toBe('temporal version given');
  expect(asked).toEqual([]);
});

it('refuses a given command that does not exist', async () => {
  const config = configure({ path: join(dir, 'nothing') });
  await expect(ensureTemporalCli(config, silent)).rejects.toMatchObject({
    code: 'STACK_SETTING_INVALID',
    details: { setting: 'TEMPORAL_CLI_PATH' },
  });
});
