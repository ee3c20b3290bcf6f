import { createHash } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { AppError } from '../plan/errors';
import { pinPlan } from '../plan/pinned-plan';
import type { Places, Plan } from '../plan/schema';
import { CLAIM_ENCODING, PLAN_ENCODING } from '../plan/walk';
import { readClaim, saveClaim } from '../store/claims';
import type { Database } from '../store/database';
import { readPlan } from '../store/plans';

/** Payloads above this size lie in the database; only their hash travels. */
export const CLAIM_THRESHOLD_BYTES = 64 * 1024;
/** Most bytes that are kept in memory for plans and claims. */
const CACHE_BYTES = 64 * 1024 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Keeps plans and large values out of histories: a plan travels as its hash, a value above 64 KB as a claim.
 * Both are content-addressed and never change, so they are cached.
 */
export class ClaimCodec implements PayloadCodec {
  readonly #cache = new Map<string, Uint8Array>();
  #cached = 0;

  constructor(private readonly database: Database) {}

  async encode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.all(payloads.map((payload) => this.#encodeOne(payload)));
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.all(payloads.map((payload) => this.#decodeOne(payload)));
  }

  async #encodeOne(payload: Payload): Promise<Payload> {
    const size = payload.data?.length ?? 0;
    if (size <= CLAIM_THRESHOLD_BYTES || !payload.data) return payload;
    const hash = createHash('sha256').update(payload.data).digest('hex');
    await saveClaim(this.database, hash, Buffer.from(payload.data));
    return {
      metadata: {
        ...payload.metadata,
        encoding: encoder.encode(CLAIM_ENCODING),
        claimed: payload.metadata?.['encoding'] ?? encoder.encode('json/plain'),
      },
      data: encoder.encode(hash),
    };
  }

  async #decodeOne(payload: Payload): Promise<Payload> {
    const encoding = decoder.decode(payload.metadata?.['encoding'] ?? new Uint8Array());
    if (encoding !== PLAN_ENCODING && encoding !== CLAIM_ENCODING) return payload;
    const hash = decoder.decode(payload.data ?? new Uint8Array());
    const data = await this.#read(encoding, hash);
    const { claimed, ...metadata } = payload.metadata ?? {};
    const original = claimed ?? encoder.encode('json/plain');
    return { metadata: { ...metadata, encoding: original }, data };
  }

  async #read(encoding: string, hash: string): Promise<Uint8Array> {
    const key = `${encoding} ${hash}`;
    const cached = this.#cache.get(key);
    if (cached) return cached;
    const data =
      encoding === PLAN_ENCODING ? await this.#readPlan(hash) : await this.#readClaim(hash);
    this.#keep(key, data);
    return data;
  }

  async #readPlan(hash: string): Promise<Uint8Array> {
    const stored = await readPlan(this.database, hash);
    if (!stored) throw new AppError('PLAN_UNKNOWN', { hash });
    const plan = pinPlan(JSON.parse(stored.plan) as Plan, JSON.parse(stored.places) as Places);
    return encoder.encode(JSON.stringify(plan));
  }

  async #readClaim(hash: string): Promise<Uint8Array> {
    const stored = await readClaim(this.database, hash);
    if (!stored) throw new Error(`The claim ${hash} is missing.`);
    return stored;
  }

  #keep(key: string, data: Uint8Array): void {
    this.#cache.set(key, data);
    this.#cached += data.length;
    for (const [oldest, bytes] of this.#cache) {
      if (this.#cached <= CACHE_BYTES) return;
      this.#cache.delete(oldest);
      this.#cached -= bytes.length;
    }
  }
}
