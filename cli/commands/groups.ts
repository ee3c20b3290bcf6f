import type { Command } from 'commander';
import { connectApi } from '../connection';
import { show, type Register } from '../context';
import { tableLines } from '../table';

/** `everstep groups`: people who are asked together. */
export const registerGroups: Register = (program, invoke) => {
  const groups = program
    .command('groups')
    .description('list and change groups of people, as FROM GROUP "name" asks them');
  groups
    .command('list', { isDefault: true })
    .description('list all groups')
    .action((_flags: object, command: Command) =>
      invoke(command, async (context) => {
        const items = await connectApi(context).listGroups();
        return show(context, { items }, () =>
          items.length === 0
            ? ['There are no groups.']
            : tableLines(
                items,
                [
                  { title: 'GROUP', text: ({ name }) => name },
                  { title: 'MEMBERS', text: ({ members }) => members.join(', ') },
                ],
                context.paint,
              ),
        );
      }),
    );
  groups
    .command('set')
    .description('make a group, or give it other members')
    .argument('<name>', 'name of the group')
    .argument('<members...>', 'names of its members, as FROM would name them')
    .action((name: string, members: readonly string[], _flags: object, command: Command) =>
      invoke(command, async (context) => {
        const group = await connectApi(context).setGroup(name, members);
        return show(context, group, () => [`${group.name}: ${group.members.join(', ')}.`]);
      }),
    );
  groups
    .command('delete')
    .description('remove a group; open requests keep their people')
    .argument('<name>', 'name of the group')
    .action((name: string, _flags: object, command: Command) =>
      invoke(command, async (context) => {
        const gone = await connectApi(context).deleteGroup(name);
        return show(context, gone, () => [`The group ${gone.name} is removed.`]);
      }),
    );
};
