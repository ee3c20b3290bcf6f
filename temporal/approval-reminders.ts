import type { Logger } from 'pino';
import { remindApproval } from '../store/approvals';
import type { Database } from '../store/database';
import { startLoop, type Loop } from './loop';

/** A reminder is late by at most this. */
const EVERY_MS = 2_000;

/** Leaves the mails of REMIND EVERY when they are due. Any number of workers may do so at once. */
export function startApprovalReminders({
  database,
  log,
}: {
  readonly database: Database;
  readonly log: Logger;
}): Loop {
  return startLoop({ name: 'approval reminders', everyMs: EVERY_MS, log }, () =>
    remindApproval(database),
  );
}
