import type { z } from 'zod';
import { AppError } from '../../plan/errors';
import { CONTROL_SCHEMAS, SetVariablesSchema } from '../../plan/control-messages';
import type { ControlCommand } from '../../plan/walk';
import type { ErrorCode } from '../../plan/errors';
import { RunSummarySchema } from '../../plan/messages';
import { controlRun, type ControlOrder, type ControlOutcome } from '../../store/control';
import { readRun, type Run } from '../../store/runs';
import { checkVariables } from '../check-variables';
import type { ApiDependencies } from '../dependencies';
import { findRun, planOf } from '../find-run';
import { toRunSummary } from '../present';
import { form, ok, route, type Answer, type ApiRequest, type Route } from '../route';

const commands = Object.entries(CONTROL_SCHEMAS) as [
  keyof typeof CONTROL_SCHEMAS,
  z.ZodType<Omit<ControlOrder, 'by'>>,
][];

const SUMMARIES: Readonly<Record<keyof typeof CONTROL_SCHEMAS, string>> = {
  pause: 'Lets a run begin no more steps.',
  resume: 'Lets a paused run go on.',
  cancel: 'Ends a run.',
  retry: 'Lets a step that has failed, and waits for an operator, be done again.',
  skip: 'Lets a run go on behind a step that has failed, or behind a wait.',
};
const ANSWERS = {
  200: form('The run has taken the command, or is so already.', RunSummarySchema),
  202: form('The command is recorded; the run will take it.', RunSummarySchema),
};
const ERRORS = ['RUN_UNKNOWN', 'RUN_UNSTARTED', 'RUN_CLOSED'] as const;
const MORE_ERRORS: Readonly<Partial<Record<string, readonly ErrorCode[]>>> = {
  retry: ['RUN_NOT_HELD'],
  skip: ['RUN_NOT_HELD', 'RUN_NOTHING_TO_SKIP'],
};

/** Commands to a run: `POST /api/workflows/{id}/pause`, `retry` and so on; `PATCH …/variables`. */
export const controlRoutes: readonly Route[] = [
  ...commands.map(([command, body]) =>
    route({
      method: 'post',
      path: `/api/workflows/:id/${command}`,
      summary: SUMMARIES[command],
      roles: ['operator'],
      body,
      isBodyOptional: true,
      answers: ANSWERS,
      errors: [...ERRORS, ...(MORE_ERRORS[command] ?? [])],
      handle: (request, api) => control({ command, order: request.body }, request, api),
    }),
  ),
  route({
    method: 'patch',
    path: '/api/workflows/:id/variables',
    summary: 'Sets variables of a run.',
    roles: ['operator'],
    body: SetVariablesSchema,
    answers: ANSWERS,
    errors: [...ERRORS, 'VARIABLE_RESERVED', 'PLAN_UNKNOWN'],
    handle: setVariables,
  }),
];

async function setVariables(
  request: ApiRequest<unknown, z.infer<typeof SetVariablesSchema>>,
  api: ApiDependencies,
): Promise<Answer> {
  const { variables, ...order } = request.body;
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
