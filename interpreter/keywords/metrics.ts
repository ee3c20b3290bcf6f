import type { BoundFilter, QueryColumn } from '../../plan/effects';
import { AppError } from '../../plan/errors';
import type { Variables } from '../../plan/value';
import { dateValue } from '../value/date';
import { fieldsOf } from '../value/member';
import { toNumber } from '../value/number';
import { toText } from '../value/text';
import { optionalText, savedId, textAt, type Adapter } from './adapter';

const TABLE = 'metrics';
const MOST = 10_000;
const HOUR = 3_600_000;
const UNITS: Readonly<Record<string, number>> = {
  s: 1000,
  second: 1000,
  min: 60_000,
  minute: 60_000,
  h: HOUR,
  hour: HOUR,
  d: 24 * HOUR,
  day: 24 * HOUR,
  w: 168 * HOUR,
  week: 168 * HOUR,
  m: 720 * HOUR,
  month: 720 * HOUR,
  y: 8760 * HOUR,
  year: 8760 * HOUR,
};

/** RECORD METRIC name [ WITH column = value … ] or `name, value`: a row with its hour and its day. */
const record: Adapter = (call) => {
  const metric = textAt(call, 0, 'the name of a metric');
  const at = dateValue(call.now).$date;
  const [, value] = call.args;
  const data: Variables = {
    metric,
    ...(value === undefined ? {} : { value }),
    ...fieldsOf(call.clauses['with'] ?? null),
    at,
    hour: at.slice(0, 13),
    day: at.slice(0, 10),
    month: at.slice(0, 7),
  };
  const id = call.id('row');
  return {
    effect: {
      effect: 'save_rows',
      table: TABLE,
      rows: [{ id, data: counted(data) }],
      replace: false,
    },
    events: [{ type: 'row_saved', data: { table: TABLE, ids: [id] } }],
    value: savedId,
  };
};

/** Every row counts once unless it says how often. */
function counted(data: Variables): Variables {
  return 'count' in data ? data : { ...data, count: 1 };
}

/**
 * QUERY METRICS name FOR range [ BY group ] [ OFFSET n ]: the rows of the last `24h` (or of as much time, n
 * ranges before). BY a time (`1h`, `1d`) or a column adds up `count` and `value` of each group.
 */
const query: Adapter = (call) => {
  const metric = textAt(call, 0, 'the name of a metric');
  const range = spanOf(toText(call.clauses['for'] ?? '24h'), call.name);
  const offset =
    call.clauses['offset'] === undefined ? 0 : toNumber(call.clauses['offset'], call.name);
  const end = call.now - range * offset;
  const items: BoundFilter[] = [
    { op: 'compare', column: 'metric', operator: '=', value: metric },
    { op: 'compare', column: 'at', operator: '>', value: dateValue(end - range).$date },
    { op: 'compare', column: 'at', operator: '<=', value: dateValue(end).$date },
  ];
  const by = optionalText(call.clauses['by']);
  const column = by === null ? undefined : groupColumn(by);
  return {
    effect: {
      effect: 'query_rows',
      from: TABLE,
      where: { op: 'and', items },
      select: column === undefined ? [] : groupFigures(column),
      groupBy: column === undefined ? [] : [column],
      orderBy: column === undefined ? [] : [{ column: 'label', descending: false }],
      limit: MOST,
    },
    value: (answer) => ({ $rows: answer['rows'] ?? [] }),
  };
};

function groupFigures(column: string): readonly QueryColumn[] {
  return [
    { column, as: 'label' },
    { column: 'count', function: 'sum', as: 'count' },
    { column: 'value', function: 'sum', as: 'value' },
    { column: 'value', function: 'avg', as: 'average' },
  ];
}

/** A time groups by the hour, day or month that it comes next to; anything else is a column. */
function groupColumn(by: string): string {
  const span = readSpan(by);
  if (span === undefined) return by;
  if (span < 24 * HOUR) return 'hour';
  return span < 720 * HOUR ? 'day' : 'month';
}

/** `24h`, `7 days`, `month`. */
function readSpan(text: string): number | undefined {
  const found = /^\s*(\d{0,6})\s*([a-z]+?)s?\s*$/i.exec(text);
  const unit = found?.[2]?.toLowerCase() ?? '';
  const size = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
  if (size === undefined) return undefined;
  return size * (found?.[1] === '' ? 1 : Number(found?.[1]));
}

function spanOf(text: string, where: string): number {
  const span = readSpan(text);
  if (span !== undefined && span > 0) return span;
  throw new AppError('VALUE_RANGE', { where, found: text, expected: 'a time such as 24h or 7d' });
}

export const METRIC_KEYWORDS = { 'QUERY METRICS': query, 'RECORD METRIC': record } as const;
