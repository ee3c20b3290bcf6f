import { entry, type KeywordGroup } from './entry';

/** Time and events. */
export const EVENTS: KeywordGroup = {
  title: 'Time and events',
  entries: [
    entry(
      ['WAIT', 'WAIT seconds, WAIT UNTIL date'],
      'Waits, for so long or until a date or the text of one; the time also passes while nothing runs.',
      [
        `' expect result: 60`,
        'began = NOW()',
        'WAIT 60',
        'WAIT UNTIL "2020-01-31"',
        'RETURN DATEDIFF(began, NOW(), "second")',
      ],
      { cost: 'wait', clauses: [['UNTIL date', 'The end of the wait instead of its length.']] },
    ),
    entry(
      ['SCHEDULE IN', 'SCHEDULE IN n [SECONDS | MINUTES | HOURS | DAYS] DO … END SCHEDULE'],
      'Does its lines later, in a run of its own that has a copy of the variables; this run goes on.',
      [
        `' expect result: "done"`,
        'SCHEDULE IN 2 DAYS DO',
        '  TALK "Are you content?"',
        'END SCHEDULE',
        'RETURN "done"',
      ],
      { cost: 'short' },
    ),
    entry(
      ['SET SCHEDULE', 'SET SCHEDULE "cron or English" [, "file.bas"] [, "job"]'],
      'Begins a run of the file, or of another one, by the clock from the moment on when its package is loaded; a run that reaches the line does nothing there.',
      [`' expect result: "counted"`, 'SET SCHEDULE "weekdays at 8am"', 'RETURN "counted"'],
    ),
    entry(
      ['WEBHOOK', 'WEBHOOK "name"'],
      'Lets a signed call from outside begin a run of the file, with `body`, `params`, `headers`, `method` and `path`; a run that reaches the line does nothing there.',
      [
        `' given input: { "body": { "order": 7 } }`,
        `' expect result: 7`,
        'WEBHOOK "orders"',
        'RETURN body.order',
      ],
    ),
    entry(
      ['ON FORM SUBMIT', 'ON FORM SUBMIT "form" … END ON'],
      'Like `ON EVENT` of the event `form:` and the name of the form: whoever takes the form publishes it, with the fields as data, which are in `fields`.',
      ['ON FORM SUBMIT "contact"', '  TALK "Thank you, ${fields.name}."', 'END ON'],
      { cost: 'nothing' },
    ),
    entry(
      ['ON EMAIL', 'ON EMAIL … END ON'],
      'Like `ON EVENT "email"`: whoever reads the mailbox publishes it, with the mail as data.',
      ['ON EMAIL', '  TALK "A mail has come: ${event.subject}"', 'END ON'],
      { cost: 'nothing' },
    ),
    entry(
      ['TRIGGER', 'TRIGGER "event" [, data]'],
      'Publishes an event, as `PUBLISH EVENT` does.',
      ['TRIGGER "order_paid", { id: 7 }'],
      { cost: 'short' },
    ),
    entry(
      ['DELAY', 'DELAY seconds'],
      'Waits. Below a STEP it waits before the step.',
      ['DELAY 5', 'TALK "Later"'],
      { cost: 'wait' },
    ),
    entry(
      [
        'WAIT FOR EVENT',
        '[name =] WAIT FOR EVENT "name" [WHERE condition] [TIMEOUT seconds] [ON TIMEOUT: ESCALATE TO "person"]',
      ],
      'Waits for an event, whose data is in `event`; FALSE when it does not come in time.',
      [
        `' given events: { "order_paid": { "order_id": 7, "sum": 12 } }`,
        `' expect result: 12`,
        'WAIT FOR EVENT "order_paid" WHERE order_id = 7 TIMEOUT 3600',
        '  ON TIMEOUT: ESCALATE TO "ann@example.com"',
        'RETURN event.sum',
      ],
      {
        cost: 'event',
        clauses: [
          ['WHERE condition', 'Takes only an event whose data is like that.'],
          ['TIMEOUT seconds', 'How long it waits; for ever without it.'],
          ['ON TIMEOUT: ESCALATE TO "person"', 'Who is told then.'],
          ['INTO name', 'The variable that takes TRUE or FALSE.'],
        ],
      },
    ),
    entry(
      [
        'WAIT FOR ANY',
        '[name =] WAIT FOR ANY [EVENTS] "name" [WHERE condition], … [TIMEOUT seconds] [ON TIMEOUT: ESCALATE TO "person"]',
      ],
      'Waits for the first of several events and gives its name; FALSE when none comes in time.',
      [
        `' given events: { "cancelled": { "reason": "too late" } }`,
        `' expect result: "cancelled"`,
        'which = WAIT FOR ANY "order_paid", "cancelled" TIMEOUT 3600',
        'RETURN which',
      ],
      { cost: 'event' },
    ),
    entry(
      [
        'WAIT FOR ALL',
        '[name =] WAIT FOR ALL [EVENTS] "name" [WHERE condition], … [TIMEOUT seconds] [ON TIMEOUT: ESCALATE TO "person"]',
      ],
      'Waits for each of several events; `event` is the list of their data. FALSE when they do not come in time.',
      [
        `' given events: { "packed": 1, "paid": 2 }`,
        `' expect result: 2`,
        'WAIT FOR ALL "packed", "paid" TIMEOUT 3600',
        'RETURN LEN(event)',
      ],
      { cost: 'events' },
    ),
    entry(
      ['ON EVENT', 'ON EVENT "name" DO … END ON'],
      'Runs its lines each time when the event comes, while the run goes on.',
      [
        `' given events: { "order_cancelled": { "by": "ann" } }`,
        `' expect result: "ann"`,
        'ON EVENT "order_cancelled" DO',
        '  who = event.by',
        'END ON',
        'WAIT 60',
        'RETURN who',
      ],
      { cost: 'event' },
    ),
    entry(
      ['PUBLISH EVENT', 'PUBLISH EVENT "name" [WITH data]'],
      'Tells an event to this run and to all of the workspace that wait for it.',
      ['PUBLISH EVENT "order_paid" WITH order_id = 7, sum = 12'],
      { cost: 'short', clauses: [['WITH data', 'An object, or `name = value` and more of them.']] },
    ),
  ],
};
