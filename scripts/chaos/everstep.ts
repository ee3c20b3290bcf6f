import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findDistDir } from '../../runtime/stack-processes';
import { startInfrastructure, type Infrastructure } from '../../runtime/test-stack';
import { openDatabase, type Database } from '../../store/database';
import { migrate } from '../../store/migrate';
import { ManagedProcess } from './managed-process';

/** The key of its admin. */
export const API_KEY = 'a-key-for-tests-only';
const ROOT = dirname(findDistDir());

/** What the API answers: its status and its JSON. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Parts extends Pick<Everstep, 'infrastructure' | 'database' | 'worker' | 'api' | 'url'> {
  readonly directory: string;
}

/**
 * The whole product on servers of its own: PostgreSQL and Temporal that are started again when they are
 * killed, an API and a worker whose life the caller decides.
 */
export class Everstep {
  readonly #directory: string;
  readonly infrastructure: Infrastructure;
  readonly database: Database;
  readonly worker: ManagedProcess;
  readonly api: ManagedProcess;
  readonly url: string;
  /** The folder of the packages that can be launched. */
  readonly packages: string;

  private constructor(parts: Parts) {
    this.infrastructure = parts.infrastructure;
    this.database = parts.database;
    this.worker = parts.worker;
    this.api = parts.api;
    this.url = parts.url;
    this.#directory = parts.directory;
    this.packages = join(parts.directory, 'packages');
  }

  /** Starts everything with an empty database. */
  static async start(environment: Readonly<Record<string, string>> = {}): Promise<Everstep> {
    const directory = mkdtempSync(join(tmpdir(), 'everstep-e2e-'));
    const packages = join(directory, 'packages');
    cpSync(join(ROOT, 'bottemplates'), packages, { recursive: true });
    const infrastructure = await startInfrastructure();
    const databaseUrl = await infrastructure.createDatabase('everstep');
    const database = openDatabase(databaseUrl, { applicationName: 'everstep e2e' });
    await migrate(database, { directory: join(ROOT, 'migrations') });
    const port = await freePort();
    const shared = {
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: infrastructure.temporalAddress,
      TEMPORAL_NAMESPACE: infrastructure.temporalNamespace,
      EVERSTEP_SECRET: 'a secret for tests only',
      EVERSTEP_API_KEY: API_KEY,
      EVERSTEP_PORT: String(port),
      EVERSTEP_DATA_DIR: directory,
      EVERSTEP_PACKAGES_DIR: packages,
      EVERSTEP_ALLOW_PRIVATE_ADDRESSES: 'true',
      TZ: 'UTC',
      LC_ALL: 'C.UTF-8',
      ...environment,
    };
    const worker = new ManagedProcess('worker', shared, directory);
    const api = new ManagedProcess('api', shared, directory);
    await Promise.all([worker.start(), api.start()]);
    const url = `http://127.0.0.1:${port}`;
    return new Everstep({ infrastructure, database, worker, api, url, directory });
  }

  /** Adds a package to those that can be launched. */
  addPackage(name: string, files: Readonly<Record<string, string>>): void {
    const folder = join(this.#directory, 'packages', `${name}.gbai`);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
  }

  /** One request; tried again while the API, or what it needs, is away. */
  async request(method: string, path: string, body?: unknown, headers = {}): Promise<Answer> {
    const deadline = Date.now() + 120_000;
    for (;;) {
      const answer = await this.requestOnce(method, path, body, headers).catch(() => undefined);
      if (answer && answer.status !== 503) return answer;
      if (Date.now() > deadline) throw new Error(`${method} ${path} has no answer`);
      await sleep(100);
    }
  }

  /** One request, whatever becomes of it. */
  async requestOnce(method: string, path: string, body?: unknown, headers = {}): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { 'x-api-key': API_KEY, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    const json = text === '' ? {} : (JSON.parse(text) as Answer['body']);
    return { status: response.status, body: json };
  }

  /** Launches a workflow; the idempotency key makes a repeated request the same launch. */
  async launch(name: string, input: Readonly<Record<string, unknown>>): Promise<string> {
    const key = { 'idempotency-key': randomUUID() };
    const answer = await this.request('POST', '/api/workflows', { package: name, input }, key);
    if (typeof answer.body['id'] !== 'string') throw new Error(JSON.stringify(answer));
    return answer.body['id'];
  }

  /** Decides every approval of a run that is open, until the run has ended. Gives the row of the run. */
  async decideUntilEnded(runId: string, decision: 'approve' | 'reject'): Promise<Answer['body']> {
    const deadline = Date.now() + 120_000;
    for (;;) {
      const { body } = await this.request('GET', `/api/workflows/${runId}`);
      if (!['planning', 'running', 'paused'].includes(String(body['status']))) return body;
      if (Date.now() > deadline) throw new Error(`stuck: ${JSON.stringify(body)}`);
      const open = await this.request('GET', `/api/approvals?status=open&run=${runId}`);
      for (const { id } of (open.body['items'] ?? []) as readonly { readonly id: string }[]) {
        const by = 'manager@company.com';
        await this.request('POST', `/api/approvals/${id}/decision`, { decision, by });
      }
      await sleep(100);
    }
  }

  /** Waits until every run has ended and nothing is left in the outbox: what is done twice is done by then. */
  async settled(): Promise<void> {
    const deadline = Date.now() + 120_000;
    for (;;) {
      const [row] = await this.database.query<{ open: number }>(
        `select (select count(*) from workflow_executions
             where status in ('planning', 'running', 'paused'))::int
           + (select count(*) from outbox
             where done_at is null and kind not in ('mail', 'message'))::int as open`,
      );
      if (row?.open === 0) return;
      if (Date.now() > deadline) throw new Error(`${row?.open ?? 0} runs or outbox items are left`);
      await sleep(100);
      await this.revive();
    }
  }

  /** Starts what was killed. */
  async revive(): Promise<void> {
    if (!this.worker.isRunning) await this.worker.start();
    if (!this.api.isRunning) await this.api.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.worker.stop(), this.api.stop()]);
    await this.database.close();
    await this.infrastructure.stop();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
