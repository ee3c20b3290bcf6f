import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { historyFromJSON, historyToJSON, type History } from '@temporalio/common/lib/proto-utils';
import type { Plan } from '../../plan/schema';
import { PLAN_ENCODING } from '../../plan/walk';

const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, 'test', 'histories');
const encoder = new TextEncoder();
const decoder = new TextDecoder();

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
export class RecordedPlanCodec implements PayloadCodec {
  constructor(private readonly name: string) {}

  encode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(payloads);
  }

  decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(payloads.map((payload) => this.#decodeOne(payload)));
  }

  #decodeOne(payload: Payload): Payload {
    const encoding = decoder.decode(payload.metadata?.['encoding'] ?? new Uint8Array());
    if (encoding !== PLAN_ENCODING) return payload;
    const text = readFileSync(join(FOLDER, `${this.name}.plan.json`), 'utf8');
    return {
      metadata: { encoding: encoder.encode('json/plain') },
      data: encoder.encode(text),
    };
  }
}
