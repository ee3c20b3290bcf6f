import type { RecordedVerdict, WalkRecord } from '../../plan/record';
import type { Value, Variables } from '../../plan/value';
import type { BranchEnd, BranchFrame, Failure, InboxRow } from '../../plan/walk';
import { Branch } from '../branch';
import type { EffectHost, Outcome } from '../host';
import { wakerOf } from '../run/outcomes';
import { fail, forkBase, forkMove, settle, walk, workAtHand } from '../run-steps';
import { isWork, keyOf, usedRows } from './perform-step';
import type { Segment } from './segment';

const STATEMENT_SLICE = 20_000;

/** A place in a run: the visit of a step, counted from 1. */
export interface Cut {
  readonly stepId: string;
  readonly visit: number;
}

/** Where such a walk ends before its rows do. */
export interface WalkLimit {
  /** Nothing that was recorded later counts, ms since 1970. */
  readonly until?: number;
  /** The branch that reaches this place stops before the step. */
  readonly cut?: Cut;
}

/** Whose rows are read. */
type Recorded = Pick<Segment, 'where' | 'input' | 'incarnation' | 'host'>;

/** Rows alone: what is read of branches that the workflow knows up to their last wait. */
const ROWS_ALONE: WalkRecord = { verdicts: [], inbox: [], closedPaths: [] };

/**
 * Walks branches by what was recorded of them, with nothing done anew: rows of steps, and what the workflow
 * has decided about waits and forks. Each branch stops where nothing more was recorded.
 */
export class RecordedWalk {
  /** Numbers of inbox rows that ended a wait or an expiry. */
  readonly used = new Set<number>();
  /** When the cut was reached; undefined before. */
  cutAt: number | undefined;
  /** The latest time of all that was taken. */
  clock = 0;
  readonly #verdicts = new Map<string, RecordedVerdict[]>();
  readonly #inputs: ReadonlyMap<number, InboxRow>;
  readonly #closed: ReadonlySet<string>;
  readonly #sets: readonly RecordedVerdict[];
  readonly #visits = new Set<string>();

  constructor(
    private readonly segment: Recorded,
    record: WalkRecord = ROWS_ALONE,
    private readonly limit: WalkLimit = {},
  ) {
    for (const verdict of record.verdicts) {
      const known = this.#verdicts.get(verdict.stepKey) ?? [];
      this.#verdicts.set(verdict.stepKey, [...known, verdict]);
    }
    this.#inputs = new Map(record.inbox.map((row) => [row.number, row]));
    this.#closed = new Set(record.closedPaths);
    this.#sets = this.#verdicts.get('') ?? [];
  }

  /** Walks one branch, and what forks from it, from its frame; `from` is when it stood there, ms. */
  async walk(frame: BranchFrame, base: Variables, from: number): Promise<Branch> {
    return await new BranchWalk(this, this.segment, { frame, base, from }).toEnd();
  }

  /** Statements that are walked in one go: one where each step is looked at before it is begun. */
  get slice(): number {
    return this.limit.cut ? 1 : STATEMENT_SLICE;
  }

  /** True where the cut is: before this step. */
  isCut(branch: Branch, time: number): boolean {
    const { cut } = this.limit;
    if (!cut || branch.end || branch.step?.id !== cut.stepId || branch.memory) return false;
    this.#visits.add(branch.key(''));
    const isReached = [...this.#visits].indexOf(branch.key('')) === cut.visit - 1;
    if (isReached) this.cutAt ??= time;
    return isReached;
  }

  isInTime(at: number): boolean {
    return at <= (this.limit.until ?? Infinity);
  }

  /** True when the workflow has decided against the branch. */
  isClosed(path: string): boolean {
    return this.#closed.has(path);
  }

  /** What the workflow has decided about the step at hand; each verdict counts once. */
  takeVerdict(branch: Branch): RecordedVerdict | undefined {
    const verdicts = this.#verdicts.get(branch.key(''));
    const first = verdicts?.[0];
    if (!verdicts || !first || !this.isInTime(first.at)) return undefined;
    verdicts.shift();
    return first;
  }

  /** What an operator has set between two times, in order. */
  setsBetween(after: number, upTo: number): readonly Variables[] {
    return this.#sets
      .filter(({ at }) => at > after && at <= upTo && this.isInTime(at))
      .map(({ data }) => data['after'] as Variables);
  }

  /** The outcome that a verdict gave its step. */
  outcomeOf({ outcome, data, inboxNumber }: RecordedVerdict): Outcome {
    const input = inboxNumber === undefined ? undefined : this.#inputs.get(inboxNumber);
    if (input) this.used.add(input.number);
    if (!input || input.kind === 'control') return { kind: 'woken', by: byOf(outcome, data), data };
    const { kind, subject, payload } = input;
    return { kind: 'woken', by: wakerOf(kind), subject, data: payload };
  }
}

function byOf(
  outcome: RecordedVerdict['outcome'],
  data: Variables,
): (Outcome & { readonly kind: 'woken' })['by'] {
  switch (outcome) {
    case 'timer_fired':
      return 'timer';
    case 'operated':
      return 'operator';
    case 'replied':
      return 'reply';
    case 'decided':
      return 'decidedBy' in data ? 'decision' : 'signal';
    default:
      return 'event';
  }
}

/** Where a branch stands, what it saw at its fork, and since when, ms. */
interface Standing {
  readonly frame: BranchFrame;
  readonly base: Variables;
  readonly from: number;
}

/** The walk of one branch. */
class BranchWalk {
  readonly #branch: Branch;
  readonly #host: EffectHost;
  #time: number;
  /** How branches below have ended, by path, also where that came too late for their fork. */
  readonly #ends = new Map<string, BranchEnd>();
  /** Up to when what operators have set was applied. */
  #setUpTo: number;

  constructor(
    private readonly all: RecordedWalk,
    private readonly segment: Recorded,
    { frame, base, from }: Standing,
  ) {
    const { where, input, incarnation, host } = segment;
    this.#time = from;
    this.#setUpTo = from;
    const clock = (): number => this.#time;
    this.#host = where.effectHost(input, host.plan, { incarnation, clock });
    this.#branch = new Branch(frame, base, host.plan, clock);
  }

  async toEnd(): Promise<Branch> {
    const branch = this.#branch;
    for (let slices = 1; ; slices += 1) {
      if (this.all.isCut(branch, this.#time)) {
        this.#set(this.#time);
        return branch;
      }
      const stop = walk(branch, this.#host, this.all.slice);
      if (stop.at === 'budget') {
        if (slices % Math.ceil(STATEMENT_SLICE / this.all.slice) === 0) {
          await this.segment.where.breathe();
        }
        continue;
      }
      const goesOn =
        stop.at === 'perform'
          ? await this.#perform()
          : stop.at === 'wait'
            ? this.#wait()
            : stop.at === 'fork' && (await this.#fork());
      if (goesOn) continue;
      if (!branch.end) this.#set(Infinity);
      return branch;
    }
  }

  /** Sets what an operator has set up to a time. */
  #set(upTo: number): void {
    for (const variables of this.all.setsBetween(this.#setUpTo, upTo)) {
      for (const [name, value] of Object.entries(variables)) this.#branch.override(name, value);
    }
    this.#setUpTo = Math.max(this.#setUpTo, upTo);
  }

  /** Gives the step at hand what its row has recorded; false without one. */
  async #perform(): Promise<boolean> {
    const branch = this.#branch;
    const { memory } = branch;
    if (memory?.closed) return await this.#recover(memory.closed);
    const work = workAtHand(branch, this.#host);
    if (!isWork(work)) {
      fail(branch, work);
      return true;
    }
    const { where, input } = this.segment;
    const row = await where.store.recorded(input.runId, keyOf(this.segment, branch, work.part));
    if (!row || !this.all.isInTime(row.at)) return false;
    for (const number of usedRows(work, row.result)) this.all.used.add(number);
    this.#set(row.at);
    this.#passTo(row.at);
    const outcome: Outcome =
      row.failure === null
        ? { kind: 'done', result: JSON.parse(row.result ?? 'null') as Value, at: row.at }
        : { kind: 'failed', failure: JSON.parse(row.failure) as Failure };
    settle(branch, outcome, this.#host);
    return true;
  }

  /** Ends the wait at hand as the workflow has decided; false while it had not. */
  #wait(): boolean {
    const verdict = this.all.takeVerdict(this.#branch);
    if (!verdict) return false;
    this.#set(verdict.at);
    this.#passTo(verdict.at);
    settle(this.#branch, this.all.outcomeOf(verdict), this.#host);
    return true;
  }

  /**
   * Walks the branches below; true when that has settled the fork. Their ends count in the order in which they
   * came, as branches may race.
   */
  async #fork(): Promise<boolean> {
    const branch = this.#branch;
    const children = await this.#raced(branch.memory?.children ?? [], []);
    for (;;) {
      const move = forkMove(branch, children);
      if ('over' in move) return this.#join(children, { failure: move.over, expired: false });
      if (move.begin.length > 0) {
        children.push(...(await this.#raced(move.begin, children)));
        continue;
      }
      const expiry = this.all.takeVerdict(branch);
      if (expiry) {
        this.#passTo(expiry.at);
        return this.#join(children, { failure: null, expired: true });
      }
      if (!this.#endNext(children)) break;
    }
    const frames = children.map((child) => child.toFrame());
    if (branch.memory) branch.memory = { ...branch.memory, children: frames };
    return false;
  }

  #join(
    children: readonly Branch[],
    over: { readonly failure: Failure | null; readonly expired: boolean },
  ): true {
    settle(this.#branch, { kind: 'joined', children, ...over }, this.#host);
    return true;
  }

  /** The branches below, before any of them has ended for the fork. */
  async #raced(frames: readonly BranchFrame[], before: readonly Branch[]): Promise<Branch[]> {
    const children = await this.#children(frames, before);
    for (const child of children) {
      if (!child.end) continue;
      this.#ends.set(child.path, child.end);
      child.end = undefined;
    }
    return children;
  }

  /** Lets the branch end that ended next, unless the workflow has decided against it; false without one. */
  #endNext(children: readonly Branch[]): boolean {
    const next = children
      .filter(({ path, end }) => !end && this.#ends.has(path) && !this.all.isClosed(path))
      .sort((a, b) => a.now() - b.now())[0];
    if (!next) return false;
    next.end = this.#ends.get(next.path);
    this.#passTo(next.now());
    this.#set(this.#time);
    return true;
  }

  /** The branches that a fork has closed, as far as their rows go. */
  async #recover(closed: readonly BranchFrame[]): Promise<boolean> {
    const children = await this.#children(closed, []);
    for (const child of children) child.end = this.#ends.get(child.path) ?? child.end;
    settle(this.#branch, { kind: 'recovered', children }, this.#host);
    return true;
  }

  async #children(frames: readonly BranchFrame[], before: readonly Branch[]): Promise<Branch[]> {
    const view = this.#branch.view();
    const began = this.#time;
    const children: Branch[] = [];
    for (const frame of frames) {
      const base = forkBase(this.#branch, { frame, view, siblings: [...before, ...children] });
      children.push(await this.all.walk(frame, base, began));
    }
    return children;
  }

  #passTo(at: number): void {
    this.#time = Math.max(this.#time, at);
    this.all.clock = Math.max(this.all.clock, this.#time);
  }
}
