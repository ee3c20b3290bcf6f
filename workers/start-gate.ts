import { Worker, type WorkflowBundle } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { historyFromJSON, type History } from '@temporalio/common/lib/proto-utils';
import { AppError, invariant } from '../plan/errors';
import { CURRENT_FLAGS } from '../plan/flags';
import { PLAN_ENCODING } from '../plan/walk';
import type { Database } from '../store/database';
import { hasReplayed, noteReplayed, otherFlagsInUse } from '../store/flags';
import { startLoop, type Loop } from '../temporal/loop';
import { hashOfBuild, unpackRuns } from './recorded-runs';

/** How long an old worker may meet runs of newer code, whose tasks it refuses. */
const WATCH_EVERY_MS = 5000;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Throws where this worker would not walk open runs as they were begun. */
export async function mayStart(
  database: Database,
  bundle: WorkflowBundle,
  recordedRuns: Buffer | undefined,
): Promise<void> {
  await refuseNewerRuns(database);
  if (recordedRuns) await replayRecordedRuns(database, bundle, recordedRuns);
}

/** Throws `WORKER_OUTDATED` while there are open runs that newer code has begun: this worker may not walk them. */
export async function refuseNewerRuns(database: Database): Promise<void> {
  const flags = await otherFlagsInUse(database, CURRENT_FLAGS);
  if (flags.length > 0) throw new AppError('WORKER_OUTDATED', { flags: flags.join(', ') });
}

/** Looks every few seconds whether newer code has begun runs, and tells of it once. */
export function watchForNewerRuns(
  database: Database,
  log: Logger,
  onFound: (error: AppError) => void,
): Loop {
  return startLoop({ name: 'look for newer runs', everyMs: WATCH_EVERY_MS, log }, async () => {
    try {
      await refuseNewerRuns(database);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      onFound(error);
    }
    return false;
  });
}

/**
 * Replays the recorded runs with the code of this worker, once for each build and database. Throws
 * `WORKER_REPLAY` with the first one that it walks in another way: open runs would get stuck.
 */
export async function replayRecordedRuns(
  database: Database,
  { code }: WorkflowBundle,
  packed: Buffer,
): Promise<void> {
  const build = hashOfBuild(code, packed);
  if (await hasReplayed(database, build)) return;
  const plans = new Map<string, string>();
  const codec = new RecordedPlans((hash) => plans.get(hash));
  const options = { workflowBundle: { code }, dataConverter: { payloadCodecs: [codec] } };
  const histories = unpackRuns(packed).map(({ name, history: text, plan }) => {
    const history = historyFromJSON(JSON.parse(text));
    plans.set(planHashOf(history), plan);
    return { workflowId: name, history };
  });
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories)) {
    if (error) {
      throw new AppError('WORKER_REPLAY', { history: workflowId, reason: error.message });
    }
  }
  await noteReplayed(database, build);
}

/** The hash of the plan that a recorded run was started with; empty where it runs none. */
export function planHashOf({ events }: History): string {
  const input = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[1];
  return decoder.decode(input?.data ?? new Uint8Array());
}

/** Puts the plans of recorded runs in the place of their hashes, as the codec of a worker does from the database. */
export class RecordedPlans implements PayloadCodec {
  constructor(private readonly find: (hash: string) => string | undefined) {}

  encode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(payloads);
  }

  decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(payloads.map((payload) => this.#decodeOne(payload)));
  }

  #decodeOne(payload: Payload): Payload {
    const encoding = decoder.decode(payload.metadata?.['encoding'] ?? new Uint8Array());
    if (encoding !== PLAN_ENCODING) return payload;
    const plan = this.find(decoder.decode(payload.data ?? new Uint8Array()));
    invariant(plan !== undefined, 'the plan of a recorded run is recorded');
    return {
      metadata: { encoding: encoder.encode('json/plain') },
      data: encoder.encode(plan),
    };
  }
}
