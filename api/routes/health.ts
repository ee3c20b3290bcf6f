import type { Health } from '../../plan/messages';
import type { ApiDependencies } from '../dependencies';
import type { Answer } from '../route';

/** Both questions together stay below the 2 s within which the answer is promised. */
const PART_MS = 1_500;

/** Says whether the process lives (`/health`, `/health/live`) or whether it can work (`/health/ready`). */
export async function answerHealth(path: string, api: ApiDependencies): Promise<Answer> {
  if (path !== '/health/ready') return { status: 200, body: { status: 'live' } satisfies Health };
  const [database, temporal] = await Promise.all([
    isUp(async () => {
      await api.database.query('select 1');
      return api.isPrepared();
    }),
    isUp(() => api.temporal.isReachable()),
  ]);
  const ready = database && temporal && !api.stopping.aborted;
  const body: Health = {
    status: ready ? 'ready' : 'unavailable',
    parts: { database: database ? 'up' : 'down', temporal: temporal ? 'up' : 'down' },
  };
  return { status: ready ? 200 : 503, body };
}

/** False when the question fails or is not answered in time. */
async function isUp(ask: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, PART_MS);
  });
  try {
    return await Promise.race([ask().catch(() => false), late]);
  } finally {
    clearTimeout(timer);
  }
}
