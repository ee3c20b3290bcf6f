import type { DecisionRequest } from '../plan/messages';
import { connectApi } from './connection';
import { show, type Context } from './context';
import type { ExitCode } from './exit-codes';

/** Options of both decisions. */
export interface DecisionFlags {
  readonly comment?: string;
  readonly by?: string;
}

/** Decides an approval; one that somebody else has decided is a conflict (exit code 6). */
export async function decide(
  context: Context,
  id: string,
  decision: DecisionRequest['decision'],
  { comment, by }: DecisionFlags,
): Promise<ExitCode> {
  const decided = await connectApi(context).decide(id, {
    decision,
    ...(comment === undefined ? {} : { comment }),
    ...(by === undefined ? {} : { by }),
  });
  return show(context, decided.approval, () => {
    const { status, decidedBy, runId, needed, votes } = decided.approval;
    if (status === 'open') {
      const yes = votes.filter(({ approved }) => approved).length;
      return [`Counted: ${yes} of ${needed ?? 1} approvals so far. Run ${runId} waits on.`];
    }
    const later = decided.queued ? '; it will take the decision as soon as a worker runs' : '';
    const word = decision === 'approve' ? 'Approved' : 'Rejected';
    const who = decidedBy === null ? '' : ` as ${decidedBy}`;
    return [`${word}${who} (${status}). Run ${runId} goes on${later}.`];
  });
}
