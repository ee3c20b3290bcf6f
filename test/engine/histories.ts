import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON, historyToJSON, type History } from '@temporalio/common/lib/proto-utils';
import type { Plan } from '../../plan/schema';
import { RecordedPlans } from '../../workers/start-gate';

const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, 'test', 'histories');

/** Names of the recorded histories. */
export function listHistories(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.history.json'))
    .map((file) => file.replace('.history.json', ''))
    .sort();
}

/** Reads a recorded history. */
export function readHistory(name: string): History {
  return historyFromJSON(JSON.parse(readFileSync(join(FOLDER, `${name}.history.json`), 'utf8')));
}

/** The plan that a recorded history ran. */
export function readRecordedPlan(name: string): Plan {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.plan.json`), 'utf8')) as Plan;
}

/** Keeps a history and the plan that it ran; never overwrites one, as old runs have to replay for ever. */
export function keepHistory(name: string, history: History, planText: string): void {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `${name}.history.json`);
  if (existsSync(file)) return;
  // Stack traces name the folder of whoever recorded it.
  const text = historyToJSON(history).replaceAll(ROOT, '');
  writeFileSync(file, `${text}\n`);
  writeFileSync(join(FOLDER, `${name}.plan.json`), `${planText}\n`);
}

/** Puts the recorded plan in the place of its hash, as the worker's codec does from the database. */
export function recordedPlan(name: string): RecordedPlans {
  return new RecordedPlans(() => readFileSync(join(FOLDER, `${name}.plan.json`), 'utf8'));
}
