import { eventLine } from './event-line';
import { createPaint } from './paint';
import { makeEvent } from './test-api';

const line = (type: string, data: Readonly<Record<string, unknown>> = {}): string | undefined =>
  eventLine(makeEvent(1, type, data), createPaint({ colour: false }))?.slice(
    '00:00:00.000  '.length,
  );

describe('eventLine', () => {
  it.each([
    ['workflow:task_completed', { bot: 'classifier', label: '1' }, '✓ step 1: classifier'],
    ['workflow:task_completed', { bot: 'classifier', label: null }, '✓ classifier'],
    ['approval_requested', { asked: 'm@x.org', message: 'Refund?' }, '? m@x.org is asked: Refund?'],
    ['approval_decided', { approved: true, decidedBy: 'ann', comment: null }, '✓ ann approved'],
    [
      'approval_decided',
      { approved: false, decidedBy: 'ann', comment: 'no' },
      '✓ ann rejected: no',
    ],
    ['row_saved', { table: 'refunds', ids: ['1'] }, '+ row written to table refunds'],
    ['workflow:failed', { message: 'It broke.' }, '■ run failed: It broke.'],
    ['something_new', {}, '· something new'],
  ])('shows %s', (type, data, expected) => {
    expect(line(type, data)).toBe(expected);
  });

  it('leaves out what is only noise', () => {
    expect(line('workflow:progress', { percent: 50 })).toBeUndefined();
  });

  it('takes control characters out of what others wrote', () => {
    expect(line('message_sent', { content: 'a\u001b[31m\nb' })).toBe('“ a [31m b');
  });
});
