import type { PinnedPlan } from '../plan/pinned-plan';
import type { Database } from '../store/database';
import type { Callers } from '../interpreter/segment/segment-host';

/** What activities work with. */
export interface Dependencies {
  readonly database: Database;
  /** The plan of this hash; cached, as a plan never changes. */
  readonly readPlan: (hash: string) => Promise<PinnedPlan>;
  /** False makes each short step an activity of its own. */
  readonly segments: boolean;
  readonly callers: Callers;
  /** Signs the tokens of approvers. */
  readonly secret: string;
  /** True takes decisions by raw Temporal signal also without a token: Temporal's own access control counts. */
  readonly trustSignals: boolean;
  /** True when this is the Temporal run that Temporal calls current, for telling a reset. */
  readonly isCurrentRun: (workflowId: string, temporalRunId: string) => Promise<boolean>;
}
