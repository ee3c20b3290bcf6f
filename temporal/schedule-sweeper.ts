import type { Value } from '../plan/value';
import { CHANNELS } from '../store/notify';
import {
  listSchedulesToSync,
  markSynced,
  noteTriggerError,
  type ScheduleToSync,
} from '../store/triggers';
import { startLoop, type Loop } from './loop';
import type { LoopDependencies } from './loop-dependencies';

const EVERY_MS = 5000;

/**
 * Makes the schedules of Temporal what the rows say: created, changed, paused and deleted. Rows are the
 * truth, so a schedule that could not be made while Temporal was away is made when it is back.
 */
export function startScheduleSweeper(dependencies: LoopDependencies): Loop {
  const { database, log } = dependencies;
  const loop = startLoop({ name: 'schedules', everyMs: EVERY_MS, log }, async () => {
    for (const schedule of await listSchedulesToSync(database)) await sync(dependencies, schedule);
    return false;
  });
  const stopListening = database.listen([CHANNELS.triggers], () => {
    loop.wake();
  });
  return {
    wake: loop.wake,
    stop: async () => {
      await stopListening();
      await loop.stop();
    },
  };
}

async function sync(
  { database, gateway, log }: LoopDependencies,
  schedule: ScheduleToSync,
): Promise<void> {
  const { id, options, paused, state, name, package: packageName } = schedule;
  try {
    if (state === 'active') {
      await gateway.putSchedule({
        triggerId: id,
        cron: text(options['cron']),
        timezone: text(options['timezone']),
        catchUpSeconds: Number(options['catchUpSeconds']),
        paused,
        note: `${packageName}: ${name}`,
      });
    } else await gateway.dropSchedule(id);
    await markSynced(database, schedule);
  } catch (error) {
    log.warn({ err: error, triggerId: id }, 'a schedule could not be made in Temporal');
    await noteTriggerError(database, id, error instanceof Error ? error.message : 'failed');
  }
}

function text(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}
