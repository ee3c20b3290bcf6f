import { text } from './error-text';

/** For the codes of what begins runs besides a launch. */
export const TRIGGER_ERROR_TEXTS = {
  TRIGGER_UNKNOWN: text(
    'The schedule, webhook or delivery is not there: its package has changed, or somebody has deleted it.',
    'Look at `GET /api/triggers`, `GET /api/schedules` or `GET /api/webhooks`.',
  ),
  TRIGGER_BUSY: text(
    'The schedule wants one run alone, and that one goes on.',
    'Wait for its end or cancel it; `schedule-overlap,allow` in config.csv lets several go on at once.',
  ),
  WEBHOOK_SIGNATURE: text(
    'No package has a webhook of this name, its secret is not set, the signature or its time is wrong (5 minutes are allowed), or it is paused. These are not told apart, so that nobody learns names.',
    'Compare `webhook-<name>-secret` in config.csv with the environment of the API, and sign `id.timestamp.body` as Standard Webhooks says.',
  ),
  CHILD_CANCELLED: text(
    'A file that was called AS CHILD is a run of its own, and somebody has cancelled that run.',
    'Look at the run that has begun it: the event `child_started` names the child. TRY handles it.',
  ),
};
