import type { Value, Variables } from '../../plan/value';
import { fieldsOf } from '../value/member';
import { listOf } from '../value/kinds';
import { toText } from '../value/text';
import { missing, optionalText, textAt, type Adapter, type Call, type Deed } from './adapter';

const ADDRESS = /[@+]|^\d/;
const CHANNELS = new Set(['whatsapp', 'email', 'mail', 'sms', 'telegram', 'teams', 'push']);

/** What is sent. `delivers`: it leaves through the outbox; otherwise it is only kept. */
interface Sending {
  readonly kind: string;
  readonly to: readonly string[];
  readonly subject?: string | null;
  readonly content: string;
  readonly data?: Variables;
  readonly delivers: boolean;
}

/** One message row, and one outbox row where it is to leave. */
function send(call: Call, sending: Sending): Deed {
  const { kind, to, content, delivers } = sending;
  const id = call.id('message');
  const recipient = to.length === 0 ? null : to.join(', ');
  return {
    effect: {
      effect: 'send_out',
      id,
      kind,
      sender: call.owner,
      to,
      subject: sending.subject ?? null,
      content,
      data: sending.data ?? {},
      delivers,
    },
    events: [{ type: 'message_sent', data: { messageId: id, content, recipient } }],
    value: (answer) => ({
      $rows: [{ id: answer['id'] ?? null, success: true, status: delivers ? 'queued' : 'kept' }],
    }),
  };
}

/** SEND MAIL and SEND EMAIL: `to, subject, body [, attachments]`, `to, body`, or with clauses. */
const mail: Adapter = (call) => send(call, { ...letter(call), kind: 'mail', delivers: true });

/** CREATE DRAFT: the same, but nobody gets it. */
const draft: Adapter = (call) => send(call, { ...letter(call), kind: 'draft', delivers: false });

/** The arguments with who gets it first; after TO they all stand behind that word: `TO who, name`. */
function withTo({ args, clauses }: Call): readonly Value[] {
  const to = clauses['to'];
  if (to === undefined) return args;
  return args.length === 0 ? (listOf(to) ?? [to]) : [to, ...args];
}

function letter(call: Call): Omit<Sending, 'kind' | 'delivers'> {
  const { clauses } = call;
  const isWorded = clauses['subject'] !== undefined || clauses['body'] !== undefined;
  const { to, subject, body, attached } = isWorded ? wordedLetter(call) : listedLetter(call);
  const attachments = namesOf(clauses['attachment'] ?? attached);
  return {
    to: addressees(call, to),
    subject: optionalText(subject),
    content: toText(body ?? null),
    ...(attachments.length === 0 ? {} : { data: { attachments } }),
  };
}

type LetterParts = Readonly<Record<'to' | 'subject' | 'body' | 'attached', Value | undefined>>;

/** `[ TO ] to SUBJECT subject BODY body`. */
function wordedLetter({ args, clauses }: Call): LetterParts {
  const [first, second] = args;
  const to = clauses['to'] ?? first;
  return { to, subject: clauses['subject'], body: clauses['body'] ?? second, attached: undefined };
}

/** `to, subject, body [ , attachments ]` or `to, body`. */
function listedLetter(call: Call): LetterParts {
  const [to, first, second, attached] = withTo(call);
  if (second === undefined) return { to, subject: undefined, body: first, attached };
  return { to, subject: first, body: second, attached };
}

/** BEGIN MAIL … END MAIL: lines such as `Subject: …` up to the first empty one, then the body. */
const letterBlock: Adapter = (call) => {
  const lines = toText(call.args[0] ?? null).split('\n');
  const end = lines.findIndex((line) => line.trim() === '');
  const above = end < 0 ? [] : lines.slice(0, end);
  const heads = above.flatMap((line) => {
    const [, name = '', value = ''] = /^\s*(\w+)\s*:(.*)$/.exec(line) ?? [];
    return name === '' ? [] : [{ name: name.toLowerCase(), value: value.trim() }];
  });
  const isHead = heads.length > 0 && heads.length === above.length;
  const headOf = (name: string): string | undefined =>
    isHead ? heads.find((head) => head.name === name)?.value : undefined;
  return send(call, {
    kind: 'mail',
    to: addressees(call, call.clauses['to'] ?? headOf('to')),
    subject: headOf('subject') ?? null,
    content: (isHead ? lines.slice(end + 1) : lines).join('\n').trim(),
    delivers: true,
  });
};

/** SEND SMS and SEND WHATSAPP: `to, text`. */
const short =
  (kind: string): Adapter =>
  (call) => {
    const [to, text] = withTo(call);
    return send(call, {
      kind,
      to: addressees(call, to),
      content: toText(text ?? null),
      delivers: true,
    });
  };

/**
 * SEND TEMPLATE in all of its orders: `who, name, values`; `name, channel, who, values`; `TO who, name`. The
 * channel is known by its word, and who by the look of an address.
 */
const template: Adapter = (call) => {
  const args = withTo(call);
  const values = args.find((value) => fieldsOf(value) !== undefined && !listOf(value));
  const texts = args.filter((value) => value !== values);
  const channel = texts.find((value) => CHANNELS.has(toText(value).toLowerCase()));
  const rest = texts.filter((value) => value !== channel);
  const isNamed = isAddress(rest[0]) || call.clauses['to'] !== undefined;
  const swapped = !isNamed && (isAddress(rest[1]) || channel !== undefined);
  const [who, name] = swapped ? [rest[1], rest[0]] : rest;
  if (name === undefined) throw missing(call, 'who gets the template, and its name');
  const people = addressees(call, who);
  return send(call, {
    kind: 'template',
    to: people,
    subject: toText(name),
    content: toText(name),
    data: {
      template: toText(name),
      channel: channel === undefined ? guessChannel(people) : toText(channel).toLowerCase(),
      values: values ?? {},
    },
    delivers: true,
  });
};

function isAddress(value: Value | undefined): boolean {
  return value !== undefined && (listOf(value) !== undefined || ADDRESS.test(toText(value)));
}

function guessChannel([first = '']: readonly string[]): string {
  return first.includes('@') ? 'email' : 'whatsapp';
}

/** POST TO network [ AT when ] image, caption; or `POST TO network CONTENT text`. */
const post: Adapter = (call) => {
  const [network, ...rest] = call.args;
  const networks = namesOf(network).map((name) => name.toLowerCase());
  if (networks.length === 0) throw missing(call, 'the name of a network');
  const content = call.clauses['content'];
  const [image, caption] = rest.length > 1 ? rest : [undefined, rest[0]];
  const when = optionalText(call.clauses['at']);
  return send(call, {
    kind: 'post',
    to: networks,
    content: toText(content ?? caption ?? null),
    data: { ...(image === undefined ? {} : { image }), ...(when === null ? {} : { at: when }) },
    delivers: true,
  });
};

/** SEND FILE file [ , caption ]: a message of the conversation of the run. */
const file: Adapter = (call) =>
  send(call, {
    kind: 'file',
    to: [],
    content: toText(call.args[1] ?? ''),
    data: { file: call.args[0] ?? null },
    delivers: false,
  });

/** NOTIFY AGENT who WITH text, NOTIFY ATTENDANT who, text, SEND TO SESSION session, text. */
const notice =
  (kind: string): Adapter =>
  (call) =>
    send(call, {
      kind,
      to: [textAt(call, 0, 'who is told')],
      content: toText(call.clauses['with'] ?? call.args[1] ?? null),
      delivers: false,
    });

/** `a@x.com; b@x.com`, or a list. */
function addressees(call: Call, value: Value | undefined): readonly string[] {
  const names = namesOf(value);
  if (names.length === 0) throw missing(call, 'who gets it');
  return names;
}

function namesOf(value: Value | undefined): readonly string[] {
  const items = listOf(value ?? null)?.map(toText) ?? toText(value ?? null).split(/[,;]/);
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

export const MESSAGE_KEYWORDS = {
  'BEGIN MAIL': letterBlock,
  'CREATE DRAFT': draft,
  'NOTIFY AGENT': notice('notice'),
  'NOTIFY ATTENDANT': notice('notice'),
  'POST TO': post,
  'SEND EMAIL': mail,
  'SEND FILE': file,
  'SEND MAIL': mail,
  'SEND SMS': short('sms'),
  'SEND TEMPLATE': template,
  'SEND TO SESSION': notice('text'),
  'SEND WHATSAPP': short('whatsapp'),
} as const;
