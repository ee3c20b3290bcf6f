import type { WireEvent } from '../plan/messages';
import { formatClock } from './format';
import { plainText, type Paint, type Style } from './paint';

type EventData = WireEvent['data'];

/** What the steps of a run are called, by step id. */
export type StepNames = ReadonlyMap<string, string>;

/** How a kind of event is shown: a sign, a colour, and its sentence. */
interface Look {
  readonly sign: string;
  readonly style?: Style;
  readonly text: (data: EventData, task: string) => string;
}

const longestText = 100;

const looks: Readonly<Record<string, Look>> = {
  'workflow:created': { sign: '○', style: 'dim', text: () => 'run recorded' },
  'workflow:started': { sign: '▶', style: 'cyan', text: () => 'run started in Temporal' },
  'workflow:task_started': { sign: '…', style: 'dim', text: (_data, task) => task },
  'workflow:task_completed': { sign: '✓', style: 'green', text: (_data, task) => task },
  'workflow:task_failed': {
    sign: '✗',
    style: 'red',
    text: (data, task) => joined(task, field(data, 'message', 'reason')),
  },
  task_skipped: {
    sign: '-',
    style: 'dim',
    text: (_data, task) => `${task}: skipped`,
  },
  answer_reused: {
    sign: '=',
    style: 'dim',
    text: (data, task) => joined(task, `the answer that ${field(data, 'bot')} gave before is used`),
  },
  attempt_failed: {
    sign: '↻',
    style: 'yellow',
    text: (data, task) => joined(task, field(data, 'message', 'reason')),
  },
  call_answered: {
    sign: '⇄',
    style: 'dim',
    text: (data) => called(data, field(data, 'status', 'model')),
  },
  call_failed: {
    sign: '✗',
    style: 'red',
    text: (data) => called(data, field(data, 'message')),
  },
  approval_requested: {
    sign: '?',
    style: 'yellow',
    text: (data) => joined(`${field(data, 'asked', 'from')} is asked`, field(data, 'message')),
  },
  approval_voted: {
    sign: '·',
    style: 'yellow',
    text: (data) =>
      `${field(data, 'by')} says ${data['approved'] === true ? 'yes' : 'no'}; more have to decide`,
  },
  approval_reminded: {
    sign: '?',
    style: 'dim',
    text: (data) => `${field(data, 'asked')} is reminded`,
  },
  approval_reassigned: {
    sign: '→',
    style: 'yellow',
    text: (data) => `${field(data, 'to')} is asked in the place of ${field(data, 'from')}`,
  },
  approval_decided: { sign: '✓', style: 'yellow', text: decision },
  approval_expired: { sign: '✗', style: 'yellow', text: () => 'nobody decided in time' },
  approval_escalated: {
    sign: '↑',
    style: 'yellow',
    text: () => 'nobody decided; the next one is asked',
  },
  event_published: { sign: '»', text: (data) => `event ${field(data, 'name')} published` },
  event_received: { sign: '«', text: (data) => `event ${field(data, 'name', 'event')} received` },
  event_timed_out: {
    sign: '«',
    style: 'yellow',
    text: (data) => `event ${field(data, 'name', 'event')} did not come`,
  },
  reply_requested: {
    sign: '?',
    style: 'yellow',
    text: (data) => joined('a reply is asked for', field(data, 'prompt')),
  },
  reply_received: {
    sign: '”',
    style: 'yellow',
    text: (data) => joined(field(data, 'by'), field(data, 'text')),
  },
  reply_refused: { sign: '?', text: (data) => `please reply with ${field(data, 'expected')}` },
  reply_timed_out: { sign: '”', style: 'yellow', text: () => 'nobody replied in time' },
  event_discarded: {
    sign: '«',
    style: 'dim',
    text: (data) => `event ${field(data, 'name')} came too late for its handler`,
  },
  child_started: {
    sign: '⤷',
    style: 'cyan',
    text: (data) => `run ${field(data, 'child')} of ${field(data, 'name')} begun`,
  },
  child_ended: {
    sign: '⤶',
    style: 'cyan',
    text: (data) =>
      `run ${field(data, 'child')} of ${field(data, 'name')}: ${field(data, 'status')}`,
  },
  message_sent: { sign: '“', text: (data) => field(data, 'content') },
  memory_set: {
    sign: '·',
    style: 'dim',
    text: (data) => `memory ${field(data, 'key')} of ${field(data, 'bot', 'owner')} set`,
  },
  memory_shared: {
    sign: '·',
    style: 'dim',
    text: (data) => `memory ${field(data, 'key')} shared with ${field(data, 'target', 'to')}`,
  },
  memory_synced: {
    sign: '·',
    style: 'dim',
    text: (data) => `memory taken over from ${field(data, 'from')}`,
  },
  row_saved: { sign: '+', text: (data) => `row written to table ${field(data, 'table')}` },
  rows_updated: { sign: '+', text: (data) => `rows changed in table ${field(data, 'table')}` },
  rows_deleted: { sign: '−', text: (data) => `rows deleted from table ${field(data, 'table')}` },
  task_created: { sign: '+', text: (data) => `task ${field(data, 'title')} created` },
  file_changed: {
    sign: '+',
    text: (data) => `file ${field(data, 'path')} ${field(data, 'change')}`,
  },
  rows_merged: { sign: '+', text: (data) => `rows merged into table ${field(data, 'table')}` },
  'workflow:completed': { sign: '■', style: 'green', text: () => 'run completed' },
  'workflow:failed': {
    sign: '■',
    style: 'red',
    text: (data) => joined('run failed', field(data, 'message')),
  },
  'workflow:cancelled': { sign: '■', style: 'yellow', text: () => 'run cancelled' },
  rejected: {
    sign: '■',
    style: 'yellow',
    text: (data) => joined('run rejected', field(data, 'message')),
  },
};

/** Events that say nothing a person would miss. */
const quiet: ReadonlySet<string> = new Set([
  'workflow:planning',
  'workflow:plan_ready',
  'workflow:progress',
  'call_started',
]);

/** One line about an event, with its time; undefined for events that are only noise to a person. */
export function eventLine(
  event: WireEvent,
  paint: Paint,
  names: StepNames = new Map(),
): string | undefined {
  if (quiet.has(event.type) || isDecidedTask(event)) return undefined;
  const look = looks[event.type] ?? { sign: '·', text: () => event.type.replaceAll('_', ' ') };
  const time = paint('dim', formatClock(event.at));
  const sign = look.style === undefined ? look.sign : paint(look.style, look.sign);
  return `${time}  ${sign} ${shorten(look.text(event.data, taskName(event, names)))}`;
}

/** The first of these fields that an event has, as text. */
export function field(data: EventData, ...names: readonly string[]): string {
  const value = names.map((name) => data[name] ?? '').find((found) => found !== '') ?? '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function taskName({ data, stepId }: WireEvent, names: StepNames): string {
  const known = names.get(stepId ?? '');
  if (known !== undefined) return known;
  const label = field(data, 'label');
  const who = field(data, 'bot', 'asked', 'from') || (stepId ?? '');
  return label === '' ? who : `step ${label}: ${who}`;
}

/** The decision has a line of its own, right before. */
function isDecidedTask({ type, data }: WireEvent): boolean {
  return type === 'workflow:task_completed' && 'decidedBy' in data;
}

function called(data: EventData, what: string): string {
  return joined(`call ${field(data, 'method', 'task')}`, what);
}

function decision(data: EventData): string {
  const by = field(data, 'decidedBy', 'by') || 'somebody';
  const approved = data['approved'] === true || data['status'] === 'approved';
  return joined(`${by} ${approved ? 'approved' : 'rejected'}`, field(data, 'comment'));
}

function joined(first: string, second: string): string {
  return second === '' ? first : `${first}: ${second}`;
}

function shorten(text: string): string {
  const characters = Array.from(plainText(text));
  if (characters.length <= longestText) return characters.join('');
  return `${characters.slice(0, longestText - 1).join('')}…`;
}
