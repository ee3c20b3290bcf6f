import { FLAGS } from '../../plan/flags';
import { hasEventWaits } from '../../plan/handlers';
import type { Plan } from '../../plan/schema';
import type { Variables } from '../../plan/value';
import type {
  BranchFrame,
  Failure,
  RunFrame,
  RunOutcome,
  RunStart,
  SegmentResult,
} from '../../plan/walk';
import { Branch, firstFrame } from '../branch';
import type { Outcome, Stop, WalkHost } from '../host';
import { CANCELLED, runOutcome, UNDO_PATH } from '../run-outcome';
import { fail, settle, walk } from '../run-steps';
import { hasUndo } from '../used-names';
import { Commands } from './commands';
import { describeRun, describeStep } from './describe';
import { Dispatcher } from './dispatcher';
import type { DurableHost } from './durable-host';
import { advanceFork, beginFork } from './forks';
import { Handlers } from './handlers';
import { Inbox } from './inbox';
import { mayMigrate, migrate, type Migrating } from './migration';
import { News, type NewsItem } from './news';
import { closeBranch, everyBranch, isIdle, snapshot, type LiveBranch } from './live-branch';
import { applySets, isAtWork, isFrozenWait } from './operator';
import { discarded, keepsWaiting, verdictOf, wakerOf } from './outcomes';
import { Signals, type SignalledDecision } from './signals';
import { TaskBudget } from './task-budget';

/** Statements that one branch walks before the task yields; a loop of 200,000 takes about 60 ms. */
const STATEMENT_BUDGET = 200_000;

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
  readonly #news: News;
  readonly #signals = new Signals();
  readonly #handlers: Handlers;
  readonly #migrating: Migrating;
  #root: LiveBranch;
  #clock: number;
  #outcome: RunOutcome | undefined;
  /** The failure of a handler: it ends the run. */
  #handlerFailure: Failure | undefined;
  readonly #budget: TaskBudget;

  constructor(
    start: RunStart,
    plan: Plan,
    private readonly durable: DurableHost,
  ) {
    this.#start = start;
    this.#news = new News(durable);
    const resume = start.resume;
    this.#clock = resume?.clock ?? 0;
    this.#host = {
      plan,
      now: () => this.#now(),
      inputNames: new Set(start.inputNames),
      flags: start.flags,
    };
    this.inbox = resume
      ? new Inbox(resume.inboxTaken, resume.unusedRows, resume.usedAhead)
      : new Inbox(0, [], []);
    this.#dispatcher = new Dispatcher(start, resume, durable);
    this.#budget = new TaskBudget(start.flags, durable, () => this.#branches());
    this.commands = new Commands(resume, {
      flags: start.flags,
      root: () => this.#root,
      keepsCommands: () => start.flags.includes(FLAGS.keptCommands) && isAtWork(this.#branches()),
      branches: () => this.#branches(),
      now: () => this.#now(),
      wake: (live, outcome, inboxNumber) => {
        this.#wake(live, outcome, inboxNumber);
      },
      wait: (live) => {
        this.#wait(live);
      },
      decide: (verdict) => {
        this.#dispatcher.decide(verdict, this.#now());
      },
    });
    this.#root = this.#open(resume?.main ?? firstFrame(plan, start), start.input, undefined);
    this.#migrating = {
      ...{ commands: this.commands, dispatcher: this.#dispatcher, durable },
      isQuiet: () => this.#isQuiet(),
      frame: () => this.#frame(),
    };
    this.#handlers = new Handlers(plan, this.#open, resume?.handlers);
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
      return await this.durable.shield(() => this.#breakOff(CANCELLED));
    }
  }

  async #walkOn(): Promise<RunOutcome> {
    while (!this.#outcome) {
      this.#walkReady();
      if (this.#handlerFailure) {
        const failure = this.#handlerFailure;
        return await this.durable.shield(() => this.#breakOff(failure));
      }
      if (this.#root.state === 'ended' && !this.#awaitsHandler()) break;
      await this.#rest();
      if (this.commands.isCancelled && !this.#takesBack) {
        return await this.durable.shield(() => this.#breakOff(CANCELLED));
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
    this.#signals.add(decision);
  }

  async #rest(): Promise<void> {
    if (this.commands.obeyKept()) return;
    this.durable.showDetails(describeRun(this.#branches()));
    if (this.durable.shouldContinue(this.#start.historyLimit) && this.#isQuiet()) {
      await this.durable.continueAsNew(this.#frame());
    }
    if (mayMigrate(this.#migrating)) {
      await migrate(this.#migrating);
      return;
    }
    const queue = this.#budget.queueRest();
    await this.durable.rest(
      () =>
        !this.#news.isEmpty ||
        this.inbox.hasNews ||
        this.#signals.haveOneFor(this.#branches()) ||
        mayMigrate(this.#migrating) ||
        queue.isOver,
    );
    queue.goOn();
    this.#budget.renew();
    this.inbox.hasNews = false;
    this.commands.obey(this.inbox.takeCommands(), this.inbox.taken);
    if (this.commands.isCancelled && !this.#takesBack) return;
    for (const live of this.#branches()) this.#wakeByInput(live);
    for (const news of this.#news.take()) this.#take(news);
  }

  #take(news: NewsItem): void {
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
    if (live === this.#handlers.running) this.#handlers.stop(this.#root);
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
    const signal =
      row || wait.kind !== 'approval' ? undefined : this.#signals.take(wait.approvalId);
    if (row) {
      const { kind, subject, payload, number } = row;
      this.#wake(live, { kind: 'woken', by: wakerOf(kind), subject, data: payload }, number);
    } else if (signal) this.#wake(live, { kind: 'woken', by: 'signal', data: signal.data });
    return row !== undefined || signal !== undefined;
  }

  #wake(live: LiveBranch, outcome: Outcome & { kind: 'woken' }, inboxNumber?: number): void {
    if (!keepsWaiting(live, outcome.by)) {
      live.pending?.cancel();
      live.pending = undefined;
    }
    this.#dispatcher.decide(verdictOf(live, outcome, inboxNumber), this.#now());
    if (live === this.#handlers.running) this.#handlers.stop(this.#root);
    live.state = 'ready';
    this.#follow(live, settle(live.branch, outcome, this.#host));
  }

  #walkReady(): void {
    for (;;) {
      const ready = this.#ready();
      if (ready.length === 0 || this.#outcome || this.#handlerFailure) return;
      for (const live of ready) {
        // A branch before it in the row may have ended the fork that both belong to.
        if (live.state !== 'ready') continue;
        this.#follow(live, walk(live.branch, this.#host, STATEMENT_BUDGET));
      }
    }
  }

  /** What can be walked: first what belongs to a handler, so that the run sees what that sets. */
  #ready(): readonly LiveBranch[] {
    this.#takeHandled();
    this.#handlers.share(this.#root);
    this.#handlerFailure ??= this.#handlers.begin(this.#root);
    const { running } = this.#handlers;
    const isReady = ({ state }: LiveBranch): boolean => state === 'ready';
    const own = running ? [...everyBranch(running)].filter(isReady) : [];
    return own.length > 0 ? own : [...everyBranch(this.#root)].filter(isReady);
  }

  /** An event goes to its handlers and to one wait; where the plan has no wait, nobody else takes it. */
  #takeHandled(): void {
    const handled = this.#handlers.take(this.inbox.takeFresh());
    if (handled.size === 0 || hasEventWaits(this.#host.plan)) return;
    for (const number of handled) this.inbox.markUsed(number);
  }

  /** The branches of the run and of its handler. */
  *#branches(): Generator<LiveBranch> {
    yield* everyBranch(this.#root);
    if (this.#handlers.running) yield* everyBranch(this.#handlers.running);
  }

  /** END waits for a handler that has begun; a run that fails does not. */
  #awaitsHandler(): boolean {
    const { running } = this.#handlers;
    if (running && this.#root.branch.end?.status === 'failed') closeBranch(running);
    return running !== undefined && running.state !== 'closed';
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
        this.#news.startTimer(live, 1, 'long computation');
        return;
      case 'end':
        live.state = 'ended';
        if (live.parent) this.#join(live.parent);
        else if (live !== this.#root) this.#handlerFailure ??= this.#handlers.end(this.#root);
    }
  }

  #dispatch(live: LiveBranch, long: boolean): void {
    const isHeldBack = this.commands.isPaused || this.commands.migration !== undefined;
    const request = {
      frame: live.branch.toFrame(),
      base: live.branch.base,
      clock: this.#now(),
      inboxTaken: this.inbox.taken,
      mayClose: live === this.#root && this.#handlers.areIdle,
    };
    if (isHeldBack || !this.#budget.take(request, long)) {
      live.state = isHeldBack ? 'held' : 'queued';
      return;
    }
    live.state = 'flying';
    live.calls = long;
    const step = live.branch.step;
    const segment = this.#dispatcher.runSegment(request, step, live.branch, long);
    this.#news.awaitSegment(live, segment);
  }

  #wait(live: LiveBranch): void {
    live.state = 'waiting';
    if (this.#wakeByInput(live)) return;
    const wait = live.branch.memory?.wait;
    const until = wait?.until ?? null;
    if (until === null || live.pending) return;
    if (this.commands.frozenAt !== undefined && isFrozenWait(wait, this.#start.flags)) return;
    const left = until - this.#now();
    if (left > 0) this.#news.startTimer(live, left, describeStep(live.branch.step));
    else this.#wake(live, { kind: 'woken', by: 'timer', data: {} });
  }

  #fork(live: LiveBranch): void {
    const over = beginFork(live, this.#open, this.#start.flags);
    const until = live.branch.memory?.until;
    if (over) this.#settleFork(live, { ...over, expired: false });
    else if (until !== undefined) {
      this.#news.startTimer(live, Math.max(0, until - this.#now()), describeStep(live.branch.step));
    }
  }

  /** A branch has ended: its fork may want more branches, or it is over. */
  #join(parent: LiveBranch): void {
    if (parent.state !== 'forked') return;
    const over = advanceFork(parent, this.#open, this.#start.flags);
    if (over) this.#settleFork(parent, { ...over, expired: false });
  }

  #expireFork(parent: LiveBranch): void {
    this.#dispatcher.decide(
      verdictOf(parent, { kind: 'woken', by: 'timer', data: {} }),
      this.#now(),
    );
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
    if (parent === this.#root) this.#handlers.share(parent);
    const outcome: Outcome = { kind: 'joined', children, ...over };
    this.#follow(parent, settle(parent.branch, outcome, this.#host));
  }

  /** Ends all timers and activities; takes back what was done, where the plan says how, and closes. */
  async #breakOff(failure: Failure): Promise<RunOutcome> {
    const handling = this.#handlers.breakOff();
    const frame = { ...snapshot(this.#root), ...(handling && { handling }) };
    closeBranch(this.#root);
    this.#handlerFailure = undefined;
    const isCancelled = failure === CANCELLED;
    if (!hasUndo(this.#host.plan)) {
      if (isCancelled) return await this.#close({ status: 'cancelled', result: null, failure });
      return await this.#close(runOutcome(frame.path, { status: 'failed', failure }));
    }
    this.#dispatcher.closePath(frame.path);
    this.commands.isPaused = false;
    const because = isCancelled ? {} : { because: failure };
    const undo = { path: UNDO_PATH, levels: [], writes: {}, random: 0, spent: 0, cancelled: frame };
    this.#root = this.#open({ ...undo, ...because }, this.#start.input, undefined);
    return await this.#walkOn();
  }

  /** Records the end by an activity; rows that came in meanwhile are taken first. */
  async #close(outcome: RunOutcome): Promise<RunOutcome> {
    for (;;) {
      this.#takeHandled();
      for (const event of this.#handlers.discard())
        this.#dispatcher.decide(discarded(event), this.#now());
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
    return [...this.#branches()].every(isIdle);
  }

  #frame(): RunFrame {
    return {
      main: snapshot(this.#root),
      clock: this.#now(),
      paused: this.commands.isPaused,
      ...(this.commands.frozenAt !== undefined && { frozenAt: this.commands.frozenAt }),
      inboxTaken: this.inbox.taken,
      unusedRows: this.inbox.unused,
      usedAhead: this.inbox.usedAhead,
      ...this.#dispatcher.state(),
      ...this.#handlers.state(),
    };
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
