import type { Expression, KeywordCommand } from '../basic/syntax';
import { visitNodes } from '../basic/visit';
import type { PackageScript } from './package-script';
import { placesIn } from './places-in';
import { readScheduleTime } from './schedule-time';

/** When a script begins by itself. */
export interface PackageSchedule {
  readonly path: string;
  readonly line: number;
  /** As it is written: cron, English, or an expression. */
  readonly when: string;
  /** Five fields, or six with seconds first; null where it is computed or not understood. */
  readonly cron: string | null;
  /** The script that runs; the one that says so, unless it names another. */
  readonly script: string;
  readonly job: string | null;
  /** Said when the package is loaded, or by a run that reaches the line. */
  readonly registered: 'load' | 'run';
}

/** What begins a script besides time and calls. */
export interface PackageTrigger {
  readonly path: string;
  /** Null where the name of the file says it. */
  readonly line: number | null;
  /** E.g. `WEBHOOK`, `ON FORM SUBMIT`, `ON EVENT`, `FILE NAME`. */
  readonly kind: string;
  /** What it is about; an expression as it is written. */
  readonly name: string;
}

/** The schedules of a script, in the order of its text. */
export function findSchedules({ path, compiled }: PackageScript): readonly PackageSchedule[] {
  const lineOf = placesIn(compiled);
  const top = new Set(compiled.program.statements.map(({ start }) => start));
  const schedules: PackageSchedule[] = [];
  visitNodes(compiled.program.statements, (node) => {
    if (node.kind !== 'keyword' || node.name !== 'SET SCHEDULE') return;
    const [when, ...rest] = node.args;
    if (when === undefined) return;
    const texts = rest.flatMap(literalText);
    const script = texts.find((text) => /\.bas$/i.test(text));
    const [literal] = literalText(when);
    schedules.push({
      path,
      line: lineOf(node.start),
      when: literal ?? sourceText(compiled, when),
      cron: literal === undefined ? null : (readScheduleTime(literal) ?? null),
      script: script ?? path,
      job: texts.find((text) => text !== script) ?? null,
      registered: top.has(node.start) && literal !== undefined ? 'load' : 'run',
    });
  });
  return schedules;
}

/** What begins a script: WEBHOOK, ON … END ON, and the conventions of file names. */
export function findTriggers({ name, path, compiled }: PackageScript): readonly PackageTrigger[] {
  const lineOf = placesIn(compiled);
  const triggers: PackageTrigger[] = [];
  const byName = fileNameTrigger(name);
  if (byName !== undefined) triggers.push({ path, line: null, kind: 'FILE NAME', name: byName });
  visitNodes(compiled.program.statements, (node) => {
    const isWebhook = node.kind === 'keyword' && node.name === 'WEBHOOK';
    if (!isWebhook && node.kind !== 'handler') return;
    triggers.push({
      path,
      line: lineOf(node.start),
      kind: node.name,
      name: argumentTexts(compiled, node.args),
    });
  });
  return triggers;
}

/** `start` is the first message of a conversation; `on-x`, `new_x` are the event x. */
function fileNameTrigger(stem: string): string | undefined {
  const words = stem.toLowerCase().replaceAll('_', '-');
  if (words === 'start') return 'first message';
  if (words === 'new-session' || words === 'new-email') return words.replace('-', ' ');
  return words.startsWith('on-') && words.length > 3
    ? words.slice(3).replaceAll('-', ' ')
    : undefined;
}

function argumentTexts(compiled: PackageScript['compiled'], args: KeywordCommand['args']): string {
  return args.map((one) => literalText(one)[0] ?? sourceText(compiled, one)).join(', ');
}

/** The text of a literal, as a list of none or one. */
export function literalText(expression: Expression | undefined): readonly string[] {
  return expression?.kind === 'literal' && typeof expression.value === 'string'
    ? [expression.value]
    : [];
}

function sourceText({ source }: PackageScript['compiled'], { start, end }: Expression): string {
  return source.text.slice(start, end);
}
