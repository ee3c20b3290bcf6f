import type { Command } from 'commander';
import type { MemoryView } from '../../plan/messages';
import type { Value } from '../../plan/value';
import type { MemoryAddress, MemorySearch } from '../client';
import { connectApi } from '../connection';
import { show, type Context, type Register } from '../context';
import { UsageError, type ExitCode } from '../exit-codes';
import { formatMoment } from '../format';
import { readJson } from '../input';
import { tableLines } from '../table';

const OWNER = 'bot, user, session or cache';

/** `everstep memory`: what bots, users and sessions remember. */
export const registerMemory: Register = (program, invoke) => {
  const memory = program
    .command('memory')
    .description('list, search and change what bots, users and sessions remember');
  memory
    .command('list')
    .description('list what is remembered, the newest first')
    .argument('[owner]', OWNER)
    .argument('[id]', 'name of the workflow, user or session')
    .action((owner: string | undefined, id: string | undefined, _flags: object, command: Command) =>
      invoke(command, (context) => listMemory(context, { owner, id })),
    );
  memory
    .command('search')
    .description('find values by words of their key and text')
    .argument('<words...>', 'words, or their beginnings; all of them have to be there')
    .action((words: readonly string[], _flags: object, command: Command) =>
      invoke(command, (context) => listMemory(context, { search: words.join(' ') })),
    );
  place(memory.command('get').description('show one value')).action((...args: unknown[]) => {
    const { command, address } = readArguments(args);
    return invoke(command, async (context) => {
      const found = await connectApi(context).readMemory(address);
      return show(context, found, () => factLines(context, found));
    });
  });
  place(memory.command('set').description('keep a value'))
    .argument('<value>', 'a text; with --as-json any JSON')
    .option('--as-json', 'the value is JSON')
    .option('--expires <seconds>', 'how long the value is kept; for ever unless told')
    .action((...args: unknown[]) => {
      const { command, address, value } = readArguments(args);
      const flags = { ...command.opts<SetFlags>(), value };
      return invoke(command, (context) => setMemory(context, address, flags));
    });
  place(memory.command('delete').description('forget one value')).action((...args: unknown[]) => {
    const { command, address } = readArguments(args);
    return invoke(command, async (context) => {
      const forgotten = await connectApi(context).deleteMemory(address);
      const { owner, id, key } = address;
      return show(context, forgotten, () => [`${key} of the ${owner} ${id} is forgotten.`]);
    });
  });
};

interface SetFlags {
  readonly asJson?: boolean;
  readonly expires?: string;
}

/** What commander gives an action: the arguments, the options, and last the command itself. */
function readArguments(args: readonly unknown[]): {
  readonly command: Command;
  readonly address: MemoryAddress;
  readonly value: string;
} {
  const [owner = '', id = '', key = '', value = ''] = args.map(String);
  return { command: args.at(-1) as Command, address: { owner, id, key }, value };
}

function place(command: Command): Command {
  return command
    .argument('<owner>', OWNER)
    .argument('<id>', 'name of the workflow, user or session')
    .argument('<key>', 'key of the value');
}

async function listMemory(context: Context, search: MemorySearch): Promise<ExitCode> {
  const items = await connectApi(context).listMemory(search);
  return show(context, { items }, () =>
    items.length === 0
      ? ['Nothing is remembered there.']
      : tableLines(
          items,
          [
            { title: 'OWNER', text: ({ owner, id }) => `${owner} ${id}` },
            { title: 'KEY', text: ({ key }) => key },
            { title: 'VALUE', text: ({ value }) => valueText(value) },
            { title: 'SHARED BY', text: ({ sharedBy }) => sharedBy },
            { title: 'SET', text: ({ updatedAt }) => formatMoment(updatedAt) },
            { title: 'UNTIL', text: ({ expiresAt }) => formatMoment(expiresAt) },
          ],
          context.paint,
        ),
  );
}

async function setMemory(
  context: Context,
  address: MemoryAddress,
  { value, asJson = false, expires }: SetFlags & { readonly value: string },
): Promise<ExitCode> {
  const kept = await connectApi(context).setMemory(address, {
    value: asJson ? readJson(value, 'value') : value,
    ...(expires === undefined ? {} : { expiresIn: readSeconds(expires) }),
  });
  return show(context, kept, () => factLines(context, kept));
}

function readSeconds(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new UsageError(`--expires ${text}: expected a number of seconds`);
}

function factLines({ paint }: Context, memory: MemoryView): readonly string[] {
  const facts: readonly (readonly [string, string | null])[] = [
    ['Owner', `${memory.owner} ${memory.id}`],
    ['Key', memory.key],
    ['Value', valueText(memory.value)],
    ['Shared by', memory.sharedBy],
    ['Set', formatMoment(memory.updatedAt)],
    ['Until', memory.expiresAt && formatMoment(memory.expiresAt)],
  ];
  return facts.flatMap(([name, text]) =>
    text === null ? [] : [`${paint('dim', name.padEnd(9))} ${text}`],
  );
}

function valueText(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
