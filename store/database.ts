import { Pool, types, type PoolClient, type PoolConfig, type QueryResultRow } from 'pg';
import { AppError } from '../plan/errors';
import { listenOn, type OnNotify } from './listen';
import { mapError } from './store-error';

/** Something that takes queries: the database, or one open transaction. */
export interface Queryable {
  /** Runs one statement and gives its rows. Nothing is retried. */
  query<R extends QueryResultRow>(text: string, params?: readonly unknown[]): Promise<readonly R[]>;
  /** Like `query`, but the server keeps the parsed statement under `name`; one name, one text. */
  prepared<R extends QueryResultRow>(
    name: string,
    text: string,
    params: readonly unknown[],
  ): Promise<readonly R[]>;
}

/** The pool of connections, and what is built on it. Safe to share by everything in a process. */
export interface Database extends Queryable {
  /** Where it connects to. It may hold a password: never log it. */
  readonly url: string;
  /** Runs `fn` in one transaction; any failure rolls back and is thrown on. */
  transaction<T>(fn: (tx: Queryable) => Promise<T>): Promise<T>;
  /**
   * Runs `fn` on one connection of its own, which is closed afterwards: session state is allowed, and it
   * waits for answers as long as they take.
   */
  session<T>(fn: (session: Queryable) => Promise<T>): Promise<T>;
  /** Listens on channels for ever, over a connection of its own; gives the function that stops it. */
  listen(channels: readonly string[], onNotify: OnNotify): () => Promise<void>;
  /** Waits for running statements and closes all connections, listeners too. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Most connections at once; 10 unless told. */
  readonly max?: number;
  /** How this process shows in `pg_stat_activity`. */
  readonly applicationName?: string;
  /** How long to wait for a free connection; 5 s unless told. */
  readonly connectTimeoutMs?: number;
  /** How long to wait for the answer to a statement, also of a server that hangs; 12 s unless told. */
  readonly answerTimeoutMs?: number;
}

/**
 * Opens a pool. It connects with the first statement, so a database that is away shows there, as
 * STORE_DOWN; one that is overloaded or locked shows as STORE_BUSY. Other SQL errors pass unchanged.
 */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const config: PoolConfig = {
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'everstep',
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    statement_timeout: Math.min(10_000, options.answerTimeoutMs ?? 10_000),
    query_timeout: options.answerTimeoutMs ?? 12_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 5_000,
    keepAlive: true,
    types: { getTypeParser },
  };
  const pool = new Pool(config);
  // An idle connection that breaks is replaced by the pool; without a handler the process would end.
  pool.on('error', ignore);
  const closers = new Set<() => Promise<void>>();
  let closed: Promise<void> | undefined;
  return {
    url,
    ...queries(pool),
    transaction: (fn) => withClient(pool, (client) => inTransaction(client, fn)),
    session: (fn) => withClient(pool, (client) => fn(queries(client, UNLIMITED_MS)), 'close'),
    listen: (channels, onNotify) => {
      const stop = listenOn(url, channels, onNotify);
      closers.add(stop);
      return () => {
        closers.delete(stop);
        return stop();
      };
    },
    close: () => (closed ??= closeAll(pool, closers)),
  };
}

/** The longest time that a timer takes, 24 days. */
const UNLIMITED_MS = 2 ** 31 - 1;

type Runner = Pick<PoolClient, 'query'>;

/** The two forms of a statement over a pool or one connection, with errors mapped. */
function queries(runner: Runner, answerTimeoutMs?: number): Queryable {
  const limit = answerTimeoutMs === undefined ? {} : { query_timeout: answerTimeoutMs };
  const run = async <R extends QueryResultRow>(
    query: { name?: string; text: string },
    params: readonly unknown[],
  ): Promise<readonly R[]> => {
    try {
      const result = await runner.query<R>({ ...query, ...limit, values: [...params] });
      return result.rows;
    } catch (error) {
      throw mapError(error);
    }
  };
  return {
    query: (text, params = []) => run({ text }, params),
    prepared: (name, text, params) => run({ name, text }, params),
  };
}

/** Lends one connection; after a failure it is thrown away, as its state is not known. */
async function withClient<T>(
  pool: Pool,
  fn: (client: PoolClient) => Promise<T>,
  after: 'keep' | 'close' = 'keep',
): Promise<T> {
  const client = await connect(pool);
  client.on('error', ignore);
  let broken = true;
  try {
    const result = await fn(client);
    broken = after === 'close';
    return result;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw mapError(error);
  }
}

async function inTransaction<T>(client: PoolClient, fn: (tx: Queryable) => Promise<T>): Promise<T> {
  const tx = queries(client);
  await tx.query('begin');
  try {
    const result = await fn(tx);
    await tx.query('commit');
    return result;
  } catch (error) {
    // The connection is thrown away next; this only frees the locks sooner. Whoever is away cannot.
    const isDown = error instanceof AppError && error.code === 'STORE_DOWN';
    if (!isDown) await tx.query('rollback').catch(ignore);
    throw error;
  }
}

async function closeAll(pool: Pool, closers: Set<() => Promise<void>>): Promise<void> {
  await Promise.all([...closers].map((close) => close()));
  await pool.end();
}

function ignore(): void {
  // Nothing to do: the statement that needed the connection reports the failure.
}

/** How `pg` reads a type unless told otherwise; types are plain numbers here. */
interface Types {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown;
}
const defaults: Types = types;
const TIMESTAMPTZ: number = types.builtins.TIMESTAMPTZ;
const INT8: number = types.builtins.INT8;
const readTime = defaults.getTypeParser(TIMESTAMPTZ) as (text: string) => Date | number;

/** Times as RFC 3339 text with milliseconds, 64-bit integers as numbers, all else as `pg` does. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === TIMESTAMPTZ) return (text) => new Date(readTime(text)).toISOString();
  if (oid === INT8) return readSafeInteger;
  return defaults.getTypeParser(oid, format);
}

function readSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is not a safe integer`);
  return value;
}
