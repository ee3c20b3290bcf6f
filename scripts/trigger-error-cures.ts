import { text } from './error-text';

/** For the codes of what begins runs besides a launch. */
export const TRIGGER_ERROR_TEXTS = {
  CHILD_CANCELLED: text(
    'A file that was called AS CHILD is a run of its own, and somebody has cancelled that run.',
    'Look at the run that has begun it: the event `child_started` names the child. TRY handles it.',
  ),
};
