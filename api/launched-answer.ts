import type { Run } from '../store/runs';
import type { Answer } from './route';

/** The answer to a launch or fork: 201 when the run is in Temporal, 202 when it will be, 200 when it was there. */
export function launchedAnswer(run: Run, created: boolean, body: object): Answer {
  const headers = { Location: `/api/workflows/${run.id}` };
  if (!created)
    return { status: 200, body, headers: { ...headers, 'Idempotent-Replayed': 'true' } };
  return { status: run.status === 'planning' ? 202 : 201, body, headers };
}
