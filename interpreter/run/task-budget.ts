import { FLAGS } from '../../plan/flags';
import type { DurableHost } from './durable-host';
import { countUnderWay, type LiveBranch, type UnderWay } from './live-branch';
import { queueRest, type RestQueue } from './rest-queue';

/** Activities that one workflow task starts. */
const MAX_STARTED = 50;
/** Activities that are under way at once; Temporal takes 2,000. */
const MAX_UNDER_WAY = 200;
/**
 * Stretches of short steps that are under way at once: they end so fast that more than 100 events would come
 * during one task, which Temporal then closes.
 */
const MAX_SHORT_UNDER_WAY = 48;
/** Characters that the inputs of one task's activities may have; a completion of 4 MB ends the run. */
const MAX_TASK_CHARS = 1024 * 1024;
/** Longer inputs travel as claims, so that none costs more than this. */
const MAX_INPUT_CHARS = 64 * 1024;
/** So many inputs fit into a task however long they are; only the following ones are measured. */
const UNMEASURED = 8;

/**
 * What one workflow task may start. What it does not take waits: for the next task, or, where too much is under
 * way, for something to end.
 */
export class TaskBudget {
  #started = 0;
  #chars = 0;
  #before: UnderWay | undefined;
  #short = 0;

  constructor(
    private readonly flags: readonly number[],
    private readonly durable: DurableHost,
    private readonly branches: () => Iterable<LiveBranch>,
  ) {}

  /** Queues what the present task has left over: for the next one, which comes at once where that is enough. */
  queueRest(): RestQueue {
    const isFull = this.#isBounded && (this.durable.mustDrain() || this.#isCrowded(false));
    return queueRest(this.branches(), this.durable, !isFull);
  }

  /** Begins the next task. */
  renew(): void {
    this.#started = 0;
    this.#chars = 0;
    this.#short = 0;
    this.#before = undefined;
  }

  /** Takes one more activity; false when it has to wait. */
  take(input: unknown, long: boolean): boolean {
    if (this.flags.includes(FLAGS.limitedFanOut) && this.#started >= MAX_STARTED) return false;
    if (this.#isBounded && !this.#fits(input, long)) return false;
    this.#started += 1;
    if (!long) this.#short += 1;
    return true;
  }

  #fits(input: unknown, long: boolean): boolean {
    if (this.durable.mustDrain() || this.#isCrowded(long)) return false;
    const isMeasured = this.#started >= UNMEASURED;
    const chars = isMeasured ? JSON.stringify(input).length : MAX_INPUT_CHARS;
    const cost = Math.min(chars, MAX_INPUT_CHARS);
    if (this.#chars + cost > MAX_TASK_CHARS) return false;
    this.#chars += cost;
    return true;
  }

  get #isBounded(): boolean {
    return this.flags.includes(FLAGS.boundedRuns);
  }

  #isCrowded(long: boolean): boolean {
    this.#before ??= countUnderWay(this.branches());
    const { all, short } = this.#before;
    if (all + this.#started >= MAX_UNDER_WAY) return true;
    return !long && short + this.#short >= MAX_SHORT_UNDER_WAY;
  }
}
