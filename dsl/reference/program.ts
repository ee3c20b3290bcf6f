import { entry, type KeywordGroup } from './entry';

/** What a program is made of, and its variables. */
export const PROGRAM: KeywordGroup = {
  title: 'Program and variables',
  entries: [
    entry(
      ['ORCHESTRATE WORKFLOW', 'ORCHESTRATE WORKFLOW "name" … [END WORKFLOW]'],
      'Begins a workflow and names it; it owns all lines up to END WORKFLOW.',
      ['ORCHESTRATE WORKFLOW "greeting"', '  TALK "Hello"', 'END WORKFLOW'],
    ),
    entry(
      [
        'PARAM',
        'PARAM name [AS type | AS ENUM ["a", "b"]] [LIKE example] [DESCRIPTION "text"] [OPTIONAL] [REQUIRED] [DEFAULT value]',
      ],
      'A value that the program gets when it is started.',
      [
        `' given input: { "city": "Rome" }`,
        `' expect result: "Rome in EUR"`,
        'PARAM city AS STRING LIKE "Paris" DESCRIPTION "where to"',
        'PARAM currency AS ENUM ["EUR", "USD"] OPTIONAL DEFAULT "EUR"',
        'RETURN city + " in " + currency',
      ],
      {
        clauses: [
          ['AS type', 'What it takes; any value without it.'],
          ['AS ENUM ["a", "b"]', 'One of these texts; `AS "a", "b"` is the same.'],
          ['LIKE example', 'An example for people, never a default.'],
          ['DESCRIPTION "text"', 'What it is for.'],
          ['OPTIONAL', 'It may be left out. REQUIRED says that it may not.'],
          ['DEFAULT value', 'What it is when it is left out.'],
        ],
      },
    ),
    entry(['DESCRIPTION', 'DESCRIPTION "text"'], 'What the program does, for people and bots.', [
      'DESCRIPTION "Greets"',
      'TALK "Hello"',
    ]),
    entry(
      ['TABLE', 'TABLE name [ON connection] … column type [key] … END TABLE'],
      'Declares a table and its columns.',
      [
        'TABLE orders',
        '  id number key',
        '  city string(100)',
        'END TABLE',
        'SAVE "orders" WITH city = "Rome"',
      ],
    ),
    entry(
      ['CREATE INDEX', 'CREATE [UNIQUE] INDEX name ON table (column)'],
      'Is accepted and does nothing: tables need no index.',
      ['CREATE INDEX by_city ON orders (city)', 'TALK "Nothing to do"'],
      { also: ['CREATE UNIQUE INDEX'] },
    ),
    entry(
      ['LET', 'LET name = value'],
      'Sets a variable, a member or an element. `name = value` and `SET name = value` are the same; `+=` and `-=` add and subtract.',
      [
        `' expect result: { "total": 7, "city": "Rome" }`,
        'total = 5',
        'LET order.city = "Rome"',
        'total += 2',
        'RETURN { total: total, city: order.city }',
      ],
    ),
    entry(
      ['SET', 'SET name = value, SET "session.key" = value, SET name, value'],
      'Sets a variable. With a text that begins with session., user. or bot., or with a comma, it keeps a value in the memory.',
      [
        `' expect result: "Rome 2"`,
        'SET city = "Rome"',
        'SET "session.step" = 2',
        'RETURN city + " " + GET "session.step"',
      ],
      { cost: 'short' },
    ),
    entry(['WITH', 'WITH name … member = value … END WITH'], 'Makes an object of its lines.', [
      `' expect result: { "id": 7 }`,
      'WITH order',
      '  id = 7',
      'END WITH',
      'RETURN order',
    ]),
    entry(
      ['CREATE OBJECT', 'name = CREATE OBJECT'],
      'An object without members, as `{}` and NEW OBJECT are; NEW ARRAY is a list without elements.',
      [
        `' expect result: [{ "id": 1 }]`,
        'order = CREATE OBJECT',
        'orders = NEW ARRAY',
        'order.id = 1',
        'APPEND orders, order',
        'RETURN orders',
      ],
    ),
    entry(
      ['APPEND', 'APPEND list, value'],
      'Adds a value to the end of a list; `list.PUSH(value)` is the same.',
      [
        `' expect result: ["cup", "rug"]`,
        'APPEND items, "cup"',
        'PUSH items, "rug"',
        'RETURN items',
      ],
      { also: ['PUSH'] },
    ),
    entry(
      ['JSON PARSE', 'name = JSON PARSE text'],
      'Reads a text in JSON form; the function JSON does the same.',
      [`' expect result: 2`, 'rows = JSON PARSE "[1, 2]"', 'RETURN LEN(rows)'],
    ),
  ],
};
