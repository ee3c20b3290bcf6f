import type { Value } from '../plan/value';
import type {
  BeginSegment,
  BegunSegment,
  BegunStep,
  ClosedRun,
  CommittedStep,
  KeptFork,
  KeptMigration,
  RecordedAttempt,
  RecordedStep,
  Refusal,
  RunEnd,
  SegmentStore,
  StepAttempt,
  StepBegin,
  StepCommit,
  StepHead,
  StepIdentity,
} from '../plan/segments';
import type { RunRecord } from '../plan/record';
import type { Failure, InboxRow, RunFrame } from '../plan/walk';
import type { StartedChild } from './effects/effect-model';
import { performEffect } from './effects/effects';
import { hasEnded, isClosedPath, type RunRows } from './run-rows';
import type { HeardQuestion, Question } from './world';

/** What the rows need from the world around them. */
export interface StoreSurroundings {
  readonly now: () => number;
  /** What the run was launched with. */
  readonly launched: Pick<
    RunRecord,
    'planHash' | 'flow' | 'input' | 'inputNames' | 'seed' | 'flags' | 'beganAt'
  >;
  readonly onQuestion: (question: Question) => void;
  readonly onHear: (question: HeardQuestion) => void;
  readonly onChild: (child: StartedChild) => void;
  /** Waited for before each transaction; a frozen worker waits here for long. */
  readonly turn: () => Promise<void>;
}

/**
 * The rows of one run by the rules of the SQL functions: fence, closed paths, one row for each key. Each
 * call is one transaction.
 */
export class ModelStore implements SegmentStore {
  constructor(
    private readonly rows: RunRows,
    private readonly around: StoreSurroundings,
  ) {}

  async begin(input: BeginSegment): Promise<BegunSegment> {
    await this.around.turn();
    const { rows } = this;
    const now = this.around.now();
    const base = { incarnation: 1, startedAt: now, now, runStatus: rows.status };
    if (hasEnded(rows)) return { ...base, status: 'run_closed', inbox: this.#unseen(input) };
    if (rows.temporalRunId !== input.temporalRunId) {
      if (input.chain <= rows.chain) return { ...base, status: 'unknown_run', inbox: [] };
      rows.temporalRunId = input.temporalRunId;
      rows.chain = input.chain;
    }
    const startedAt = this.#raiseFence(input);
    if (startedAt === undefined) return { ...base, status: 'fenced', inbox: [] };
    this.#closePaths(input.closedPaths);
    for (const verdict of input.verdicts) {
      if (!rows.verdicts.has(verdict.number))
        rows.verdicts.set(verdict.number, { at: now, ...verdict });
    }
    if (rows.status === 'planning') rows.status = 'running';
    const status = isClosedPath(rows, input.path)
      ? 'path_closed'
      : rows.status === 'paused'
        ? 'paused'
        : 'go';
    return { ...base, startedAt, runStatus: rows.status, status, inbox: this.#unseen(input) };
  }

  async beginStep(head: StepHead, step: StepBegin): Promise<BegunStep> {
    await this.around.turn();
    const facts = this.#facts(head);
    const attempts = this.rows.attempts.get(step.key) ?? 0;
    const entry = this.#enter(head);
    if (entry !== 'go') return { ...facts, status: entry, attempts };
    const found = this.#find(step);
    if (found) return { ...facts, ...found, attempts };
    if (!this.rows.attempts.has(step.key)) {
      this.rows.attempts.set(step.key, 0);
      this.#tell(step.stepId, step.events);
    }
    return { ...facts, status: 'go', attempts };
  }

  async commitStep(head: StepHead, step: StepCommit): Promise<CommittedStep> {
    await this.around.turn();
    const entry = this.#enter(head);
    if (entry !== 'go') return { ...this.#facts(head), status: entry };
    const found = this.#find(step);
    if (found) return { ...this.#facts(head), ...found };
    const now = this.around.now();
    const { onQuestion, onHear, onChild } = this.around;
    const answer: Value = step.effect
      ? performEffect(this.rows, step.effect, {
          path: head.path,
          stepId: step.stepId,
          now,
          onQuestion,
          onHear,
          onChild,
        })
      : null;
    const result = step.failure === null ? (step.result ?? JSON.stringify(answer)) : step.result;
    const { stepId, kind, inputHash, failure } = step;
    this.rows.steps.set(step.key, { stepId, kind, inputHash, result, failure, at: now });
    this.#tell(step.stepId, step.events);
    return { ...this.#facts(head), status: 'committed', result, failure, at: now };
  }

  async recordAttempt(head: StepHead, attempt: StepAttempt): Promise<RecordedAttempt> {
    await this.around.turn();
    const before = this.rows.attempts.get(attempt.key) ?? 0;
    const entry = this.#enter(head);
    if (entry !== 'go') return { status: entry, attempts: before };
    this.rows.attempts.set(attempt.key, before + 1);
    this.#tell(attempt.stepId ?? null, attempt.events);
    return { status: 'recorded', attempts: before + 1 };
  }

  async end(head: StepHead): Promise<{ readonly inbox: readonly InboxRow[] }> {
    await this.around.turn();
    return { inbox: this.#unseen(head) };
  }

  async closeRun(head: StepHead, end: RunEnd): Promise<ClosedRun> {
    await this.around.turn();
    const { rows } = this;
    const entry = this.#enter(head);
    const facts = { inbox: this.#unseen(head), runStatus: rows.status };
    if (entry === 'run_closed') return { ...facts, status: 'already_closed' };
    const mayEndPaused = end.status === 'failed' || end.status === 'cancelled';
    if (entry !== 'go' && !(entry === 'paused' && mayEndPaused)) return { ...facts, status: entry };
    if (end.onlyIfSeen && rows.inbox.length > head.inboxTaken)
      return { ...facts, status: 'unseen' };
    rows.status = end.status;
    rows.outcome = {
      status: end.status,
      result: JSON.parse(end.result) as Value,
      failure: JSON.parse(end.failure ?? 'null') as Failure | null,
    };
    for (const asked of [...rows.approvals.values(), ...rows.questions.values()]) {
      if (asked.status === 'open') asked.status = 'withdrawn';
    }
    this.#tell(null, [{ type: end.status, data: {} }]);
    return { ...facts, status: 'closed', runStatus: end.status };
  }

  async recorded(_runId: string, key: string): Promise<RecordedStep | undefined> {
    await this.around.turn();
    return this.rows.steps.get(key);
  }

  async beganAt(_runId: string, path: string): Promise<number | undefined> {
    await this.around.turn();
    return this.rows.fences.get(path)?.startedAt;
  }

  async unpause(): Promise<void> {
    await this.around.turn();
    if (this.rows.status === 'paused') this.rows.status = 'running';
  }

  async takeOver(_runId: string, temporalRunId: string): Promise<'taken' | 'closed'> {
    await this.around.turn();
    const { rows } = this;
    if (hasEnded(rows)) return 'closed';
    if (rows.temporalRunId !== temporalRunId) rows.chain += 1;
    rows.temporalRunId = temporalRunId;
    if (rows.status === 'planning') rows.status = 'running';
    return 'taken';
  }

  async record(): Promise<RunRecord> {
    await this.around.turn();
    const { rows, around } = this;
    const dispatches = [...rows.fences.values()].map(({ dispatch }) => dispatch);
    return {
      ...around.launched,
      status: rows.status,
      incarnation: 1,
      chain: rows.chain,
      dispatches: Math.max(0, ...dispatches),
      frozenAt: null,
      deadlines: {},
      now: around.now(),
      verdicts: [...rows.verdicts.values()].sort((a, b) => a.number - b.number),
      inbox: rows.inbox,
      closedPaths: [...rows.closedPaths],
      snapshot: null,
      origin: null,
    };
  }

  /** A simulation forks no run. */
  keepFork(_runId: string, { frame }: KeptFork): Promise<RunFrame> {
    return Promise.resolve(frame);
  }

  /** A simulation migrates no run. */
  keepMigration(_runId: string, { frame }: KeptMigration): Promise<RunFrame> {
    return Promise.resolve(frame);
  }

  refuseMigration(): Promise<void> {
    return Promise.resolve();
  }

  /** A simulation resets no run. */
  raiseIncarnation(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  #enter(head: StepHead): 'go' | Refusal {
    const { rows } = this;
    if (hasEnded(rows)) return 'run_closed';
    if (rows.temporalRunId !== head.temporalRunId) return 'fenced';
    if (this.#raiseFence(head) === undefined) return 'fenced';
    if (isClosedPath(rows, head.path)) return 'path_closed';
    return rows.status === 'paused' ? 'paused' : 'go';
  }

  /** The start of the dispatch; undefined when a newer holder has the branch. */
  #raiseFence({ path, dispatch, attempt }: StepHead): number | undefined {
    const known = this.rows.fences.get(path);
    const isSame = known?.dispatch === dispatch;
    if (known && (dispatch < known.dispatch || (isSame && attempt < known.attempt))) {
      return undefined;
    }
    const startedAt = known && isSame ? known.startedAt : this.around.now();
    this.rows.fences.set(path, { incarnation: 1, dispatch, attempt, startedAt });
    return startedAt;
  }

  #closePaths(paths: readonly string[]): void {
    for (const path of paths) this.rows.closedPaths.add(path);
    for (const asked of [...this.rows.approvals.values(), ...this.rows.questions.values()]) {
      const lies = paths.some((path) => asked.path === path || asked.path.startsWith(`${path}/`));
      if (lies && asked.status === 'open') asked.status = 'withdrawn';
    }
  }

  #find({
    key,
    kind,
    inputHash,
  }: StepIdentity):
    | (Pick<CommittedStep, 'result' | 'failure' | 'at'> & { status: 'recorded' | 'mismatch' })
    | undefined {
    const row = this.rows.steps.get(key);
    if (!row) return undefined;
    const { result, failure, at } = row;
    const isSame = row.kind === kind && row.inputHash === inputHash;
    return { status: isSame ? 'recorded' : 'mismatch', result, failure, at };
  }

  #facts({ inboxTaken }: StepHead): Omit<CommittedStep, 'status'> {
    const { inbox } = this.rows;
    const control = inbox.some(({ number, kind }) => number > inboxTaken && kind === 'control');
    const at = this.around.now();
    return { result: null, failure: null, at, inboxCount: inbox.length, control };
  }

  #unseen({ inboxTaken }: Pick<StepHead, 'inboxTaken'>): readonly InboxRow[] {
    return this.rows.inbox.filter(({ number }) => number > inboxTaken);
  }

  #tell(stepId: string | null, events: StepBegin['events']): void {
    for (const event of events) this.rows.events.push({ ...event, stepId });
  }
}
