import type { Expression } from '../../basic/syntax';
import type { CheckContext, Rule } from '../context';

const MAX_DAYS = 400;
const MAX_SECONDS = MAX_DAYS * 86_400;
const MAX_RETRIES = 1000;

/** Times are numbers of seconds, not negative and not longer than timers can be; so are counts. */
export const durations: Rule = (context) => ({
  approval: ({ timeout, remindEvery }) => {
    checkSeconds(context, 'TIMEOUT', timeout);
    checkSeconds(context, 'REMIND EVERY', remindEvery);
  },
  bot: ({ timeout, delay, retry }) => {
    checkSeconds(context, 'TIMEOUT', timeout);
    checkSeconds(context, 'DELAY', delay);
    if (retry !== undefined) checkCount(context, retry);
  },
  step: ({ delay, timeout }) => {
    checkSeconds(context, 'DELAY', delay);
    checkSeconds(context, 'TIMEOUT', timeout);
  },
  try: ({ timeout }) => {
    checkSeconds(context, 'TIMEOUT', timeout);
  },
  wait: ({ time, isUntil }) => {
    if (isUntil) checkDate(context, time);
    else if (!isDateText(time)) checkSeconds(context, 'WAIT', time);
  },
  waitEvent: ({ timeout }) => {
    checkSeconds(context, 'TIMEOUT', timeout);
  },
});

function checkSeconds(context: CheckContext, word: string, value: Expression | undefined): void {
  const problem = value === undefined ? undefined : problemOf(value);
  if (value === undefined || problem === undefined) return;
  context.error({
    code: 'BASIC_TIMEOUT',
    message: `${word} takes a number of seconds; ${problem}.`,
    span: value,
    hint: `Write for example ${word} 1800 for half an hour.`,
  });
}

/** A date as a text begins with year, month and day. */
const DATE_TEXT = /^\d{4}([-/])\d{1,2}\1\d{1,2}([T ]|$)/i;

function isDateText(value: Expression): boolean {
  if (value.kind !== 'literal') return false;
  return typeof value.value === 'string' && DATE_TEXT.test(value.value);
}

function checkDate(context: CheckContext, value: Expression): void {
  const isNoDate = value.kind === 'literal' || value.kind === 'list' || value.kind === 'object';
  if (!isNoDate || isDateText(value)) return;
  context.error({
    code: 'BASIC_TIMEOUT',
    message: 'WAIT UNTIL takes a date; this is none.',
    span: value,
    hint: 'Write for example WAIT UNTIL "2030-01-31 09:00".',
  });
}

function problemOf(value: Expression): string | undefined {
  if (value.kind === 'template' || value.kind === 'list' || value.kind === 'object') {
    return 'this is no number';
  }
  if (value.kind !== 'literal') return undefined;
  if (typeof value.value !== 'number') return 'this is no number';
  if (value.value < 0) return 'this is less than zero';
  return value.value > MAX_SECONDS ? `this is longer than ${MAX_DAYS} days` : undefined;
}

function checkCount(context: CheckContext, value: Expression): void {
  if (value.kind !== 'literal') return;
  const { value: count } = value;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= MAX_RETRIES)
    return;
  context.error({
    code: 'BASIC_RETRY',
    message: `RETRY takes a whole number from 0 to ${MAX_RETRIES}.`,
    span: value,
    hint: 'Write for example RETRY 3.',
  });
}
