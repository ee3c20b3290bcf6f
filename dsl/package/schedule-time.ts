const FIELD = /^(\*|\?|[\d,\-*/?LW#a-z]+)$/i;
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const FIXED: Readonly<Record<string, string>> = {
  'every minute': '* * * * *',
  hourly: '0 * * * *',
  daily: '0 0 * * *',
  weekly: '0 0 * * 0',
  monthly: '0 0 1 * *',
  yearly: '0 0 1 1 *',
  'business hours': '0 9-17 * * 1-5',
};

const OFFICE = ' during business hours';

/**
 * The cron form of a schedule: five fields, or six with seconds first. Undefined when it is neither cron nor
 * a time in English that is known.
 */
export function readScheduleTime(text: string): string | undefined {
  const words = text.trim().replace(/\s+/g, ' ');
  if (isCron(words)) return words;
  const { days, rest } = takeDays(takeAlias(words.toLowerCase()));
  if (rest.endsWith(OFFICE)) {
    return withFields(readPlain(rest.slice(0, -OFFICE.length)), { hour: '9-17', days: '1-5' });
  }
  return withFields(readPlain(rest), days === undefined ? {} : { days });
}

function readPlain(text: string): string | undefined {
  return (
    (Object.hasOwn(FIXED, text) ? FIXED[text] : undefined) ?? readInterval(text) ?? readHour(text)
  );
}

/** Puts hours or days in place of those of a cron form. */
function withFields(
  cron: string | undefined,
  fields: { readonly hour?: string; readonly days?: string },
): string | undefined {
  const [minute, hour, date, month, days] = cron?.split(' ') ?? [];
  if (minute === undefined) return undefined;
  return [minute, fields.hour ?? hour, date, month, fields.days ?? days].join(' ');
}

function isCron(text: string): boolean {
  const fields = text.split(' ');
  const isWord = /^[a-z]/i.test(fields[0] ?? '');
  return (
    (fields.length === 5 || fields.length === 6) &&
    !isWord &&
    fields.every((one) => FIELD.test(one))
  );
}

function takeAlias(text: string): string {
  return text
    .replace(/^every (hour|day|week|month|year)$/, (_, unit: string) =>
      unit === 'day' ? 'daily' : `${unit}ly`,
    )
    .replace(/^(?:every day|daily) (?=at )/, '');
}

/** Takes `weekdays`, `weekends` or a day of the week off the front. */
function takeDays(text: string): { readonly days?: string; readonly rest: string } {
  const found = /^(?:every )?(weekdays?|weekends?|[a-z]+?day)s?(?: (.*))?$/.exec(text);
  const [, word = '', rest = 'daily'] = found ?? [];
  if (word.startsWith('weekday')) return { days: '1-5', rest };
  if (word.startsWith('weekend')) return { days: '0,6', rest };
  const day = DAYS.indexOf(word);
  return day < 0 ? { rest: text } : { days: String(day), rest };
}

/** `every 15 minutes`, `every 2 hours`, `every 3 days`. */
function readInterval(text: string): string | undefined {
  const [, number = '', unit] = /^every (\d{1,2}) (minute|hour|day|month)s?$/.exec(text) ?? [];
  const count = Number(number);
  const most = { minute: 59, hour: 23, day: 31, month: 12 };
  if (unit === undefined || count < 1 || count > most[unit as keyof typeof most]) return undefined;
  const every = count === 1 ? '*' : `*/${count}`;
  if (unit === 'minute') return `${every} * * * *`;
  if (unit === 'hour') return `0 ${every} * * *`;
  return unit === 'day' ? `0 0 ${every} * *` : `0 0 1 ${every} *`;
}

/** `at 8am`, `at 17:30`, `at noon`. */
function readHour(text: string): string | undefined {
  if (text === 'at noon') return '0 12 * * *';
  if (text === 'at midnight') return '0 0 * * *';
  const [, hours, minutes = '0', half] = /^at (\d{1,2})(?::(\d\d))? ?(am|pm)?$/.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half === 'pm' ? 12 : 0);
  return hour > 23 || Number(minutes) > 59 ? undefined : `${Number(minutes)} ${hour} * * *`;
}
