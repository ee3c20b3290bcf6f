import { AppError } from '../../plan/errors';
import { eventHandlersOf } from '../../plan/handlers';
import type { Plan } from '../../plan/schema';
import type { Variables } from '../../plan/value';
import type {
  BranchFrame,
  Failure,
  HandlersFrame,
  InboxRow,
  QueuedEvent,
  Undo,
} from '../../plan/walk';
import { newBranchFrame } from '../branch';
import { UNDO_PATH } from '../run-outcome';
import { closeBranch, snapshot, type LiveBranch } from './live-branch';

/** How many handlers may begin each other in a row, by what they publish. */
const MAX_DEPTH = 20;

type Open = (frame: BranchFrame, base: Variables, parent: undefined) => LiveBranch;

/**
 * The ON EVENT handlers of a run: one at a time, in the order of arrival, as a branch of its own that shares
 * the variables of the run. What it sets goes to the first branch at its stops; while that branch is with an
 * activity or has forked, it is kept here and goes there afterwards.
 */
export class Handlers {
  /** The handler that is under way. */
  running: LiveBranch | undefined;
  #queue: QueuedEvent[];
  #begun: number;
  #payload: Variables = {};
  #writes: Variables;
  #undo: readonly Undo[];

  constructor(
    private readonly plan: Plan,
    private readonly open: Open,
    resume: HandlersFrame | undefined,
  ) {
    this.#queue = [...(resume?.queue ?? [])];
    this.#begun = resume?.begun ?? 0;
    this.#writes = resume?.writes ?? {};
    this.#undo = resume?.undo ?? [];
    if (!resume?.running) return;
    this.#payload = resume.running.payload;
    this.running = open(resume.running.frame, resume.running.base, undefined);
  }

  /** True when no handler is under way and none waits. */
  get areIdle(): boolean {
    return !this.running && this.#queue.length === 0;
  }

  /**
   * Queues the events that have a handler; several handlers of one event in the order of the text. Gives the
   * numbers of these events.
   */
  take(rows: readonly InboxRow[]): ReadonlySet<number> {
    const handled = new Set<number>();
    for (const { kind, subject, number, payload, depth = 0 } of rows) {
      if (kind !== 'event') continue;
      for (const { event, block } of eventHandlersOf(this.plan)) {
        if (event !== subject) continue;
        this.#queue.push({ block, number, event, payload, depth });
        handled.add(number);
      }
    }
    return handled;
  }

  /** Begins the next handler where none is under way. Gives a failure when handlers begin each other for ever. */
  begin(root: LiveBranch): Failure | undefined {
    const isOver = root.state === 'ended' || root.branch.path === UNDO_PATH;
    const next = this.running || isOver ? undefined : this.#queue.shift();
    if (!next) return undefined;
    const { block, payload, event, depth } = next;
    if (depth >= MAX_DEPTH) {
      const error = new AppError('RUN_HANDLER_DEPTH', { event, limit: MAX_DEPTH });
      return { code: error.code, message: error.message };
    }
    this.#begun += 1;
    this.#payload = payload;
    const frame = newBranchFrame(`main/on[${this.#begun}]`, block, this.#begun);
    this.running = this.open({ ...frame, handlerDepth: depth + 1 }, this.#base(root), undefined);
    return undefined;
  }

  /** The running handler has stopped: takes what it has set, and shows it the variables of now. */
  stop(root: LiveBranch): void {
    const live = this.running;
    if (!live) return;
    const frame = live.branch.toFrame();
    this.#writes = { ...this.#writes, ...live.branch.writes };
    this.#undo = [...this.#undo, ...live.branch.undo];
    this.share(root);
    const stopped = { ...frame, writes: {}, appends: {}, labels: [], undo: [] };
    live.branch = this.open(stopped, this.#base(root), undefined).branch;
  }

  /** The running handler has ended. Gives its failure, if it came to one. */
  end(root: LiveBranch): Failure | undefined {
    const end = this.running?.branch.end;
    this.stop(root);
    this.running = undefined;
    return end?.status === 'failed' ? end.failure : undefined;
  }

  /** Gives the first branch what handlers have set, where it can take it. */
  share({ branch, state }: LiveBranch): void {
    if (state === 'flying' || state === 'forked') return;
    for (const [name, value] of Object.entries(this.#writes)) branch.assignOuter(name, value);
    branch.rememberAll(this.#undo);
    this.#writes = {};
    this.#undo = [];
  }

  /** Gives up the events that no handler has begun with. */
  discard(): readonly QueuedEvent[] {
    return this.#queue.splice(0);
  }

  /** Ends the running handler. Gives its frame with all that it sees, so that what it has done can be read. */
  breakOff(): BranchFrame | undefined {
    const live = this.running;
    if (!live) return undefined;
    const frame = { ...snapshot(live), writes: live.branch.outerView() };
    closeBranch(live);
    this.running = undefined;
    return frame;
  }

  /** What continue-as-new has to carry on; nothing where there was never a handler. */
  state(): { readonly handlers?: HandlersFrame } {
    if (this.#begun === 0 && this.areIdle) return {};
    const running = this.running && {
      frame: snapshot(this.running),
      base: this.running.branch.base,
      payload: this.#payload,
    };
    return {
      handlers: {
        begun: this.#begun,
        queue: this.#queue,
        ...(running && { running }),
        writes: this.#writes,
        undo: this.#undo,
      },
    };
  }

  #base(root: LiveBranch): Variables {
    return { ...root.branch.outerView(), ...this.#writes, event: this.#payload };
  }
}
