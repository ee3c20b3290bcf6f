import type { KeywordCommand } from '../basic/syntax';
import type { Lowering } from './lowering';

const SECONDS: Readonly<Record<string, number>> = { MINUTE: 60, HOUR: 3600, DAY: 86_400 };

/** SCHEDULE IN: its block is a run of its own, so nothing in it can leave a loop around. */
export function lowerScheduleIn(context: Lowering, command: KeywordCommand): void {
  const [time, unit] = command.args;
  if (time === undefined) return;
  const word = unit?.kind === 'literal' ? String(unit.value).replace(/S$/, '') : '';
  const times = SECONDS[word];
  const count = context.expression(time);
  const seconds =
    times === undefined
      ? count
      : ({
          op: 'binary',
          operator: '*',
          left: count,
          right: { op: 'literal', value: times },
        } as const);
  const { loops, resumes } = context;
  context.loops = [];
  context.resumes = false;
  const block = context.body(`${context.nextId}.body`, command.body ?? []);
  context.loops = loops;
  context.resumes = resumes;
  context.emit({ kind: 'scheduleIn', seconds, block }, command);
}
