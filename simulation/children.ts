import type { PinnedPlan } from '../plan/pinned-plan';
import { planOfFlow } from '../plan/plan-of-flow';
import type { RunOutcome } from '../plan/walk';
import type { StartedChild } from './effects/effect-model';
import { hasEnded, sendInbox, type RunRows } from './run-rows';
import type { VirtualTime } from './virtual-time';
import type { World } from './world';

/** A run that another one has begun: its id, and the rows of the workspace that both share. */
interface ChildRun {
  readonly plan: PinnedPlan;
  readonly world: World;
  readonly beginning: number;
  readonly runId: string;
  readonly workspace: RunRows;
}

/** What the runs that a run has begun have in common with it. */
export interface ChildSurroundings {
  readonly plan: PinnedPlan;
  readonly world: World;
  readonly rows: RunRows;
  readonly time: VirtualTime;
  readonly simulate: (
    child: ChildRun,
  ) => Promise<{ readonly outcome: RunOutcome | undefined; readonly endedAt: number }>;
}

/**
 * The runs that a simulated run has begun. Each is walked to its end, in time of its own, when its beginning
 * has come; the run learns of the end at its time.
 */
export class SimulatedChildren {
  #waiting: StartedChild[] = [];
  #walking: Promise<void>[] = [];
  readonly #beganAt: number;

  constructor(private readonly around: ChildSurroundings) {
    this.#beganAt = around.time.now;
  }

  /** Begins a run, at once or later. */
  begin(child: StartedChild): void {
    const { time } = this.around;
    const delay = Math.max(0, (child.startAtMs ?? time.now) - time.now);
    this.#waiting.push(child);
    if (delay === 0) this.#walk(child);
    else
      time.after(delay, () => {
        this.#walk(child);
      });
  }

  /** Waits until those that have begun are walked. */
  async settle(): Promise<void> {
    for (
      let walked = this.#walking.splice(0);
      walked.length > 0;
      walked = this.#walking.splice(0)
    ) {
      await Promise.all(walked);
    }
  }

  /** Walks those, too, that begin only after the run has ended. */
  async walkRest(): Promise<void> {
    while (this.#waiting.length > 0) {
      for (const child of [...this.#waiting]) this.#walk(child);
      await this.settle();
    }
  }

  #walk(child: StartedChild): void {
    const index = this.#waiting.indexOf(child);
    if (index < 0) return;
    this.#waiting.splice(index, 1);
    this.#walking.push(this.#walkToEnd(child));
  }

  async #walkToEnd(child: StartedChild): Promise<void> {
    const { plan, world, rows, time, simulate } = this.around;
    const beginning = Math.max(time.now, child.startAtMs ?? 0);
    const incoming = world.incoming.flatMap((each) => later(each, beginning - this.#beganAt));
    const { outcome, endedAt } = await simulate({
      plan: planOfFlow(plan, child.flow),
      world: { ...world, tables: {}, input: child.input, inputNames: child.inputNames, incoming },
      beginning,
      runId: child.id,
      workspace: rows,
    });
    if (!child.awaited || !outcome) return;
    const { status, result, failure } = outcome;
    const told = failure && { code: failure.code, message: failure.message };
    time.after(Math.max(0, endedAt - time.now), () => {
      if (hasEnded(rows)) return;
      const payload = { status, result, failure: told };
      sendInbox(rows, `child:${child.id}`, { kind: 'child', subject: child.id, payload });
    });
  }
}

type Incoming = World['incoming'][number];

/** What comes in for all runs, as seen from a later beginning; commands are for the first run alone. */
function later(incoming: Incoming, byMs: number): readonly Incoming[] {
  if (incoming.kind !== 'event' || !('afterMs' in incoming) || incoming.afterMs < byMs) return [];
  return [{ ...incoming, afterMs: incoming.afterMs - byMs }];
}
