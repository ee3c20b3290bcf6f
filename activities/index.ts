import { heartbeat } from '@temporalio/activity';
import { closeRun } from '../interpreter/segment/close-run';
import { migrateRun } from '../interpreter/segment/migrate';
import { restoreRun } from '../interpreter/segment/restore';
import { runSegment } from '../interpreter/segment/run-segment';
import type {
  CloseInput,
  CloseResult,
  MigratedRun,
  MigrateInput,
  RestoredRun,
  RunStart,
  SegmentInput,
  SegmentResult,
} from '../plan/walk';
import { beginTriggeredRun } from '../store/triggers';
import type { Dependencies } from './dependencies';
import { createSegmentHost } from './segment-host';

const HEARTBEAT_MS = 1000;

/** What the workflow can have done. All of them can be repeated: rows keep what was done. */
export interface Activities {
  /** Performs the short step at hand and walks on through what follows without a wait. */
  runSteps(input: SegmentInput): Promise<SegmentResult>;
  /** Performs the long step at hand (a remote bot), then walks on. */
  callBot(input: SegmentInput): Promise<SegmentResult>;
  /** Performs the long step at hand (a call over HTTP), then walks on. */
  callHttp(input: SegmentInput): Promise<SegmentResult>;
  /** Performs the long step at hand (a language model), then walks on. */
  askModel(input: SegmentInput): Promise<SegmentResult>;
  /** Reads from its rows where a run stands, for a workflow that does not know. */
  restoreRun(start: RunStart): Promise<RestoredRun>;
  /** Moves a run at rest to another plan, or says why not. */
  migrateRun(input: MigrateInput): Promise<MigratedRun>;
  /** Closes a run whose end the workflow has reached itself. */
  closeRun(input: CloseInput): Promise<CloseResult>;
  /** Begins the run of a schedule, once for each source; null when none is to begin now. */
  beginScheduledRun(input: ScheduledRun): Promise<string | null>;
}

/** A schedule that has fired, and for which time. */
export interface ScheduledRun {
  readonly triggerId: string;
  readonly source: string;
}

/** The activities of a worker, with what they need. */
export function createActivities(dependencies: Dependencies): Activities {
  const segment = (input: SegmentInput): Promise<SegmentResult> =>
    beating(() => runSegment(createSegmentHost(dependencies), input));
  return {
    runSteps: segment,
    callBot: segment,
    callHttp: segment,
    askModel: segment,
    restoreRun: (start) => beating(() => restoreRun(createSegmentHost(dependencies), start)),
    beginScheduledRun: async (input) =>
      (await beginTriggeredRun(dependencies.database, { ...input, input: {} })) ?? null,
    migrateRun: (input) => beating(() => migrateRun(createSegmentHost(dependencies), input)),
    closeRun: (input) => beating(() => closeRun(createSegmentHost(dependencies), input)),
  };
}

/** Heartbeats for as long as the work takes, so that a dead worker is noticed within seconds. */
async function beating<T>(act: () => Promise<T>): Promise<T> {
  const beat = setInterval(heartbeat, HEARTBEAT_MS);
  try {
    return await act();
  } finally {
    clearInterval(beat);
  }
}
