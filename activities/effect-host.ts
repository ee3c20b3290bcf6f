import { createHash, createHmac } from 'node:crypto';
import type { EffectHost } from '../interpreter/host';
import type { Plan } from '../plan/schema';
import type { SegmentInput } from '../plan/walk';

/** The host of a segment: time comes from the rows, ids from the keys. */
export function createEffectHost(
  input: SegmentInput,
  plan: Plan,
  secret: string,
  clock: () => number,
): EffectHost {
  return {
    plan,
    runId: input.runId,
    inboxTaken: input.inboxTaken,
    inputNames: new Set(input.inputNames),
    now: clock,
    deriveId: (key) => deriveId(input.runId, key),
    approvalTokenHash: (approvalId) =>
      createHash('sha256').update(approvalToken(secret, approvalId)).digest('hex'),
  };
}

/** The token that an approver shows; only who knows the secret can make it. */
export function approvalToken(secret: string, approvalId: string): string {
  return createHmac('sha256', secret).update(`approval:${approvalId}`).digest('base64url');
}

/** A UUID (version 8) from run and key, so that a repetition gives the same. */
function deriveId(runId: string, key: string): string {
  const hex = createHash('sha256').update(`${runId}\n${key}`).digest('hex');
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
