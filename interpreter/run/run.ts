import { FLAGS } from '../../plan/flags';
import type { Plan } from '../../plan/schema';
import type { Variables } from '../../plan/value';
import type { Failure, BranchFrame, RunOutcome, RunStart, SegmentResult } from '../../plan/walk';
import { Branch, newBranchFrame } from '../branch';
import type { Outcome, Stop, WalkHost } from '../host';
import { CANCELLED, runOutcome, UNDO_PATH } from '../run-outcome';
import { fail, settle, walk } from '../run-steps';
import { hasUndo } from '../used-names';
import { Commands } from './commands';
import { describeRun, describeStep } from './describe';
import { Dispatcher } from './dispatcher';
import type { DurableHost, Pending } from './durable-host';
import { advanceFork, beginFork } from './forks';
import { Inbox } from './inbox';
import { closeBranch, everyBranch, snapshot, type LiveBranch } from './live-branch';
import { applySets, isOfPeople } from './operator';
import { verdictOf, wakerOf } from './outcomes';

/** Statements that one branch walks before the task yields; a loop of 200,000 takes about 60 ms. */
const STATEMENT_BUDGET = 200_000;

/** Activities that one workflow task starts: more would make the task too large. */
const MAX_DISPATCHES = 50;

/** Signalled decisions that are kept until somebody is asked; more are dropped. */
const MAX_SIGNALS = 1000;

/** What a raw Temporal signal `approval` carries. */
export interface SignalledDecision {
  readonly approvalId: string | null;
  readonly data: Variables;
}

type News =
  | { readonly kind: 'segment'; readonly live: LiveBranch; readonly result: SegmentResult }
  | { readonly kind: 'failure'; readonly live: LiveBranch; readonly error: unknown }
  | { readonly kind: 'timer'; readonly live: LiveBranch; readonly timer: Pending<void> };

/**
 * A run under way: the walk of its plan in a durable host. It decides and waits; whatever has an effect is
 * dispatched to an activity. Inputs are applied at rest, in number order, before results and timers.
 */
export class Run {
  readonly inbox: Inbox;
  readonly commands: Commands;
  readonly #start: RunStart;
  readonly #host: WalkHost;
  readonly #dispatcher: Dispatcher;
  readonly #news: News[] = [];
  readonly #signals: SignalledDecision[] = [];
  #root: LiveBranch;
  #clock: number;
  #outcome: RunOutcome | undefined;
  /** Activities that this task has started. */
  #dispatched = 0;

  constructor(
    start: RunStart,
    plan: Plan,
    private readonly durable: DurableHost,
  ) {
    this.#start = start;
    const resume = start.resume;
    this.#clock = resume?.clock ?? 0;
    this.#host = {
      plan,
      now: () => this.#now(),
      inputNames: new Set(start.inputNames),
    };
    this.inbox = resume
      ? new Inbox(resume.inboxTaken, resume.unusedRows, resume.usedAhead)
      : new Inbox(0, [], []);
    this.#dispatcher = new Dispatcher(start, resume, durable);
    this.commands = new Commands(resume, {
      root: () => this.#root,
      now: () => this.#now(),
      wake: (live, outcome) => {
        this.#wake(live, outcome);
      },
      wait: (live) => {
        this.#wait(live);
      },
      decide: (verdict) => {
        this.#dispatcher.decide(verdict);
      },
    });
    this.#root = this.#open(resume?.main ?? firstFrame(start, plan), start.input, undefined);
  }

  /** The variables as the first branch sees them now. */
  get variables(): Variables {
    return this.#root.branch.view();
  }

  /** Walks to the end of the run; the outcome is already recorded when this returns. */
  async toEnd(): Promise<RunOutcome> {
    try {
      return this.#takesBack
        ? await this.durable.shield(() => this.#walkOn())
        : await this.#walkOn();
    } catch (error) {
      if (!this.durable.isCancellation(error)) throw error;
      return await this.durable.shield(() => this.#cancel());
    }
  }

  async #walkOn(): Promise<RunOutcome> {
    while (!this.#outcome) {
      this.#walkReady();
      if (this.#root.state === 'ended') break;
      await this.#rest();
      if (this.commands.isCancelled && !this.#takesBack) {
        return await this.durable.shield(() => this.#cancel());
      }
    }
    const { path, end } = this.#root.branch;
    return this.#outcome ?? (await this.#close(runOutcome(path, end)));
  }

  /** True once the run is cancelled and takes back what it has done. */
  get #takesBack(): boolean {
    return this.#root.branch.path === UNDO_PATH;
  }

  /** A decision that came as a raw signal: judged by an activity like an expiry. */
  signal(decision: SignalledDecision): void {
    if (this.#signals.length < MAX_SIGNALS) this.#signals.push(decision);
  }

  async #rest(): Promise<void> {
    this.durable.showDetails(describeRun(this.#root));
    if (this.durable.shouldContinue(this.#start.historyLimit) && this.#isQuiet()) {
      await this.#continue();
    }
    const queue = this.#restQueue();
    await this.durable.rest(
      () => this.#news.length > 0 || this.inbox.hasNews || this.#hasSignal() || queue.isOver,
    );
    queue.goOn();
    this.inbox.hasNews = false;
    this.commands.obey(this.inbox.takeCommands(), this.inbox.taken);
    if (this.commands.isCancelled && !this.#takesBack) return;
    for (const live of everyBranch(this.#root)) this.#wakeByInput(live);
    for (const news of this.#news.splice(0)) this.#take(news);
  }

  /** Branches whose activity this task no longer takes wait for the next one, which a timer brings. */
  #restQueue(): { readonly isOver: boolean; goOn(): void } {
    const queued = [...everyBranch(this.#root)].filter(({ state }) => state === 'queued');
    const queue = {
      isOver: false,
      goOn: (): void => {
        this.#dispatched = 0;
        for (const live of queued) if (live.state === 'queued') live.state = 'ready';
      },
    };
    if (queued.length > 0) {
      void this.durable.startTimer(1, 'more work').done.then(() => {
        queue.isOver = true;
      }, ignoreCancellation);
    }
    return queue;
  }

  #take(news: News): void {
    const { live } = news;
    if (news.kind === 'segment') this.#takeSegment(live, news.result);
    if (live.state === 'closed') return;
    if (news.kind === 'failure') this.#takeFailure(live, news.error);
    // An input of the same moment may have ended the wait before its timer.
    if (news.kind === 'timer' && live.pending === news.timer) this.#takeTimer(live);
  }

  #takeSegment(live: LiveBranch, result: SegmentResult): void {
    this.#clock = Math.max(this.#clock, result.clock);
    for (const number of result.inboxUsed) this.inbox.markUsed(number);
    this.inbox.receive(result.inbox);
    if (live.state === 'closed') return;
    live.branch = this.#branch(result.frame, live.branch.base);
    applySets(live);
    live.state = 'ready';
    live.pending = undefined;
    if (result.closed) this.#outcome = result.closed;
  }

  #takeFailure(live: LiveBranch, error: unknown): void {
    const failure = this.durable.isCancellation(error) ? undefined : this.durable.failureOf(error);
    if (!failure) throw error;
    live.state = 'ready';
    live.pending = undefined;
    applySets(live);
    this.#follow(live, fail(live.branch, failure));
  }

  #takeTimer(live: LiveBranch): void {
    live.pending = undefined;
    if (live.state === 'resting') live.state = 'ready';
    else if (live.state === 'forked') this.#expireFork(live);
    else this.#wake(live, { kind: 'woken', by: 'timer', data: {} });
  }

  /** Lets the oldest fitting row, or a signalled decision, end the wait of a branch. */
  #wakeByInput(live: LiveBranch): boolean {
    const wait = live.branch.memory?.wait;
    if (live.state !== 'waiting' || !wait) return false;
    const row = this.inbox.use(wait);
    const signal = row || wait.kind !== 'approval' ? undefined : this.#takeSignal(wait.approvalId);
    if (row) {
      const { kind, subject, payload } = row;
      this.#wake(live, { kind: 'woken', by: wakerOf(kind), subject, data: payload });
    } else if (signal) this.#wake(live, { kind: 'woken', by: 'signal', data: signal.data });
    return row !== undefined || signal !== undefined;
  }

  #wake(live: LiveBranch, outcome: Outcome & { kind: 'woken' }): void {
    if (!keepsWaiting(live, outcome.by)) {
      live.pending?.cancel();
      live.pending = undefined;
    }
    this.#dispatcher.decide(verdictOf(live, outcome));
    live.state = 'ready';
    this.#follow(live, settle(live.branch, outcome, this.#host));
  }

  #hasSignal(): boolean {
    return this.#signals.some(({ approvalId }) =>
      [...everyBranch(this.#root)].some((live) => {
        const wait = live.branch.memory?.wait;
        if (live.state !== 'waiting' || wait?.kind !== 'approval') return false;
        return approvalId === null || approvalId === wait.approvalId;
      }),
    );
  }

  #takeSignal(waitingFor: string): SignalledDecision | undefined {
    const index = this.#signals.findIndex(
      ({ approvalId }) => approvalId === null || approvalId === waitingFor,
    );
    return index < 0 ? undefined : this.#signals.splice(index, 1)[0];
  }

  #walkReady(): void {
    for (;;) {
      const ready = [...everyBranch(this.#root)].filter(({ state }) => state === 'ready');
      if (ready.length === 0 || this.#outcome) return;
      for (const live of ready) {
        // A branch before it in the row may have ended the fork that both belong to.
        if (live.state !== 'ready') continue;
        this.#follow(live, walk(live.branch, this.#host, STATEMENT_BUDGET));
      }
    }
  }

  #follow(live: LiveBranch, stop: Stop | undefined): void {
    switch (stop?.at) {
      case undefined:
        return;
      case 'perform':
        this.#dispatch(live, stop.long);
        return;
      case 'wait':
        this.#wait(live);
        return;
      case 'fork':
        this.#fork(live);
        return;
      case 'budget':
        live.state = 'resting';
        this.#startTimer(live, 1, 'long computation');
        return;
      case 'end':
        live.state = 'ended';
        if (live.parent) this.#join(live.parent);
    }
  }

  #dispatch(live: LiveBranch, long: boolean): void {
    if (this.commands.isPaused || this.#isFull()) {
      live.state = this.commands.isPaused ? 'held' : 'queued';
      return;
    }
    this.#dispatched += 1;
    live.state = 'flying';
    const request = {
      frame: live.branch.toFrame(),
      base: live.branch.base,
      clock: this.#now(),
      inboxTaken: this.inbox.taken,
      mayClose: live.parent === undefined,
    };
    const step = live.branch.step;
    const segment = this.#dispatcher.runSegment(request, step, live.branch, long);
    live.pending = segment;
    void segment.done.then(
      (result) => this.#news.push({ kind: 'segment', live, result }),
      (error: unknown) => this.#news.push({ kind: 'failure', live, error }),
    );
  }

  #isFull(): boolean {
    const isLimited = this.#start.flags.includes(FLAGS.limitedFanOut);
    return isLimited && this.#dispatched >= MAX_DISPATCHES;
  }

  #wait(live: LiveBranch): void {
    live.state = 'waiting';
    if (this.#wakeByInput(live)) return;
    const wait = live.branch.memory?.wait;
    const until = wait?.until ?? null;
    if (until === null || live.pending) return;
    if (this.commands.frozenAt !== undefined && isOfPeople(wait)) return;
    const left = until - this.#now();
    if (left > 0) this.#startTimer(live, left, describeStep(live.branch.step));
    else this.#wake(live, { kind: 'woken', by: 'timer', data: {} });
  }

  #startTimer(live: LiveBranch, milliseconds: number, summary: string): void {
    const timer = this.durable.startTimer(milliseconds, summary);
    live.pending = timer;
    void timer.done.then(
      () => this.#news.push({ kind: 'timer', live, timer }),
      (error: unknown) => {
        if (live.pending === timer) this.#news.push({ kind: 'failure', live, error });
      },
    );
  }

  #fork(live: LiveBranch): void {
    const over = beginFork(live, this.#open);
    const until = live.branch.memory?.until;
    if (over) this.#settleFork(live, { ...over, expired: false });
    else if (until !== undefined) {
      this.#startTimer(live, Math.max(1, until - this.#now()), describeStep(live.branch.step));
    }
  }

  /** A branch has ended: its fork may want more branches, or it is over. */
  #join(parent: LiveBranch): void {
    if (parent.state !== 'forked') return;
    const over = advanceFork(parent, this.#open);
    if (over) this.#settleFork(parent, { ...over, expired: false });
  }

  #expireFork(parent: LiveBranch): void {
    this.#dispatcher.decide(verdictOf(parent, { kind: 'woken', by: 'timer', data: {} }));
    this.#settleFork(parent, { failure: null, expired: true });
  }

  #settleFork(
    parent: LiveBranch,
    over: { readonly failure: Failure | null; readonly expired: boolean },
  ): void {
    parent.pending?.cancel();
    parent.pending = undefined;
    for (const child of parent.children) {
      if (child.state === 'ended') continue;
      this.#dispatcher.closePath(child.branch.path);
      child.branch = this.#branch(snapshot(child), child.branch.base);
      closeBranch(child);
    }
    const children = parent.children.map(({ branch }) => branch);
    parent.children = [];
    parent.state = 'ready';
    const outcome: Outcome = { kind: 'joined', children, ...over };
    this.#follow(parent, settle(parent.branch, outcome, this.#host));
  }

  /** Ends all timers and activities; takes back what was done, where the plan says how, and closes. */
  async #cancel(): Promise<RunOutcome> {
    const frame = snapshot(this.#root);
    closeBranch(this.#root);
    if (!hasUndo(this.#host.plan)) {
      return await this.#close({ status: 'cancelled', result: null, failure: CANCELLED });
    }
    this.#dispatcher.closePath(frame.path);
    this.commands.isPaused = false;
    const undo = { path: UNDO_PATH, levels: [], writes: {}, random: 0, spent: 0, cancelled: frame };
    this.#root = this.#open(undo, this.#start.input, undefined);
    return await this.#walkOn();
  }

  /** Records the end by an activity; rows that came in meanwhile are taken first. */
  async #close(outcome: RunOutcome): Promise<RunOutcome> {
    for (;;) {
      const { closed, inbox } = await this.#dispatcher.closeRun(
        outcome,
        this.#root.branch.path,
        this.inbox.taken,
      );
      if (closed) return outcome;
      this.inbox.receive(inbox);
    }
  }

  #isQuiet(): boolean {
    const idle = ['waiting', 'held', 'forked', 'ended', 'closed'];
    return [...everyBranch(this.#root)].every(({ state }) => idle.includes(state));
  }

  async #continue(): Promise<void> {
    await this.durable.continueAsNew({
      main: snapshot(this.#root),
      clock: this.#now(),
      paused: this.commands.isPaused,
      ...(this.commands.frozenAt !== undefined && { frozenAt: this.commands.frozenAt }),
      inboxTaken: this.inbox.taken,
      unusedRows: this.inbox.unused,
      usedAhead: this.inbox.usedAhead,
      ...this.#dispatcher.state(),
    });
  }

  readonly #open = (
    frame: BranchFrame,
    base: Variables,
    parent: LiveBranch | undefined,
  ): LiveBranch => {
    const branch = this.#branch(frame, base);
    // An ended branch of a fork is kept for its join; the first branch still has to close the run.
    const state = frame.end && parent ? 'ended' : 'ready';
    return { branch, parent, children: [], state, pending: undefined };
  };

  #branch(frame: BranchFrame, base: Variables): Branch {
    return new Branch(frame, base, this.#host.plan, () => this.#now());
  }

  #now(): number {
    return Math.max(this.#clock, this.durable.now());
  }
}

function firstFrame(start: RunStart, plan: Plan): BranchFrame {
  const block = plan.flows['main']?.block ?? 'main';
  return newBranchFrame('main', block, start.seed);
}

/** True when an event is one of several that the wait needs: its timer goes on. */
function keepsWaiting({ branch }: LiveBranch, by: string): boolean {
  const wait = branch.memory?.wait;
  const isPart = wait?.kind === 'events' && wait.mode === 'all' && wait.events.length > 1;
  return isPart && by === 'event';
}

/** The run was cancelled while it rested: that is taken where it rests. */
function ignoreCancellation(): void {
  // nothing to do
}
