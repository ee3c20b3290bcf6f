import { define, type Family } from './entry';

/** What the run knows of itself; NULL where the host has not set it. */
export const RUN_FUNCTIONS: Family = {
  session_id: define(0, 0, (_args, scope) => scope.read('session_id')),
  bot_id: define(0, 0, (_args, scope) => scope.read('bot_id')),
};
