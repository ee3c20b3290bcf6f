import type { InboxRow, RunStart } from '../plan/walk';
import type { Command, Completion } from './virtual-host';

/** What came to the run, in order: enough to walk it again. */
export type Stimulus = { readonly at: number } & (
  | { readonly kind: 'completed'; readonly command: number; readonly completion: Completion }
  | { readonly kind: 'message'; readonly rows: readonly InboxRow[] }
);

/** One history of a run: what it was given and what it asked for. */
export interface History {
  readonly start: RunStart;
  readonly beganAt: number;
  readonly stimuli: readonly Stimulus[];
  readonly commands: readonly Command[];
  /** True at the rest that ended it by continuing as new. */
  readonly continued: boolean;
  readonly rests: number;
  /** The rest from which it counted as too long for more. */
  readonly drainAt?: number;
}
