import type { Run } from '../store/runs';
import type { StartableRun } from './gateway';

/** What starting a run needs of its row. A fork begins from rows; so does a run that Temporal has lost. */
export function startableRun(run: Run, restore = run.forkedFrom !== null): StartableRun {
  const names = run.metadata['inputNames'];
  const inputNames = Array.isArray(names) ? names.map(String) : [];
  const { id, workspaceId, planHash, flow, input, workflowName } = run;
  return {
    ...{ id, workspaceId, planHash, flow, input, inputNames, workflowName },
    package: run.package,
    restore,
  };
}
