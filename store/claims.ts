import type { Queryable } from './database';

/** Keeps a payload under the hash of its content. Doing it again changes nothing. */
export async function saveClaim(db: Queryable, hash: string, bytes: Uint8Array): Promise<void> {
  await db.prepared(
    'save_claim',
    'insert into claims (hash, content) values ($1,$2) on conflict do nothing',
    [hash, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)],
  );
}

/** The payload of a hash; undefined when there is none. */
export async function readClaim(db: Queryable, hash: string): Promise<Uint8Array | undefined> {
  const rows = await db.prepared<{ content: Buffer }>(
    'read_claim',
    'select content from claims where hash = $1',
    [hash],
  );
  return rows[0]?.content;
}
