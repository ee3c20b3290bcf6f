import type { Command } from 'commander';
import type { MailView } from '../../plan/people-messages';
import { connectApi } from '../connection';
import { show, type Register } from '../context';
import { UsageError } from '../exit-codes';
import { formatMoment } from '../format';
import { tableLines } from '../table';

/** `everstep outbox`: the mails that are written to people. */
export const registerOutbox: Register = (program, invoke) => {
  program
    .command('outbox')
    .description('list mails that wait for delivery or were delivered, the newest first')
    .option('--limit <number>', 'how many', '50')
    .action((flags: { readonly limit: string }, command: Command) =>
      invoke(command, async (context) => {
        const items = await connectApi(context).listMail(readLimit(flags.limit));
        return show(context, { items }, () =>
          items.length === 0
            ? ['There are no mails.']
            : tableLines(
                items,
                [
                  { title: 'TO', text: ({ to }) => to },
                  {
                    title: 'WHAT',
                    text: ({ isReminder, approvalId }) => kindOf(isReminder, approvalId),
                  },
                  { title: 'WRITTEN', text: ({ createdAt }) => formatMoment(createdAt) },
                  { title: 'DELIVERED', text: stateOf },
                  { title: 'TEXT', text: ({ text }) => text },
                ],
                context.paint,
              ),
        );
      }),
    );
};

function stateOf({ deliveredAt, failedAt, lastError }: MailView): string {
  if (failedAt !== null) return `given up: ${lastError ?? ''}`;
  if (deliveredAt !== null) return formatMoment(deliveredAt);
  return lastError === null ? 'not yet' : `not yet: ${lastError}`;
}

function kindOf(isReminder: boolean, approvalId: string | null): string {
  if (isReminder) return 'reminder';
  return approvalId === null ? 'mail' : 'approval';
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 200) return limit;
  throw new UsageError(`--limit ${text}: expected a whole number from 1 to 200`);
}
