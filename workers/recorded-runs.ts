import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/** Runs of before that every worker has to replay, as a build carries them. */
export interface RecordedRun {
  readonly name: string;
  /** JSON text of the history. */
  readonly history: string;
  /** JSON text of the plan that it ran. */
  readonly plan: string;
}

/** Reads recorded runs from their folder: `NAME.history.json` and `NAME.plan.json`. */
export function readRecordedRuns(folder: string): readonly RecordedRun[] {
  const suffix = '.history.json';
  return readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length))
    .sort()
    .map((name) => ({
      name,
      history: readFileSync(join(folder, `${name}${suffix}`), 'utf8'),
      plan: readFileSync(join(folder, `${name}.plan.json`), 'utf8'),
    }));
}

/** Recorded runs as one small file. */
export function packRuns(runs: readonly RecordedRun[]): Buffer {
  return gzipSync(JSON.stringify(runs), { level: 9 });
}

/** The recorded runs of such a file. */
export function unpackRuns(packed: Buffer): readonly RecordedRun[] {
  return JSON.parse(gunzipSync(packed).toString('utf8')) as readonly RecordedRun[];
}

/** Tells one build of the worker from another: its code, and what it has to replay. */
export function hashOfBuild(code: string, packed: Buffer): string {
  return createHash('sha256').update(code).update(packed).digest('hex');
}
