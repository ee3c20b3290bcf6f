import { entry, type KeywordGroup } from './entry';

const SHORT = { cost: 'short' } as const;
const ATTENDANTS = `' given tables: { "attendants": [{ "id": "bob", "status": "online" }] }`;
const PRODUCTS = `' given tables: { "products": [{ "id": "7", "name": "Red lamp", "price": 30 }] }`;

/** Files of the drive of the workflow. */
export const FILES: KeywordGroup = {
  title: 'Files',
  entries: [
    entry(
      ['WRITE', 'WRITE path, value'],
      'Writes a file of the drive; a file that is there is replaced.',
      [`' expect result: "Sales: 12"`, 'WRITE "may.txt", "Sales: 12"', 'RETURN READ "may.txt"'],
      SHORT,
    ),
    entry(
      ['CREATE FILE', 'CREATE FILE path, value'],
      'The same as WRITE.',
      ['CREATE FILE "may.txt", "Sales: 12"'],
      SHORT,
    ),
    entry(
      ['READ', 'text = READ path'],
      'Gives the text of a file of the drive.',
      [`' expect failure: FILE_NOT_FOUND`, 'text = READ "june.txt"'],
      SHORT,
    ),
    entry(
      ['LIST', 'files = LIST folder'],
      'The files below a folder, with `name`, `path` and `size`. DIR is the same.',
      [
        `' expect result: "may.txt"`,
        'WRITE "reports/may.txt", "Sales: 12"',
        'files = LIST "reports"',
        'RETURN files[0].name',
      ],
      { also: ['DIR'], cost: 'short' },
    ),
    entry(
      ['COPY', 'COPY path, path'],
      'Copies a file.',
      [
        `' expect result: "12"`,
        'WRITE "a.txt", "12"',
        'COPY "a.txt", "b.txt"',
        'RETURN READ "b.txt"',
      ],
      SHORT,
    ),
    entry(
      ['MOVE', 'MOVE path, path'],
      'Moves a file.',
      [
        `' expect result: "12"`,
        'WRITE "a.txt", "12"',
        'MOVE "a.txt", "b.txt"',
        'RETURN READ "b.txt"',
      ],
      SHORT,
    ),
    entry(
      ['DELETE FILE', 'found = DELETE FILE path'],
      'Removes a file; TRUE when there was one.',
      [`' expect result: false`, 'found = DELETE FILE "june.txt"', 'RETURN found'],
      SHORT,
    ),
  ],
};

/** Tasks, figures, records. */
export const RECORDS: KeywordGroup = {
  title: 'Tasks, figures, records',
  entries: [
    entry(
      ['CREATE TASK', 'task = CREATE TASK title[, assignee][, due][, priority]'],
      'Adds a task for a person or bot.',
      [
        `' expect result: "bob@example.com"`,
        'task = CREATE TASK "Call Ann", "bob@example.com", "2026-05-01"',
        'RETURN task.assigned_to',
      ],
      SHORT,
    ),
    entry(
      ['RECORD METRIC', 'RECORD METRIC "name" WITH value = number, column = value'],
      'Keeps a figure with its time.',
      ['RECORD METRIC "sales" WITH value = 12, city = "Rome"'],
      SHORT,
    ),
    entry(
      [
        'QUERY METRICS',
        'rows = QUERY METRICS "name" FOR "24h" [BY "1h" | BY "column"] [OFFSET number]',
      ],
      'Reads figures of a stretch of time.',
      [
        `' expect result: 12`,
        'RECORD METRIC "sales" WITH value = 12, city = "Rome"',
        'rows = QUERY METRICS "sales" FOR "24h" BY "city"',
        'RETURN rows[0].value',
      ],
      {
        cost: 'short',
        clauses: [
          ['FOR "24h"', 'How far back.'],
          ['BY "1h", BY "column"', 'Adds up by hour, day, month or a column.'],
          ['OFFSET number', 'An earlier stretch of the same length.'],
        ],
      },
    ),
    entry(
      ['LOG', 'LOG event[, data]'],
      'Keeps a row of the table log.',
      [`' expect result: "paid"`, 'LOG "paid", { id: 7 }', 'RETURN (FIND "log").event'],
      SHORT,
    ),
    entry(
      ['LOG ACTIVITY', 'LOG ACTIVITY value, …'],
      'Keeps a row of the table activity_log.',
      ['LOG ACTIVITY "ann", "called"'],
      SHORT,
    ),
    entry(
      ['BOOK', 'BOOK title, date[, more]'],
      'Keeps a row of the table bookings.',
      ['BOOK "A visit", "2026-05-01"'],
      SHORT,
    ),
    entry(
      ['PRODUCT', 'row = PRODUCT id'],
      'A row of the table products.',
      [PRODUCTS, `' expect result: 30`, 'lamp = PRODUCT "7"', 'RETURN lamp.price'],
      SHORT,
    ),
    entry(
      ['SEARCH PRODUCTS', 'rows = SEARCH PRODUCTS words[, number]'],
      'Products with the words in their name, description or category.',
      [
        PRODUCTS,
        `' expect result: "Red lamp"`,
        'found = SEARCH PRODUCTS "lamp", 5',
        'RETURN found.name',
      ],
      SHORT,
    ),
    entry(
      ['UPDATE LEAD SCORE', 'UPDATE LEAD SCORE lead, score[, reason]'],
      'Keeps the score of a lead.',
      [
        `' expect result: 80`,
        'UPDATE LEAD SCORE "ann", 80, "has called"',
        'RETURN GET LEAD SCORE "ann"',
      ],
      SHORT,
    ),
    entry(
      ['GET LEAD SCORE', 'score = GET LEAD SCORE lead'],
      'The score of a lead, 0 for one that has none.',
      [`' expect result: 0`, 'score = GET LEAD SCORE "bob"', 'RETURN score'],
      SHORT,
    ),
  ],
};

/** Conversations that people take over. */
export const ATTENDANCE: KeywordGroup = {
  title: 'Conversations with people',
  entries: [
    entry(
      ['TRANSFER TO HUMAN', 'TRANSFER TO HUMAN [department, priority, context]'],
      'Lets the conversation of the run wait for a person; it does not wait itself.',
      [
        `' expect result: 1`,
        'TRANSFER TO HUMAN "sales", "high", "wants a quote"',
        'queue = GET QUEUE',
        'RETURN queue.waiting',
      ],
      SHORT,
    ),
    entry(
      ['ASSIGN CONVERSATION', 'ASSIGN CONVERSATION id, attendant'],
      'Gives a conversation to a person.',
      [
        `' expect result: 1`,
        'ASSIGN CONVERSATION "c1", "bob"',
        'queue = GET QUEUE',
        'RETURN queue.active',
      ],
      SHORT,
    ),
    entry(
      ['RESOLVE CONVERSATION', 'RESOLVE CONVERSATION id[, text]'],
      'Ends a conversation.',
      [
        `' expect result: 1`,
        'RESOLVE CONVERSATION "c1", "refunded"',
        'queue = GET QUEUE',
        'RETURN queue.resolved',
      ],
      SHORT,
    ),
    entry(
      ['ESCALATE TO SUPERVISOR', 'ESCALATE TO SUPERVISOR [id, reason]'],
      'Marks a conversation as urgent.',
      ['ESCALATE TO SUPERVISOR "c1", "an angry customer"'],
      SHORT,
    ),
    entry(
      ['SET PRIORITY', 'SET PRIORITY id, priority'],
      'How urgent a conversation is.',
      ['SET PRIORITY "c1", "high"'],
      SHORT,
    ),
    entry(
      ['TAG CONVERSATION', 'TAG CONVERSATION id, tag'],
      'Adds a tag to a conversation.',
      ['TAG CONVERSATION "c1", "refund"'],
      SHORT,
    ),
    entry(
      ['ADD NOTE', 'ADD NOTE id, text'],
      'Adds a note to a conversation.',
      ['ADD NOTE "c1", "Has called twice."'],
      SHORT,
    ),
    entry(
      ['GET QUEUE', 'queue = GET QUEUE'],
      'All conversations, with `total`, `waiting`, `active`, `resolved` and `items`.',
      [`' expect result: 0`, 'queue = GET QUEUE', 'RETURN queue.total'],
      SHORT,
    ),
    entry(
      ['GET ATTENDANTS', 'people = GET ATTENDANTS ["status"]'],
      'The attendants, with `count` and `items`.',
      [ATTENDANTS, `' expect result: 1`, 'people = GET ATTENDANTS "online"', 'RETURN people.count'],
      SHORT,
    ),
    entry(
      ['GET NEXT AVAILABLE AGENT', 'person = GET NEXT AVAILABLE AGENT'],
      'An attendant who is online, or NULL.',
      [
        ATTENDANTS,
        `' expect result: "bob"`,
        'person = GET NEXT AVAILABLE AGENT',
        'RETURN person.id',
      ],
      SHORT,
    ),
    entry(
      ['GET LAST MESSAGE TIME', 'time = GET LAST MESSAGE TIME conversation'],
      'When the row of a conversation was changed last, or its `last_message_at`; NULL for one that is not known.',
      [
        `' expect result: false`,
        'TAG CONVERSATION "s-1", "vip"',
        'ASSIGN CONVERSATION "s-1", "bob"',
        'time = GET LAST MESSAGE TIME "s-1"',
        'RETURN time IS NULL',
      ],
      SHORT,
    ),
    entry(
      ['GET ATTENDANT STATUS', 'status = GET ATTENDANT STATUS id'],
      'The status of an attendant; offline for one who is not known.',
      [`' expect result: "offline"`, 'status = GET ATTENDANT STATUS "eve"', 'RETURN status'],
      SHORT,
    ),
    entry(
      ['GET ATTENDANT STATS', 'figures = GET ATTENDANT STATS id'],
      'How many conversations somebody has: `total`, `active_conversations`, `resolved`, `open`.',
      [
        `' expect result: 1`,
        'ASSIGN CONVERSATION "c1", "bob"',
        'figures = GET ATTENDANT STATS "bob"',
        'RETURN figures.open',
      ],
      SHORT,
    ),
    entry(
      ['GET CUSTOMER HISTORY', 'history = GET CUSTOMER HISTORY customer'],
      'The conversations of a customer, with `count` and `items`.',
      [`' expect result: 0`, 'history = GET CUSTOMER HISTORY "ann"', 'RETURN history.count'],
      SHORT,
    ),
  ],
};
