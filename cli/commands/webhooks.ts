import type { Command } from 'commander';
import { z } from 'zod';
import {
  DeletedSchema,
  DeliveryListSchema,
  WebhookListSchema,
  WebhookSchema,
} from '../../plan/trigger-messages';
import { connectApi } from '../connection';
import { show, type Context, type Register } from '../context';
import type { ExitCode } from '../exit-codes';
import { formatMoment } from '../format';
import { tableLines } from '../table';

interface AddFlags {
  readonly secret: string;
  readonly events?: readonly string[];
}

interface DeliveryFlags {
  readonly status?: string;
}

const AgainSchema = z.object({ id: z.string(), status: z.string() });

/** `everstep webhooks`: who outside is told of what happens in runs. */
export const registerWebhooks: Register = (program, invoke) => {
  const webhooks = program
    .command('webhooks')
    .description('list, add and delete addresses that are told what happens in runs')
    .action((_flags: object, command: Command) => invoke(command, listWebhooks));
  webhooks
    .command('list')
    .description('list all webhooks')
    .action((_flags: object, command: Command) => invoke(command, listWebhooks));
  webhooks
    .command('add')
    .description('tell an address what happens in runs from now on')
    .argument('<url>', 'http or https address')
    .requiredOption('--secret <name>', 'name of the secret of the workers that signs')
    .option('--events <names...>', 'only these events; all where nothing is said')
    .action((url: string, { secret, events }: AddFlags, command: Command) =>
      invoke(command, async (context) => {
        const body = { url, secret, ...(events !== undefined && { events }) };
        const added = await connectApi(context).request(
          'POST',
          '/api/webhooks',
          WebhookSchema,
          body,
        );
        return show(context, added, () => [`Webhook ${added.id} is told at ${added.url}.`]);
      }),
    );
  webhooks
    .command('delete')
    .description('tell an address nothing more')
    .argument('<id>', 'id of the webhook')
    .action((id: string, _flags: object, command: Command) =>
      invoke(command, async (context) => {
        const deleted = await connectApi(context).request('DELETE', pathOf(id), DeletedSchema);
        return show(context, deleted, () => [`Webhook ${id} is deleted.`]);
      }),
    );
  webhooks
    .command('deliveries')
    .description('list what was sent to a webhook, the newest first')
    .argument('<id>', 'id of the webhook')
    .option('--status <status>', 'pending, delivered or dead')
    .action((id: string, flags: DeliveryFlags, command: Command) =>
      invoke(command, (context) => listDeliveries(context, id, flags)),
    );
  webhooks
    .command('redeliver')
    .description('send an event again')
    .argument('<id>', 'id of the webhook')
    .argument('<delivery>', 'id of the delivery')
    .action((id: string, delivery: string, _flags: object, command: Command) =>
      invoke(command, async (context) => {
        const path = `${pathOf(id)}/deliveries/${encodeURIComponent(delivery)}/redeliver`;
        const again = await connectApi(context).request('POST', path, AgainSchema);
        return show(context, again, () => [`Delivery ${delivery} is sent again.`]);
      }),
    );
};

function pathOf(id: string): string {
  return `/api/webhooks/${encodeURIComponent(id)}`;
}

async function listWebhooks(context: Context): Promise<ExitCode> {
  const { items } = await connectApi(context).request('GET', '/api/webhooks', WebhookListSchema);
  return show(context, { items }, () =>
    items.length === 0
      ? ['Nobody outside is told of runs.']
      : tableLines(
          items,
          [
            { title: 'WEBHOOK', text: ({ id }) => id },
            { title: 'ADDRESS', text: ({ url }) => url, limit: 60 },
            { title: 'EVENTS', text: ({ events }) => events.join(', ') || 'all', limit: 40 },
            { title: 'SECRET', text: ({ secret }) => secret },
          ],
          context.paint,
        ),
  );
}

async function listDeliveries(
  context: Context,
  id: string,
  { status }: DeliveryFlags,
): Promise<ExitCode> {
  const filter = status === undefined ? '' : `?status=${encodeURIComponent(status)}`;
  const path = `${pathOf(id)}/deliveries${filter}`;
  const { items } = await connectApi(context).request('GET', path, DeliveryListSchema);
  return show(context, { items }, () =>
    items.length === 0
      ? ['Nothing was sent there.']
      : tableLines(
          items,
          [
            { title: 'DELIVERY', text: (item) => item.id },
            { title: 'EVENT', text: ({ type }) => type },
            { title: 'RUN', text: ({ runId }) => runId },
            { title: 'STATUS', text: (item) => item.status },
            { title: 'ATTEMPTS', text: ({ attempts }) => String(attempts) },
            {
              title: 'NEXT',
              text: (item) => (item.status === 'pending' ? formatMoment(item.nextAt) : '-'),
            },
            { title: 'PROBLEM', text: ({ lastError }) => lastError, limit: 60 },
          ],
          context.paint,
        ),
  );
}
