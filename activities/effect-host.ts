import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { EffectHost } from '../interpreter/host';
import { eraOf } from '../interpreter/segment/perform-step';
import { uuidOfHash } from '../plan/ids';
import type { Plan } from '../plan/schema';
import type { SegmentInput } from '../plan/walk';

/** What the host of a segment is made of besides its input. */
interface SegmentFacts {
  readonly secret: string;
  readonly trustSignals: boolean;
  readonly incarnation: number;
  readonly clock: () => number;
}

/** The host of a segment: time comes from the rows, ids from the keys. */
export function createEffectHost(
  input: SegmentInput,
  plan: Plan,
  segment: SegmentFacts,
): EffectHost {
  const { secret, trustSignals, incarnation, clock } = segment;
  return {
    plan,
    runId: input.runId,
    inboxTaken: input.inboxTaken,
    inputNames: new Set(input.inputNames),
    flags: input.flags,
    now: clock,
    deriveId: (key) =>
      uuidOfHash(sha256(`${input.runId}\n${eraOf(incarnation, input.era)}\n${key}`)),
    judgeSignal: (approvalId, token) => {
      if (token !== null) return isToken(secret, approvalId, token) ? 'token' : 'refused';
      return trustSignals ? 'trust' : 'refused';
    },
    approvalTokenHash: (approvalId) => sha256(approvalToken(secret, approvalId)),
  };
}

/** The token that an approver shows; only who knows the secret can make it. */
export function approvalToken(secret: string, approvalId: string): string {
  return createHmac('sha256', secret).update(`approval:${approvalId}`).digest('base64url');
}

function isToken(secret: string, approvalId: string, token: string): boolean {
  return timingSafeEqual(
    Buffer.from(sha256(token)),
    Buffer.from(sha256(approvalToken(secret, approvalId))),
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
