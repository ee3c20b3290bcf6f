import type { CloseInput, CloseResult, SegmentInput, SegmentResult } from '../plan/walk';
import { closeRun } from './close-run';
import type { Dependencies } from './dependencies';
import { runSegment } from './run-segment';

/** What the workflow can have done. All of them can be repeated: rows keep what was done. */
export interface Activities {
  /** Performs the short step at hand and walks on through what follows without a wait. */
  runSteps(input: SegmentInput): Promise<SegmentResult>;
  /** Performs the long step at hand (a remote bot), then walks on. */
  callBot(input: SegmentInput): Promise<SegmentResult>;
  /** Closes a run whose end the workflow has reached itself. */
  closeRun(input: CloseInput): Promise<CloseResult>;
}

/** The activities of a worker, with what they need. */
export function createActivities(dependencies: Dependencies): Activities {
  return {
    runSteps: (input) => runSegment(dependencies, input),
    callBot: (input) => runSegment(dependencies, input),
    closeRun: (input) => closeRun(dependencies, input),
  };
}
