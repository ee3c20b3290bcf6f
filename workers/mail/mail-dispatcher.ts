import type { Logger } from 'pino';
import { readApproval } from '../../store/approvals';
import type { Database } from '../../store/database';
import { readDriveFile } from '../../store/drive';
import { CHANNELS } from '../../store/notify';
import {
  claimOutbox,
  completeOutbox,
  endOutbox,
  failOutbox,
  type OutboxItem,
} from '../../store/outbox';
import { readAnyRun, type Run } from '../../store/runs';
import { startLoop, type Loop } from '../../temporal/loop';
import { MailError, type MailServer, type OutgoingMail } from './mail-server';
import { addressesOf, attachmentsOf, writeLetter, writeRequest, type Letter } from './write-mail';

const BATCH = 20;
const LEASE_MS = 120_000;
const POLL_MS = 2_000;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** Nobody wants a mail that is older. */
const GIVE_UP_AFTER_MS = 2 * 86_400_000;

/** What sending mails needs. */
export interface MailSender {
  readonly database: Database;
  readonly log: Logger;
  readonly server: MailServer;
  /** The page on which somebody decides; undefined where nobody can reach one. */
  readonly linkOf: (approvalId: string) => string | undefined;
}

/**
 * Hands the mails of the outbox to a mail server, each at least once: after a crash in the wrong moment it
 * comes again, with the same Message-ID. A server that is away is tried again for two days.
 */
export function startMailDispatcher(sender: MailSender): Loop {
  const { database, log, server } = sender;
  const loop = startLoop({ name: 'mail', everyMs: POLL_MS, log }, async () => {
    const options = { limit: BATCH, leaseMs: LEASE_MS, kinds: ['mail'] as const };
    const items = await claimOutbox(database, options);
    for (const item of items) await dispatch(sender, item);
    return items.length === BATCH;
  });
  const stopListening = database.listen([CHANNELS.outbox], () => {
    loop.wake();
  });
  return {
    wake: loop.wake,
    stop: async () => {
      await stopListening();
      await loop.stop();
      server.close();
    },
  };
}

async function dispatch(sender: MailSender, item: OutboxItem): Promise<void> {
  const { database, log, server } = sender;
  const to = addressesOf(item);
  if (to.length === 0) {
    await endOutbox(database, item.id, 'It is for nobody who has a mail address.');
    return;
  }
  const mail = await compose(sender, item, to);
  if (mail === undefined) {
    await completeOutbox(database, item.id);
    return;
  }
  try {
    await server.send(mail);
    await completeOutbox(database, item.id);
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    log.warn(
      { outboxId: item.id, runId: item.runId, reason: error.message },
      'a mail was not taken',
    );
    const isOver = Date.now() - Date.parse(item.createdAt) > GIVE_UP_AFTER_MS;
    if (error.final || isOver) await endOutbox(database, item.id, error.message);
    else await failOutbox(database, item.id, error.message, pauseAfter(item.attempts));
  }
}

function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_PAUSE_MS);
}

/** Undefined where nobody has to be written to any more: the request was decided meanwhile. */
async function compose(
  sender: MailSender,
  item: OutboxItem,
  to: readonly string[],
): Promise<OutgoingMail | undefined> {
  const { database } = sender;
  const run = item.runId === null ? undefined : await readAnyRun(database, item.runId);
  const letter = await write(sender, item, run);
  if (letter === undefined) return undefined;
  const messageId = `<${item.id}.${Date.parse(item.createdAt)}@everstep>`;
  return { messageId, to, ...letter, attachments: await attach(database, item, run) };
}

async function write(
  { database, linkOf }: MailSender,
  item: OutboxItem,
  run: Run | undefined,
): Promise<Letter | undefined> {
  const id = item.payload['approvalId'];
  if (typeof id !== 'string') return writeLetter(item);
  const approval = await readApproval(database, item.workspaceId, id);
  if (approval?.status !== 'open') return undefined;
  // Who is asked together with others decides with a key of their own: a link would not say who it was.
  const link = approval.people.length > 1 ? undefined : linkOf(id);
  return writeRequest(item, { approval, workflow: run?.workflowName ?? 'A workflow', link });
}

async function attach(
  database: Database,
  item: OutboxItem,
  run: Run | undefined,
): Promise<OutgoingMail['attachments']> {
  const attachments: { readonly filename: string; readonly content: string }[] = [];
  for (const path of attachmentsOf(item)) {
    const drive = run?.workflowName ?? '';
    const content = await readDriveFile(database, { workspaceId: item.workspaceId, drive, path });
    if (content !== undefined) {
      attachments.push({ filename: path.split('/').at(-1) ?? path, content });
    }
  }
  return attachments;
}
