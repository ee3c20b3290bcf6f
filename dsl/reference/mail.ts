import { entry, type KeywordGroup } from './entry';

const SHORT = { cost: 'short' } as const;

/** Mail and messages that leave, and notes to people. */
export const MAIL: KeywordGroup = {
  title: 'Mail and messages',
  entries: [
    entry(
      [
        'SEND MAIL',
        'SEND MAIL to, subject, body[, attachments], SEND MAIL TO to SUBJECT subject BODY body [ATTACHMENT files]',
      ],
      'Puts a mail into the outbox.',
      [
        `' expect result: "queued"`,
        'sent = SEND MAIL "ann@example.com", "Your order", "It is on its way."',
        'RETURN sent.status',
      ],
      { also: ['SEND EMAIL'], cost: 'short' },
    ),
    entry(
      ['BEGIN MAIL', 'BEGIN MAIL to … END MAIL'],
      'A mail of its lines: `subject:` and `to:` stand first.',
      ['BEGIN MAIL "ann@example.com"', 'subject: Your order', '', 'It is on its way.', 'END MAIL'],
      SHORT,
    ),
    entry(
      ['CREATE DRAFT', 'CREATE DRAFT to, subject, body'],
      'Keeps a mail that nobody gets.',
      ['CREATE DRAFT "ann@example.com", "Your order", "It is on its way."'],
      SHORT,
    ),
    entry(
      ['SEND SMS', 'SEND SMS to, text'],
      'Puts a text message into the outbox.',
      ['SEND SMS "+15550100", "It is on its way."'],
      SHORT,
    ),
    entry(
      ['SEND WHATSAPP', 'SEND WHATSAPP to, text'],
      'Puts a message into the outbox.',
      ['SEND WHATSAPP "+15550100", "It is on its way."'],
      SHORT,
    ),
    entry(
      ['SEND TEMPLATE', 'SEND TEMPLATE to, "template"[, data]'],
      'Puts a message of a template into the outbox.',
      ['SEND TEMPLATE "+15550100", "welcome", { name: "Ann" }'],
      SHORT,
    ),
    entry(
      ['POST TO', 'POST TO network [AT date] image, caption, POST TO network CONTENT text'],
      'Puts a post for a network into the outbox.',
      ['POST TO INSTAGRAM "lamp.png", "A new lamp"'],
      SHORT,
    ),
    entry(
      ['SEND FILE', 'SEND FILE path[, caption]'],
      'Shows a file in the conversation of the run.',
      ['SEND FILE "reports/may.txt", "The report"'],
      SHORT,
    ),
    entry(
      ['SEND TO SESSION', 'SEND TO SESSION session, text'],
      'Keeps a message for a session.',
      ['SEND TO SESSION "web-1", "It is on its way."'],
      SHORT,
    ),
    entry(
      ['NOTIFY AGENT', 'NOTIFY AGENT person, text, NOTIFY AGENT person WITH text'],
      'Keeps a notice for a person.',
      ['NOTIFY AGENT "bob", "Somebody waits."'],
      SHORT,
    ),
    entry(
      ['NOTIFY ATTENDANT', 'NOTIFY ATTENDANT person, text'],
      'The same for an attendant.',
      ['NOTIFY ATTENDANT "bob", "Somebody waits."'],
      SHORT,
    ),
  ],
};
