import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old, or how far ahead, the time of a signed request may be. */
const TOLERANCE_SECONDS = 300;
const ENCODED = 'whsec_';

/** What is signed, as Standard Webhooks defines it. */
export interface SignedRequest {
  readonly id: string;
  /** Seconds since 1970, as text. */
  readonly timestamp: string;
  readonly body: Buffer | string;
}

/** The signature of a request: `v1,` and the HMAC of id, time and body. */
export function signWebhook({ id, timestamp, body }: SignedRequest, secret: string): string {
  const mac = createHmac('sha256', keyOf(secret));
  return `v1,${mac.update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
}

/**
 * True when one of the signatures is right and the time is within five minutes of now. Compared without
 * telling by the time it takes how much of it was right.
 */
export function isSignedWebhook(
  request: SignedRequest & { readonly signatures: string },
  secret: string,
  nowMs: number,
): boolean {
  const seconds = /^\d{1,12}$/.test(request.timestamp) ? Number(request.timestamp) : NaN;
  if (!(Math.abs(nowMs / 1000 - seconds) <= TOLERANCE_SECONDS)) return false;
  const wanted = Buffer.from(signWebhook(request, secret));
  return request.signatures.split(' ').some((given) => {
    const found = Buffer.from(given);
    return found.length === wanted.length && timingSafeEqual(found, wanted);
  });
}

function keyOf(secret: string): Buffer {
  return secret.startsWith(ENCODED)
    ? Buffer.from(secret.slice(ENCODED.length), 'base64')
    : Buffer.from(secret);
}
