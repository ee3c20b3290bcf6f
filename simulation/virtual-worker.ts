import { createHash } from 'node:crypto';
import { closeRun } from '../interpreter/segment/close-run';
import { restoreRun } from '../interpreter/segment/restore';
import { runSegment, STEPS_OF_SEGMENT } from '../interpreter/segment/run-segment';
import type { SegmentHost } from '../interpreter/segment/segment-host';
import { invariant } from '../plan/errors';
import { uuidOfHash } from '../plan/ids';
import type { Plan } from '../plan/schema';
import type { Refusal } from '../plan/segments';
import type { CloseInput, RestoredRun, RunStart, SegmentInput } from '../plan/walk';
import type { StartedChild } from './effects/effect-model';
import { Killed, type Faults, type Places } from './faults';
import { ModelStore, type StoreSurroundings } from './model-store';
import type { RunRows } from './run-rows';
import { virtualCallers } from './virtual-callers';
import type { Command, Completion } from './virtual-host';
import type { VirtualTime } from './virtual-time';
import type { HeardQuestion, Question, World } from './world';

/** How long a frozen worker sleeps, and how long a refused one waits. */
const FROZEN_MS = 60_000;
const REFUSED_MS = 1000;
/** More attempts of one activity than any fault explains. */
const MAX_ATTEMPTS = 10_000;

/** What a worker is given to work with. */
export interface WorkerSurroundings {
  readonly plan: Plan;
  readonly rows: RunRows;
  readonly time: VirtualTime;
  readonly world: World;
  readonly faults: Faults;
  readonly places: Places;
  readonly launched: StoreSurroundings['launched'];
  readonly onQuestion: (question: Question) => void;
  readonly onHear: (question: HeardQuestion) => void;
  readonly onChild: (child: StartedChild) => void;
}

/** The attempt is to be made again after a pause. */
class Again extends Error {
  constructor(readonly pauseMs: number) {
    super('again');
  }
}

class Refused extends Error {
  constructor(readonly status: Refusal) {
    super(status);
  }
}

/** Does the activities of a run as a worker does, killed and frozen where the faults say so. */
export class VirtualWorker {
  /** When each call of a bot is answered: a repetition does not make the bot begin again. */
  readonly #answeredAt = new Map<string, number>();

  constructor(private readonly around: WorkerSurroundings) {}

  /** Performs an activity to its end, over as many attempts as it takes. */
  async perform(
    command: Extract<Command, { kind: 'segment' | 'close' }>,
    temporalRunId: string,
    signal: AbortSignal,
  ): Promise<Completion> {
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) {
      const completion = await this.#attempt(command, { temporalRunId, attempt, signal });
      if (completion) return completion;
    }
    throw new Error('An activity never ends.');
  }

  /** Reads from the rows where a run stands. */
  restore(start: RunStart, temporalRunId: string): Promise<RestoredRun> {
    const { signal } = new AbortController();
    const host = this.#host({ temporalRunId, attempt: 1, signal }, () => undefined);
    return restoreRun({ ...host, isCurrentRun: () => Promise.resolve(true) }, start);
  }

  /** Undefined: to be tried again. */
  async #attempt(
    command: Extract<Command, { kind: 'segment' | 'close' }>,
    who: { readonly temporalRunId: string; readonly attempt: number; readonly signal: AbortSignal },
  ): Promise<Completion | undefined> {
    let lose: (lost: 'lost') => void = () => undefined;
    const lost = new Promise<'lost'>((resolve) => {
      lose = resolve;
    });
    const host = this.#host(who, () => {
      lose('lost');
    });
    const work: Promise<Completion | undefined> = (
      command.kind === 'segment'
        ? runSegment(host, copy(command.input))
        : closeRun(host, copy<CloseInput>(command.input))
    ).then(
      (value) => ({ kind: 'done', value }),
      (error: unknown) => this.#failed(error),
    );
    const first = await Promise.race([work, lost]);
    return first === 'lost' ? undefined : first;
  }

  async #failed(error: unknown): Promise<Completion | undefined> {
    if (error instanceof Killed) return undefined;
    if (error instanceof Again) {
      await this.around.time.pause(error.pauseMs);
      return undefined;
    }
    if (!(error instanceof Refused)) throw error;
    if (error.status === 'paused' || error.status === 'unknown_run') {
      await this.around.time.pause(REFUSED_MS);
      return undefined;
    }
    const code = error.status === 'run_closed' ? 'RUN_CLOSED' : `SEGMENT_${error.status}`;
    return { kind: 'failed', failure: { code, message: error.status } };
  }

  #host(
    who: { readonly temporalRunId: string; readonly attempt: number; readonly signal: AbortSignal },
    onFrozen: () => void,
  ): SegmentHost {
    const { plan, rows, time, world, faults, places, launched, ...listeners } = this.around;
    const turn = async (): Promise<void> => {
      places.storeCalls += 1;
      const isFrozen = places.storeCalls === faults.freezeAt;
      if (isFrozen) onFrozen();
      await time.pause(isFrozen ? FROZEN_MS : 0);
    };
    return {
      store: new ModelStore(rows, { now: () => time.now, launched, ...listeners, turn }),
      callers: virtualCallers(world, async (request, answer) => {
        const {
          idempotencyKey,
          failedAttempts,
          call: { timeoutMs },
        } = request;
        const call = `${idempotencyKey}#${failedAttempts}`;
        const answeredAt = this.#answeredAt.get(call) ?? time.now + answer.afterMs;
        this.#answeredAt.set(call, answeredAt);
        const waits = Math.max(0, answeredAt - time.now);
        await time.pause(Math.min(waits, timeoutMs));
        return waits <= timeoutMs;
      }),
      attempt: { number: who.attempt, workflowId: 'run', temporalRunId: who.temporalRunId },
      stepsOfSegment: faults.stepsOfSegment ?? STEPS_OF_SEGMENT,
      signal: who.signal,
      readPlan: () => Promise.resolve(plan),
      effectHost: (input, planOfRun, { clock }) => effectHost(input, planOfRun, clock),
      isCurrentRun: () => Promise.resolve(false),
      recordedOutcome() {
        invariant(rows.outcome, 'the run is closed');
        return Promise.resolve(rows.outcome);
      },
      hash: (text) => createHash('sha1').update(text).digest('base64url'),
      elapsedMs: () => 0,
      breathe() {
        places.breaths += 1;
        return Promise.resolve();
      },
      chance: () => 0.5,
      crashPoint() {
        places.crashPoints += 1;
        if (places.crashPoints === faults.crashAt) throw new Killed();
      },
      refused: (status) => new Refused(status),
      tryAgain: (_error, pauseMs) => new Again(pauseMs),
    };
  }
}

function effectHost(
  input: SegmentInput,
  plan: Plan,
  clock: () => number,
): ReturnType<SegmentHost['effectHost']> {
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  return {
    plan,
    runId: input.runId,
    inboxTaken: input.inboxTaken,
    inputNames: new Set(input.inputNames),
    flags: input.flags,
    now: clock,
    deriveId: (key) => uuidOfHash(hash(input.runId === 'run' ? key : `${input.runId}\n${key}`)),
    judgeSignal: () => 'trust',
    approvalTokenHash: hash,
  };
}

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
