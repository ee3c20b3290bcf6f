import type { Variables } from '../../plan/value';
import type { LiveBranch } from './live-branch';

/** Signalled decisions that are kept until somebody is asked; more are dropped. */
const MAX_SIGNALS = 1000;

/** What a raw Temporal signal `approval` carries. */
export interface SignalledDecision {
  readonly approvalId: string | null;
  readonly data: Variables;
}

/** Decisions that came as raw signals, until the wait that they are for takes them. */
export class Signals {
  readonly #signals: SignalledDecision[] = [];

  add(decision: SignalledDecision): void {
    if (this.#signals.length < MAX_SIGNALS) this.#signals.push(decision);
  }

  /** True when one of the branches waits for a decision that is here. */
  haveOneFor(branches: Iterable<LiveBranch>): boolean {
    if (this.#signals.length === 0) return false;
    for (const { state, branch } of branches) {
      const wait = branch.memory?.wait;
      if (state === 'waiting' && wait?.kind === 'approval' && this.#find(wait.approvalId) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Takes out the oldest decision for an approval. */
  take(approval: string): SignalledDecision | undefined {
    const index = this.#find(approval);
    return index < 0 ? undefined : this.#signals.splice(index, 1)[0];
  }

  #find(approval: string): number {
    return this.#signals.findIndex(
      ({ approvalId }) => approvalId === null || approvalId === approval,
    );
  }
}
