import type { Value } from '../../plan/value';
import type { Approval } from '../../store/approvals';
import type { OutboxItem } from '../../store/outbox';

/** A mail before it is addressed. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

const LONGEST_SUBJECT = 200;

/** Who gets an item: what has no at sign is a name that no mail can reach. */
export function addressesOf({ payload }: OutboxItem): readonly string[] {
  const { to = null } = payload;
  const names = Array.isArray(to) ? to : [to];
  return names
    .flatMap((name) => (typeof name === 'string' ? name.split(/[,;]/) : []))
    .map((name) => name.trim())
    .filter((name) => /^[^\s@<>]+@[^\s@<>]+$/.test(name));
}

/** The mail of SEND MAIL, or the one that says that somebody waited in vain. */
export function writeLetter({ payload }: OutboxItem): Letter {
  const text = textOf(payload['body']) ?? textOf(payload['message']) ?? '';
  const [first = ''] = text.split('\n');
  return { subject: shorten(textOf(payload['subject']) ?? first), text };
}

/** What a request is written with. */
export interface RequestParts {
  readonly approval: Approval;
  readonly workflow: string;
  /** Address of the page on which to decide, where there is one. */
  readonly link: string | undefined;
}

/** The mail that asks somebody to decide, or reminds them. */
export function writeRequest(item: OutboxItem, { approval, workflow, link }: RequestParts): Letter {
  const isReminder = item.payload['reminder'] === true;
  const lines = [
    ...(approval.message === '' ? [] : [approval.message, '']),
    `${workflow} waits for your decision.`,
    ...(approval.deadline === null ? [] : [`Please decide until ${approval.deadline}.`]),
    ...(approval.commentRequired ? ['The decision needs a comment.'] : []),
    '',
    ...(link === undefined
      ? [`Approve: everstep approve ${approval.id}`, `Reject: everstep reject ${approval.id}`]
      : [`Decide: ${link}`]),
    `Run: ${approval.runId}`,
  ];
  const subject = `${isReminder ? 'Reminder: ' : ''}${workflow}: approval needed`;
  return { subject: shorten(subject), text: `${lines.join('\n')}\n` };
}

/** The files of the drive that a mail names. */
export function attachmentsOf({ payload }: OutboxItem): readonly string[] {
  const { data = null } = payload;
  const names: Value = isRecord(data) ? (data['attachments'] ?? null) : null;
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

function isRecord(value: Value): value is Readonly<Record<string, Value>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** One line; what would be more is cut. */
function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= LONGEST_SUBJECT ? line : `${line.slice(0, LONGEST_SUBJECT - 1)}…`;
}
