import type { SegmentResult } from '../../plan/walk';
import type { DurableHost, Pending } from './durable-host';
import type { LiveBranch } from './live-branch';

/** Something that a branch has waited for has come to its end. */
export type NewsItem =
  | { readonly kind: 'segment'; readonly live: LiveBranch; readonly result: SegmentResult }
  | { readonly kind: 'failure'; readonly live: LiveBranch; readonly error: unknown }
  | { readonly kind: 'timer'; readonly live: LiveBranch; readonly timer: Pending<void> };

/** What has come to its end since the run was at rest, in order. */
export class News {
  readonly #items: NewsItem[] = [];

  constructor(private readonly durable: DurableHost) {}

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  take(): readonly NewsItem[] {
    return this.#items.splice(0);
  }

  /** Tells how the activity of a branch ends. */
  awaitSegment(live: LiveBranch, segment: Pending<SegmentResult>): void {
    live.pending = segment;
    void segment.done.then(
      (result) => this.#items.push({ kind: 'segment', live, result }),
      (error: unknown) => this.#items.push({ kind: 'failure', live, error }),
    );
  }

  /** Starts a timer for a branch and tells when its time is over. */
  startTimer(live: LiveBranch, milliseconds: number, summary: string): void {
    const timer = this.durable.startTimer(milliseconds, summary);
    live.pending = timer;
    void timer.done.then(
      () => this.#items.push({ kind: 'timer', live, timer }),
      (error: unknown) => {
        if (live.pending === timer) this.#items.push({ kind: 'failure', live, error });
      },
    );
  }
}
