import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, renameSync, rmSync, chmodSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { TemporalCliConfig } from './config';
import type { Progress } from './progress';

/** Version of the Temporal command that is fetched: the newest that `go install` can build as well. */
export const temporalCliVersion = '1.5.1';

/**
 * SHA-256 of the release archives of this version, by platform.
 * An archive that differs is never unpacked, and a platform without an entry is never downloaded.
 */
const pinnedChecksums: Readonly<Record<string, string>> = {
  'linux/amd64': 'ddc95e08b0b076efd4ea9733a3f488eb7d2be875f8834e616cd2a37358b4852d',
  'linux/arm64': 'bd1b0db9f18b051026de8bf6cc1505f2510f14bbb7a8b9a4a91fff46c77454f5',
  'darwin/amd64': 'bbb73e2a31135abe50a1f1cdb35030c42961df618e8ce9c60ae89f201540c5d9',
  'darwin/arm64': 'cca01b7ea35ad56e2a328d9ae596bf716bd22313ef63c7a761c88354457c2415',
};

/** The official addresses, tried in this order; a mirror by EVERSTEP_TEMPORAL_DOWNLOAD_URL replaces both. */
const officialAddresses = [
  'https://temporal.download/cli/archive/v{version}?platform={os}&arch={arch}',
  'https://github.com/temporalio/cli/releases/download/v{version}/temporal_cli_{version}_{os}_{arch}.tar.gz',
];

/** How long an unreachable or silent server is waited for. */
export interface DownloadLimits {
  /** Until the answer begins. */
  readonly answerMs: number;
  /** Between two pieces of the answer. */
  readonly silenceMs: number;
}

const usualLimits: DownloadLimits = { answerMs: 5000, silenceMs: 10_000 };

/** Downloads, verifies and unpacks the command to `target`, whole or not at all. Throws a sentence that says why not. */
export async function downloadTemporalCli(
  config: TemporalCliConfig,
  target: string,
  onProgress: Progress,
  limits: DownloadLimits = usualLimits,
): Promise<void> {
  const platform = readPlatform();
  const checksum = config.downloadSha256 ?? pinnedChecksums[`${platform.os}/${platform.arch}`];
  if (checksum === undefined) {
    throw new Error(
      `no checksum is known for ${platform.os}/${platform.arch}, so the download cannot be verified (EVERSTEP_TEMPORAL_DOWNLOAD_SHA256 gives one)`,
    );
  }
  const templates =
    config.downloadUrl === undefined ? officialAddresses : [mirrorAddress(config.downloadUrl)];
  const reasons: string[] = [];
  for (const template of templates) {
    const url = fill(template, { ...platform, version: temporalCliVersion });
    try {
      await downloadArchive({ url, checksum, target, limits }, onProgress);
      return;
    } catch (error) {
      reasons.push(`${new URL(url).host}: ${explain(error)}`);
    }
  }
  throw new Error(reasons.join('; '));
}

/** A mirror is laid out like the official download, or names its places: `{version}`, `{os}`, `{arch}`. */
function mirrorAddress(url: string): string {
  if (url.includes('{')) return url;
  return `${url.replace(/\/+$/, '')}/v{version}?platform={os}&arch={arch}`;
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

/** The platform in the words of Temporal's archives: `linux` and `amd64`. */
function readPlatform(): { os: string; arch: string } {
  return { os: process.platform, arch: process.arch === 'x64' ? 'amd64' : process.arch };
}

interface Download {
  readonly url: string;
  readonly checksum: string;
  readonly target: string;
  readonly limits: DownloadLimits;
}

async function downloadArchive(download: Download, onProgress: Progress): Promise<void> {
  const { url, checksum, target } = download;
  const draft = join(dirname(target), `draft-${randomUUID()}`);
  mkdirSync(draft, { recursive: true });
  try {
    onProgress(`temporal: downloading ${url}`);
    const archive = join(draft, 'archive.tar.gz');
    const found = await fetchTo(archive, download, onProgress);
    if (found !== checksum.toLowerCase()) {
      throw new Error(
        `the archive has the checksum ${found}, expected ${checksum}; it was thrown away`,
      );
    }
    await promisify(execFile)('tar', ['-xzf', archive, '-C', draft], { env: process.env });
    chmodSync(join(draft, 'temporal'), 0o755);
    renameSync(join(draft, 'temporal'), target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Writes the answer to a file and gives its SHA-256. */
async function fetchTo(file: string, download: Download, onProgress: Progress): Promise<string> {
  const abort = new AbortController();
  const refuse = (why: string): void => {
    abort.abort(new Error(why));
  };
  let timer = setTimeout(
    refuse,
    download.limits.answerMs,
    `no answer within ${download.limits.answerMs / 1000} s`,
  );
  try {
    const response = await fetch(download.url, { signal: abort.signal });
    if (!response.ok || response.body === null) throw new Error(`HTTP status ${response.status}`);
    const total = Number(response.headers.get('content-length') ?? 0);
    const report = reportBytes(total, onProgress);
    const hash = createHash('sha256');
    const watched = async function* (
      chunks: AsyncIterable<Uint8Array>,
    ): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks) {
        clearTimeout(timer);
        timer = setTimeout(
          refuse,
          download.limits.silenceMs,
          `silent for ${download.limits.silenceMs / 1000} s`,
        );
        hash.update(chunk);
        report(chunk.length);
        yield chunk;
      }
    };
    await pipeline(response.body as AsyncIterable<Uint8Array>, watched, createWriteStream(file));
    return hash.digest('hex');
  } finally {
    clearTimeout(timer);
  }
}

/** Says every two seconds how far a download is. */
function reportBytes(total: number, onProgress: Progress): (bytes: number) => void {
  let done = 0;
  let told = Date.now();
  return (bytes) => {
    done += bytes;
    if (Date.now() - told < 2000) return;
    told = Date.now();
    const whole = total > 0 ? ` of ${megabytes(total)}` : '';
    onProgress(`temporal: downloaded ${megabytes(done)}${whole} MB`);
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

/** What a person can use of an error: for a failed connection that is in its cause. */
function explain(error: unknown): string {
  const { message, cause } = error as {
    message?: string;
    cause?: { message?: string; code?: string };
  };
  return cause?.message ?? cause?.code ?? message ?? String(error);
}
