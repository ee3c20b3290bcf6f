import { type Client, ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client';
import { AppError } from '../plan/errors';
import { SCHEDULE_WORKFLOW_TYPE } from '../plan/walk';

/** What Temporal is to have of a schedule. */
export interface ScheduleForm {
  readonly triggerId: string;
  /** Five fields, or six with seconds first. */
  readonly cron: string;
  readonly timezone: string;
  readonly catchUpSeconds: number;
  readonly paused: boolean;
  /** For people who look into Temporal. */
  readonly note: string;
}

/** Makes a schedule what it is to be, whether Temporal has one or not. */
export async function putSchedule(
  client: Client,
  form: ScheduleForm,
  taskQueue: string,
): Promise<void> {
  const scheduleId = scheduleIdOf(form.triggerId);
  const parts = {
    spec: { cronExpressions: [temporalCron(form.cron)], timezone: form.timezone },
    action: {
      type: 'startWorkflow' as const,
      workflowType: SCHEDULE_WORKFLOW_TYPE,
      workflowId: scheduleId,
      taskQueue,
      args: [{ triggerId: form.triggerId }],
    },
    // What begins a run ends at once; whether the run may begin is up to the rows.
    policies: {
      overlap: ScheduleOverlapPolicy.ALLOW_ALL,
      catchupWindow: form.catchUpSeconds * 1000,
    },
  };
  const state = { paused: form.paused, note: form.note };
  const handle = client.schedule.getHandle(scheduleId);
  try {
    await handle.update(() => ({ ...parts, state }));
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    await client.schedule.create({ scheduleId, ...parts, state });
  }
}

/** Takes a schedule away; one that is not there is no mistake. */
export async function dropSchedule(client: Client, triggerId: string): Promise<void> {
  try {
    await client.schedule.getHandle(scheduleIdOf(triggerId)).delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}

/** When a schedule fires next, RFC 3339; none where Temporal does not have it or is away. */
export async function nextTimes(client: Client, triggerId: string): Promise<readonly string[]> {
  try {
    const { info } = await client.schedule.getHandle(scheduleIdOf(triggerId)).describe();
    return info.nextActionTimes.slice(0, 3).map((time) => time.toISOString());
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return [];
    throw new AppError('API_UNAVAILABLE', { part: 'Temporal' }, { cause: error });
  }
}

function scheduleIdOf(triggerId: string): string {
  return `schedule-${triggerId}`;
}

/** Temporal reads seconds only in front of all seven fields. */
function temporalCron(cron: string): string {
  return cron.trim().split(/\s+/).length === 6 ? `${cron} *` : cron;
}
