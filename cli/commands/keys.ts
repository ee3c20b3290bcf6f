import type { Command } from 'commander';
import { KeyPageSchema, KeySchema, NewKeySchema, type KeyView } from '../../plan/key-messages';
import { ROLES } from '../../plan/roles';
import { connectApi } from '../connection';
import { show, type Context, type Register } from '../context';
import { UsageError, type ExitCode } from '../exit-codes';
import { formatMoment } from '../format';
import { tableLines } from '../table';

interface CreateFlags {
  readonly role: string;
  readonly expires?: string;
}

/** `everstep keys`: who may use the API. */
export const registerKeys: Register = (program, invoke) => {
  const keys = program.command('keys').description('list, make and take back keys of the API');
  keys
    .command('list', { isDefault: true })
    .description('list the newest keys')
    .action((_flags: object, command: Command) => invoke(command, listKeys));
  keys
    .command('create')
    .description('make a key, and show it this once')
    .argument('<name>', 'who uses it; approvers decide in this name')
    .requiredOption('--role <role>', ROLES.join(', '))
    .option('--expires <seconds>', 'how long it is good; until it is revoked unless told')
    .action((name: string, flags: CreateFlags, command: Command) =>
      invoke(command, (context) => createKey(context, name, flags)),
    );
  keys
    .command('revoke')
    .description('take a key back')
    .argument('<id>', 'id of the key')
    .action((id: string, _flags: object, command: Command) =>
      invoke(command, async (context) => {
        const path = `/api/keys/${encodeURIComponent(id)}`;
        const revoked = await connectApi(context).request('DELETE', path, KeySchema);
        return show(context, revoked, () => [`The key of ${revoked.name} is no longer good.`]);
      }),
    );
};

async function listKeys(context: Context): Promise<ExitCode> {
  const page = await connectApi(context).request('GET', '/api/keys?limit=200', KeyPageSchema);
  return show(context, { items: page.items }, () =>
    tableLines(
      page.items,
      [
        { title: 'NAME', text: ({ name }) => name },
        { title: 'ROLE', text: ({ role }) => role },
        { title: 'GOOD', text: goodUntil },
        { title: 'LAST USED', text: ({ lastUsedAt }) => formatMoment(lastUsedAt) },
        { title: 'MADE BY', text: ({ createdBy }) => createdBy },
        { title: 'ID', text: ({ id }) => id },
      ],
      context.paint,
    ),
  );
}

function goodUntil({ revokedAt, expiresAt }: KeyView): string {
  if (revokedAt !== null) return `revoked ${formatMoment(revokedAt)}`;
  return expiresAt === null ? 'until revoked' : `until ${formatMoment(expiresAt)}`;
}

async function createKey(
  context: Context,
  name: string,
  { role, expires }: CreateFlags,
): Promise<ExitCode> {
  const expiresIn = expires === undefined ? {} : { expiresIn: readSeconds(expires) };
  const body = { name, role, ...expiresIn };
  const made = await connectApi(context).request('POST', '/api/keys', NewKeySchema, body);
  return show(context, made, () => [
    made.key,
    `This is the key of ${made.name} (${made.role}). It is not shown again.`,
  ]);
}

function readSeconds(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new UsageError(`--expires ${text}: expected a whole number of seconds`);
}
