import { AppError } from '../plan/errors';
import { ApiProblem, NotRunning, Unreachable } from './client-errors';

/** What the exit code of a command says. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  unreachable: 3,
  refused: 4,
  notFound: 5,
  conflict: 6,
  killed: 130,
} as const;

/** An exit code of the table above. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The table as `everstep --help` shows it. */
export const exitCodeHelp = `Exit codes:
  0    done
  1    what was asked for failed, or has mistakes
  2    wrong usage
  3    the API or a server cannot be reached
  4    refused (401, 403)
  5    not found (404, or no such file)
  6    conflict (409)
  130  killed by a second Ctrl-C`;

/** The command was called in a way that cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A file or folder that a command needs is not there. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}

/** The exit code that tells of an error. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof NotFound) return EXIT.notFound;
  if (error instanceof Unreachable || error instanceof NotRunning) return EXIT.unreachable;
  if (error instanceof AppError && error.code === 'STACK_SETTING_INVALID') return EXIT.usage;
  if (error instanceof AppError && error.code === 'STACK_STOPPED') return EXIT.killed;
  if (error instanceof ApiProblem || error instanceof AppError) return fromStatus(error.status);
  return EXIT.failed;
}

function fromStatus(status: number): ExitCode {
  if (status === 401 || status === 403) return EXIT.refused;
  if (status === 404) return EXIT.notFound;
  if (status === 409) return EXIT.conflict;
  return status >= 502 && status <= 504 ? EXIT.unreachable : EXIT.failed;
}
