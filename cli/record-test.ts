import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { AppError } from '../plan/errors';
import type { Plan } from '../plan/schema';
import { openDatabase } from '../store/database';
import { readPlan } from '../store/plans';
import { readRunRecord, type RunRecord } from '../store/run-record';
import type { Context } from './context';
import { databaseUrl } from './database-url';
import { UsageError } from './exit-codes';
import { testOfRun } from './package-tests/record-run';
import { testPackage, type FinishedFile } from './package-tests/test-package';
import { readSources, type FoundPackage } from './read-sources';

/**
 * Writes a run that has ended as a test of its package, and runs that test. The file is new; an older one is
 * never written over.
 */
export async function recordTest(
  context: Context,
  path: string,
  runId: string,
): Promise<readonly FinishedFile[]> {
  const { packages } = await readSources(context.cwd, path);
  const [found] = packages;
  if (found?.kind !== 'folder' || packages.length > 1) {
    throw new UsageError(`--record needs the folder of one package, and ${path} is none`);
  }
  const { record, plan } = await readRecorded(context, runId);
  const file = `${record.run.workflowName}-${runId.slice(0, 8)}.test.yaml`;
  const test = testOfRun(plan, record);
  const text = stringify({ workflow: record.run.workflowName, tests: [test] });
  await writeNew(resolve(context.cwd, found.folder, file), text);
  const content = { ...found.content, files: [...withoutTests(found), { path: file, text }] };
  return testPackage({ ...found, content });
}

async function readRecorded(
  context: Context,
  runId: string,
): Promise<{ readonly record: RunRecord; readonly plan: Plan }> {
  const database = openDatabase(databaseUrl(context), { max: 2 });
  try {
    const record = await readRunRecord(database, runId);
    if (record === undefined) throw new AppError('RUN_UNKNOWN', { id: runId });
    const { status, planHash } = record.run;
    if (status === 'planning' || status === 'running' || status === 'paused') {
      throw new UsageError(`the run ${runId} is ${status}; a test is made of a run that has ended`);
    }
    const stored = await readPlan(database, planHash);
    if (stored === undefined) throw new AppError('PLAN_UNKNOWN', { hash: planHash });
    return { record, plan: JSON.parse(stored.plan) as Plan };
  } finally {
    await database.close();
  }
}

function withoutTests({ content }: FoundPackage): FoundPackage['content']['files'] {
  return content.files.filter(({ path }) => !/\.test\.ya?ml$/i.test(path));
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new UsageError(`${path} is there already; remove it to record the run again`);
  }
}
