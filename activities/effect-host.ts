import { createHash, createHmac } from 'node:crypto';
import type { EffectHost } from '../interpreter/host';
import { uuidOfHash } from '../plan/ids';
import type { Plan } from '../plan/schema';
import type { SegmentInput } from '../plan/walk';

/** The host of a segment: time comes from the rows, ids from the keys. */
export function createEffectHost(
  input: SegmentInput,
  plan: Plan,
  segment: { readonly secret: string; readonly incarnation: number; readonly clock: () => number },
): EffectHost {
  const { secret, incarnation, clock } = segment;
  return {
    plan,
    runId: input.runId,
    inboxTaken: input.inboxTaken,
    inputNames: new Set(input.inputNames),
    now: clock,
    deriveId: (key) => uuidOfHash(sha256(`${input.runId}\n${incarnation}\n${key}`)),
    approvalTokenHash: (approvalId) => sha256(approvalToken(secret, approvalId)),
  };
}

/** The token that an approver shows; only who knows the secret can make it. */
export function approvalToken(secret: string, approvalId: string): string {
  return createHmac('sha256', secret).update(`approval:${approvalId}`).digest('base64url');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
