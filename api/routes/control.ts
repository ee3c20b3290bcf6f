import { AppError } from '../../plan/errors';
import { CONTROL_COMMANDS, type ControlCommand } from '../../plan/walk';
import { controlRun, type ControlOutcome } from '../../store/control';
import { readRun, type Run } from '../../store/runs';
import type { ApiDependencies } from '../dependencies';
import { toRunSummary } from '../present';
import { ok, type Answer, type ApiRequest, type Route } from '../route';

/** Commands to a run: `POST /api/workflows/{id}/pause`, `resume` and `cancel`. */
export const controlRoutes: readonly Route[] = CONTROL_COMMANDS.map((command) => ({
  method: 'post',
  body: 'none',
  path: `/api/workflows/:id/${command}`,
  roles: ['operator'],
  handle: (request, api) => control(command, request, api),
}));

/** 200 when the run has taken the command (or is so already), 202 when it will. */
async function control(
  command: ControlCommand,
  { principal, params }: ApiRequest,
  api: ApiDependencies,
): Promise<Answer> {
  const { workspaceId, name } = principal;
  const runId = params['id'] ?? '';
  const outcome = await controlRun(api.database, { workspaceId, runId, command, by: name });
  const run = await readRun(api.database, workspaceId, runId);
  if (!run) throw new AppError('RUN_UNKNOWN', { id: runId.slice(0, 100) });
  if (outcome.status !== 'accepted') return refuse(outcome.status, run);
  const brought = await api.temporal.bringRow(runId, outcome.row);
  const now = (await readRun(api.database, workspaceId, runId)) ?? run;
  return { status: brought === 'queued' ? 202 : 200, body: toRunSummary(now) };
}

function refuse(status: Exclude<ControlOutcome['status'], 'accepted'>, run: Run): Answer {
  if (status === 'unchanged') return ok(toRunSummary(run));
  if (status === 'unstarted') throw new AppError('RUN_UNSTARTED', { id: run.id });
  throw new AppError('RUN_CLOSED', { id: run.id, status: run.status });
}
