import type { Command } from 'commander';
import {
  BegunRunSchema,
  DeletedSchema,
  ScheduleListSchema,
  ScheduleSchema,
  TriggerListSchema,
  type ScheduleView,
  type TriggerView,
} from '../../plan/trigger-messages';
import { connectApi } from '../connection';
import { show, type Context, type Register } from '../context';
import type { ExitCode } from '../exit-codes';
import { formatMoment } from '../format';
import { tableLines } from '../table';

/** `everstep triggers`: what begins runs by itself. */
export const registerTriggers: Register = (program, invoke) => {
  program
    .command('triggers')
    .description('list the events, schedules and webhooks of packages that begin runs')
    .action((_flags: object, command: Command) => invoke(command, listTriggers));
};

/** `everstep schedules`: what begins runs by the clock. */
export const registerSchedules: Register = (program, invoke) => {
  const schedules = program
    .command('schedules')
    .description('list the schedules of packages, and pause, resume, trigger or delete one')
    .action((_flags: object, command: Command) => invoke(command, listSchedules));
  schedules
    .command('list')
    .description('list all schedules')
    .action((_flags: object, command: Command) => invoke(command, listSchedules));
  ofOne(schedules, 'show', 'show one with the times at which it fires next').action(
    (id: string, _flags: object, command: Command) =>
      invoke(command, (context) => showSchedule(context, id)),
  );
  for (const name of ['pause', 'resume'] as const) {
    ofOne(schedules, name, `${name} one`).action((id: string, _flags: object, command: Command) =>
      invoke(command, async (context) => {
        const schedule = await connectApi(context).request(
          'POST',
          pathOf(id, name),
          ScheduleSchema,
        );
        const state = schedule.paused ? 'paused' : 'going on';
        return show(context, schedule, () => [`Schedule ${id} is ${state}.`]);
      }),
    );
  }
  ofOne(schedules, 'trigger', 'begin a run of one now').action(
    (id: string, _flags: object, command: Command) =>
      invoke(command, async (context) => {
        const begun = await connectApi(context).request(
          'POST',
          pathOf(id, 'trigger'),
          BegunRunSchema,
        );
        return show(context, begun, () => [`Run ${begun.runId} is begun.`]);
      }),
  );
  ofOne(schedules, 'delete', 'take one away until its text is another one').action(
    (id: string, _flags: object, command: Command) =>
      invoke(command, async (context) => {
        const deleted = await connectApi(context).request('DELETE', pathOf(id), DeletedSchema);
        return show(context, deleted, () => [`Schedule ${id} is deleted.`]);
      }),
  );
};

function ofOne(schedules: Command, name: string, description: string): Command {
  return schedules
    .command(name)
    .description(description)
    .argument('<id>', 'id of the schedule, as everstep schedules lists it');
}

function pathOf(id: string, command?: string): string {
  const path = `/api/schedules/${encodeURIComponent(id)}`;
  return command === undefined ? path : `${path}/${command}`;
}

async function listTriggers(context: Context): Promise<ExitCode> {
  const { items } = await connectApi(context).request('GET', '/api/triggers', TriggerListSchema);
  return show(context, { items }, () =>
    items.length === 0
      ? ['No package begins runs by itself.']
      : tableLines<TriggerView>(
          items,
          [
            { title: 'KIND', text: ({ kind }) => kind },
            { title: 'NAME', text: ({ name }) => name, limit: 40 },
            {
              title: 'RUNS',
              text: (trigger) => `${trigger.package}/${trigger.workflow}`,
              limit: 40,
            },
            { title: 'LAST RUN', text: ({ lastRunAt }) => formatMoment(lastRunAt) },
            { title: 'PROBLEM', text: ({ lastError }) => lastError, limit: 60 },
          ],
          context.paint,
        ),
  );
}

async function listSchedules(context: Context): Promise<ExitCode> {
  const { items } = await connectApi(context).request('GET', '/api/schedules', ScheduleListSchema);
  return show(context, { items }, () =>
    items.length === 0 ? ['No package has a schedule.'] : scheduleLines(context, items),
  );
}

async function showSchedule(context: Context, id: string): Promise<ExitCode> {
  const schedule = await connectApi(context).request('GET', pathOf(id), ScheduleSchema);
  const next = schedule.next ?? [];
  return show(context, schedule, () => [
    ...scheduleLines(context, [schedule]),
    '',
    ...next.map((time) => `next ${formatMoment(time)}`),
  ]);
}

function scheduleLines(context: Context, items: readonly ScheduleView[]): readonly string[] {
  return tableLines<ScheduleView>(
    items,
    [
      { title: 'SCHEDULE', text: ({ id }) => id },
      { title: 'WHEN', text: ({ cron, timezone }) => `${cron} ${timezone}` },
      { title: 'RUNS', text: (item) => `${item.package}/${item.workflow}`, limit: 40 },
      { title: 'STATE', text: ({ paused }) => (paused ? 'paused' : 'active') },
      { title: 'LAST RUN', text: ({ lastRunAt }) => formatMoment(lastRunAt) },
      { title: 'PROBLEM', text: ({ lastError }) => lastError, limit: 60 },
    ],
    context.paint,
  );
}
