import pino from 'pino';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { decideApproval } from '../../store/approvals';
import { listMail, type Mail } from '../../store/outbox';
import { createTestDatabase, type TestDatabase } from '../../store/test-database';
import { anApproval, runEffect, startRun, WORKSPACE } from '../../store/test-run';
import { startMailDispatcher } from './mail-dispatcher';
import { connectMailServer } from './mail-server';

/** A real mail server that keeps what it is given; `answers` are what it says to each mail, then it takes all. */
class Mailbox {
  /** All that came, and of these what was taken. */
  readonly seen: string[] = [];
  readonly taken: string[] = [];
  readonly answers: number[] = [];
  readonly #server: SMTPServer;

  constructor(options: SMTPServerOptions = {}) {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      ...options,
      onData: (stream, _session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const status = this.answers.shift();
          const text = Buffer.concat(parts).toString('utf8');
          this.seen.push(text);
          if (status === undefined) this.taken.push(text);
          const refusal = Object.assign(new Error('not today'), { responseCode: status });
          done(status === undefined ? null : refusal);
        });
      },
    });
  }

  async start(port = 0): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return (this.#server.server.address() as { readonly port: number }).port;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}

let test: TestDatabase;
let mailbox: Mailbox;
let port: number;
let stop: (() => Promise<void>) | undefined;
beforeEach(async () => {
  test = await createTestDatabase();
  mailbox = new Mailbox();
  port = await mailbox.start();
});
afterEach(async () => {
  await stop?.();
  stop = undefined;
  await mailbox.stop();
  await test.drop();
});

function start(url = `smtp://127.0.0.1:${port}`): void {
  const server = connectMailServer({ url, from: 'Shop <shop@example.com>' });
  const loop = startMailDispatcher({
    database: test.database,
    log: pino({ level: 'silent' }),
    server,
    linkOf: (id) => `https://everstep.example.com/decide/${id}/token`,
  });
  stop = () => loop.stop();
}

/** SEND MAIL of a run. */
async function write(to: readonly string[], changes: object = {}): Promise<void> {
  const payload = { to, subject: 'Your order', body: 'It is on its way.\n', ...changes };
  const { runId } = await startRun(test.database);
  await test.database.query(
    `insert into outbox (kind, workspace_id, run_id, payload) values ('mail', $1, $2, $3)`,
    [WORKSPACE, runId, JSON.stringify(payload)],
  );
}

async function until(wanted: (mail: Mail) => boolean): Promise<Mail> {
  for (const end = Date.now() + 20_000; Date.now() < end;) {
    const [mail] = await listMail(test.database, WORKSPACE, 1);
    if (mail !== undefined && wanted(mail)) return mail;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(JSON.stringify(await listMail(test.database, WORKSPACE, 1)));
}

const isDelivered = ({ deliveredAt }: Mail): boolean => deliveredAt !== null;
const isGivenUp = ({ failedAt }: Mail): boolean => failedAt !== null;
const makeDue = (): Promise<unknown> =>
  test.database.query('update outbox set next_at = now() where done_at is null', []);

it('hands a mail over, with its attachments', async () => {
  const { runId } = await startRun(test.database);
  await test.database.query(
    `insert into drive_files (workspace_id, drive, path, content, size)
     select workspace_id, workflow_name, 'bills/7.txt', 'Total 12', 8
     from workflow_executions where id = $1`,
    [runId],
  );
  await write(['ann@example.com', 'bob@example.com'], { data: { attachments: ['bills/7.txt'] } });
  start();
  await until(isDelivered);
  const [text = ''] = mailbox.taken;
  expect(text).toMatch(/^From: Shop <shop@example\.com>$/m);
  expect(text).toMatch(/^To: ann@example\.com, bob@example\.com$/m);
  expect(text).toMatch(/^Subject: Your order$/m);
  expect(text).toMatch(/^Message-ID: <\d+\.\d+@everstep>$/m);
  expect(text).toContain('It is on its way.');
  expect(text).toContain('filename=7.txt');
});

it('asks for a decision, and not when it was made meanwhile', async () => {
  const { runId, head } = await startRun(test.database);
  const effect = anApproval({ asked: 'ann@example.com', message: 'Pay back 250?' });
  await runEffect(test.database, head, effect);
  start();
  await until(isDelivered);
  expect(mailbox.taken[0]).toContain('Pay back 250?');
  const unfolded = mailbox.taken[0]?.replaceAll('=\r\n', '');
  expect(unfolded).toContain(`Decide: https://everstep.example.com/decide/${effect.id}/token`);
  expect(mailbox.taken[0]).toContain(runId);
  await stop?.();
  await test.database.query(
    `insert into outbox (kind, workspace_id, run_id, payload)
     select kind, workspace_id, run_id, payload from outbox where kind = 'mail'`,
    [],
  );
  const said = { approved: true, by: 'ann@example.com', comment: null, via: 'api' };
  await decideApproval(test.database, { workspaceId: WORKSPACE, id: effect.id, ...said });
  start();
  await until(isDelivered);
  expect(mailbox.taken).toHaveLength(1);
});

it('tries again what the server cannot take now, with the same Message-ID', async () => {
  mailbox.answers.push(451, 421);
  await write(['ann@example.com']);
  start();
  await until(({ attempts, lastError }) => attempts === 1 && lastError !== null);
  await makeDue();
  await until(({ attempts, lastError }) => attempts === 2 && lastError !== null);
  await makeDue();
  expect(await until(isDelivered)).toMatchObject({ attempts: 3, lastError: null });
  expect(mailbox.taken).toHaveLength(1);
  const ids = mailbox.seen.map((text) => /^Message-ID: (.+)$/m.exec(text)?.[1]);
  expect(ids).toEqual([ids[0], ids[0], ids[0]]);
});

it('gives up what the server refuses for good', async () => {
  mailbox.answers.push(550);
  await write(['nobody@example.com']);
  start();
  expect(await until(isGivenUp)).toMatchObject({
    attempts: 1,
    deliveredAt: null,
    lastError: expect.stringContaining('not today') as string,
  });
});

it('gives up a mail for nobody who has an address, without asking the server', async () => {
  await write(['the manager', 'ann@example.com\r\nBcc: eve@example.com']);
  start();
  expect((await until(isGivenUp)).lastError).toContain('mail address');
  expect(mailbox.taken).toEqual([]);
});

it('waits for a server that is away', async () => {
  await mailbox.stop();
  await write(['ann@example.com']);
  start();
  await until(({ lastError }) => lastError?.includes('ECONNREFUSED') === true);
  mailbox = new Mailbox();
  await mailbox.start(port);
  await makeDue();
  await until(isDelivered);
  expect(mailbox.taken).toHaveLength(1);
});

it('logs in, and goes on trying when the password is wrong', async () => {
  await mailbox.stop();
  const options: SMTPServerOptions = {
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ password }, _session, done) => {
      if (password === 'right') done(null, { user: 'shop' });
      else done(new Error('wrong'));
    },
  };
  mailbox = new Mailbox(options);
  await mailbox.start(port);
  await write(['ann@example.com']);
  start(`smtp://shop:wrong@127.0.0.1:${port}`);
  const failed = await until(({ lastError }) => lastError !== null);
  expect(failed.failedAt).toBeNull();
  expect(JSON.stringify(failed)).not.toContain('shop:wrong');
  await stop?.();
  await makeDue();
  start(`smtp://shop:right@127.0.0.1:${port}`);
  await until(isDelivered);
});

it('lets nothing in a text become a header or an address to read', async () => {
  const subject = 'Hello\r\nBcc: eve@example.com';
  await write(['ann@example.com'], { subject, body: 'x', data: { attachments: ['/etc/passwd'] } });
  start();
  await until(isDelivered);
  const [head = ''] = (mailbox.taken[0] ?? '').split('\r\n\r\n');
  expect(head).toMatch(/^Subject: Hello Bcc: eve@example\.com$/m);
  expect(head).not.toMatch(/^Bcc:/m);
  expect(mailbox.taken[0]).not.toContain('root:');
});
