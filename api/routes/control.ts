import type { z } from 'zod';
import { AppError } from '../../plan/errors';
import { CONTROL_SCHEMAS, SetVariablesSchema } from '../../plan/control-messages';
import type { ControlCommand } from '../../plan/walk';
import { controlRun, type ControlOrder, type ControlOutcome } from '../../store/control';
import { readRun, type Run } from '../../store/runs';
import { checkVariables } from '../check-variables';
import type { ApiDependencies } from '../dependencies';
import { findRun, planOf } from '../find-run';
import { toRunSummary } from '../present';
import { parseBody } from '../request-error';
import { ok, type Answer, type ApiRequest, type Route } from '../route';

const commands = Object.entries(CONTROL_SCHEMAS) as [
  keyof typeof CONTROL_SCHEMAS,
  z.ZodType<Omit<ControlOrder, 'by'>>,
][];

/** Commands to a run: `POST /api/workflows/{id}/pause`, `retry` and so on; `PATCH …/variables`. */
export const controlRoutes: readonly Route[] = [
  ...commands.map(([command, schema]): Route => ({
    method: 'post',
    body: 'optional',
    path: `/api/workflows/:id/${command}`,
    roles: ['operator'],
    handle: (request, api) => {
      const order = parseBody(schema, request.body ?? {});
      return control({ command, order }, request, api);
    },
  })),
  {
    method: 'patch',
    path: '/api/workflows/:id/variables',
    roles: ['operator'],
    handle: setVariables,
  },
];

async function setVariables(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const { variables, ...order } = parseBody(SetVariablesSchema, request.body);
  const run = await findRun(request, api);
  const checked = checkVariables(variables, await planOf(run, api));
  return control({ command: 'set', order: { ...order, variables: checked } }, request, api);
}

/** 200 when the run has taken the command (or is so already), 202 when it will. */
async function control(
  {
    command,
    order,
  }: { readonly command: ControlCommand; readonly order: Omit<ControlOrder, 'by'> },
  request: ApiRequest,
  api: ApiDependencies,
): Promise<Answer> {
  const { workspaceId, name: by } = request.principal;
  const run = await findRun(request, api);
  const outcome = await controlRun(api.database, {
    workspaceId,
    runId: run.id,
    command,
    by,
    ...order,
  });
  if (outcome.status !== 'accepted') return refuse(outcome.status, run);
  const brought = await api.temporal.bringRow(run.id, outcome.row);
  if (brought === 'ignored') {
    throw new AppError('RUN_NOTHING_TO_SKIP', { id: run.id, step: order.step ?? 'any' });
  }
  const now = (await readRun(api.database, workspaceId, run.id)) ?? run;
  return { status: brought === 'queued' ? 202 : 200, body: toRunSummary(now) };
}

function refuse(status: Exclude<ControlOutcome['status'], 'accepted'>, run: Run): Answer {
  if (status === 'unchanged') return ok(toRunSummary(run));
  if (status === 'unstarted') throw new AppError('RUN_UNSTARTED', { id: run.id });
  if (status === 'unheld') throw new AppError('RUN_NOT_HELD', { id: run.id });
  throw new AppError('RUN_CLOSED', { id: run.id, status: run.status });
}
