import { createTransport } from 'nodemailer';

/** A mail as it leaves. */
export interface OutgoingMail {
  /** The same in every attempt, so that mailboxes can drop the second one. */
  readonly messageId: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly { readonly filename: string; readonly content: string }[];
}

/** Where mails are handed over. */
export interface MailServer {
  /** Kept when the server has taken the mail. Throws a MailError. */
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

/** Why a mail was not taken. `final`: trying again cannot help. */
export class MailError extends Error {
  constructor(
    message: string,
    readonly final: boolean,
  ) {
    super(message);
  }
}

const TIMEOUT_MS = 20_000;
const MOST_CONNECTIONS = 4;

/** The mail server of an address such as `smtps://user:password@mail.example.com`. */
export function connectMailServer({
  url,
  from,
}: {
  readonly url: string;
  readonly from: string;
}): MailServer {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: MOST_CONNECTIONS,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      // A mail is made of texts: nothing in it may name a file or an address to be read.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  return {
    send: async ({ to, attachments, ...mail }) => {
      try {
        await transport.sendMail({ ...mail, to: [...to], attachments: [...attachments] });
      } catch (error) {
        throw toMailError(error);
      }
    },
    close: () => {
      transport.close();
    },
  };
}

/** Answers of 500 and above are final (RFC 5321, 4.2.1), but for those about who logs in: these are ours to mend. */
function toMailError(error: unknown): MailError {
  const {
    message = 'unknown',
    responseCode = 0,
    code = '',
  } = error as {
    readonly message?: string;
    readonly responseCode?: number;
    readonly code?: string;
  };
  const isFinal = responseCode >= 500 && code !== 'EAUTH';
  return new MailError(message.slice(0, 500), isFinal);
}
