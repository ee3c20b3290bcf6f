import { entry, type KeywordGroup } from './entry';

const ORDERS = `' given tables: { "orders": [{ "id": 1, "city": "Rome", "total": 20 }, { "id": 2, "city": "Oslo", "total": 50 }] }`;
const ROWS =
  'rows = [{ city: "Rome", total: 20 }, { city: "Oslo", total: 50 }, { city: "Rome", total: 5 }]';

/** Tables of the workspace. */
export const TABLES: KeywordGroup = {
  title: 'Tables',
  entries: [
    entry(
      [
        'FIND',
        'rows = FIND "table" [WHERE condition] [ORDER BY column [ASC | DESC]] [LIMIT number], FIND "table", "condition"',
      ],
      'Reads the rows of a table.',
      [
        ORDERS,
        `' expect result: "Oslo"`,
        'row = FIND "orders" WHERE total > 10 ORDER BY total DESC LIMIT 1',
        'RETURN row.city',
      ],
      {
        cost: 'short',
        clauses: [
          ['WHERE condition', 'Names left of a comparison are columns, right of it variables.'],
          ['ORDER BY column DESC', 'Sorts; ASC is the order without a word.'],
          ['LIMIT number', 'At most so many rows.'],
        ],
      },
    ),
    entry(
      [
        'SAVE',
        '[id =] SAVE "table", row, SAVE "table" WITH column = value, …, SAVE row TO "table"',
      ],
      'Writes a row, or several of a list; a row with an `id` replaces the row of that id.',
      [
        `' expect result: "Rome"`,
        'SAVE "orders", { id: 7, city: "Oslo" }',
        'INSERT INTO "orders" WITH id = 8, city = "Rome"',
        'RETURN (FIND "orders" WHERE id = 8).city',
      ],
      {
        also: ['INSERT', 'INSERT INTO', 'UPSERT'],
        cost: 'short',
        clauses: [
          [
            'WITH column = value',
            'The columns of the row; `column AS value` and VALUES are the same.',
          ],
          ['TO "table"', 'The table behind the row.'],
        ],
      },
    ),
    entry(
      ['UPDATE', '[n =] UPDATE "table" SET column = value, … [WHERE condition]'],
      'Changes columns of all rows that match, and gives how many these were.',
      [
        ORDERS,
        `' expect result: 1`,
        'n = UPDATE "orders" SET city = "Paris" WHERE id = 2',
        'RETURN n',
      ],
      {
        cost: 'short',
        clauses: [
          ['SET column = value', 'What they become.'],
          ['WHERE condition', 'Which rows; all without it.'],
        ],
      },
    ),
    entry(
      ['DELETE', '[n =] DELETE FROM "table" WHERE condition, DELETE "table", "condition"'],
      'Removes all rows that match, and gives how many these were.',
      [ORDERS, `' expect result: 1`, 'n = DELETE FROM "orders" WHERE total < 30', 'RETURN n'],
      { also: ['DELETE FROM'], cost: 'short', clauses: [['WHERE condition', 'Which rows.']] },
    ),
    entry(
      ['MERGE', '[result =] MERGE "table" WITH rows BY "key" [SET "columns"]'],
      'Changes the rows that the table has, and adds the others.',
      [
        ORDERS,
        `' expect result: 1`,
        'done = MERGE "orders" WITH [{ id: 2, total: 9 }, { id: 3, total: 1 }] BY "id" SET "total"',
        'RETURN done.inserted',
      ],
      {
        cost: 'short',
        clauses: [
          ['BY "key"', 'The columns that tell rows apart.'],
          ['SET "columns"', 'The only ones that change in a row that is there.'],
        ],
      },
    ),
    entry(
      ['QUERY', 'rows = QUERY "SELECT columns FROM table WHERE …"[, values]'],
      'Reads columns or figures of a table.',
      [
        ORDERS,
        `' expect result: 50`,
        'top = QUERY "SELECT MAX(total) AS most FROM orders WHERE city = $1", "Oslo"',
        'RETURN top.most',
      ],
      { cost: 'short' },
    ),
    entry(
      [
        'SELECT',
        'rows = SELECT columns FROM table [WHERE …] [GROUP BY …] [ORDER BY …] [LIMIT …] [OFFSET …]',
      ],
      'The same without quotes; a variable with rows can stand for the table. `INNER JOIN` and `HAVING` cannot run.',
      [
        ROWS,
        'big = SELECT city, SUM(total) AS sales FROM rows GROUP BY city ORDER BY sales DESC LIMIT 1',
        'IF big.sales <> 50 THEN THROW "wrong"',
      ],
      { cost: 'short' },
    ),
    entry(
      ['SAVE FROM UNSTRUCTURED', '[id =] SAVE FROM UNSTRUCTURED "table", json'],
      'Saves a row that is given as text in JSON form, or as an object.',
      [
        'SAVE FROM UNSTRUCTURED "notes", "{ ""id"": 1, ""body"": ""called back"" }"',
        `IF (FIND "notes").body <> "called back" THEN THROW "wrong"`,
      ],
      { cost: 'short' },
    ),
  ],
};

/** Statements over lists; they take the name of a table, too. */
export const LISTS: KeywordGroup = {
  title: 'Lists',
  entries: [
    entry(
      ['AGGREGATE', 'n = AGGREGATE "operation", list, "column"[, "condition"]'],
      'SUM, AVG, COUNT, MIN or MAX of a column.',
      [`' expect result: 75`, ROWS, 'n = AGGREGATE "SUM", rows, "total"', 'RETURN n'],
    ),
    entry(['EXCEL', 'text = EXCEL rows'], 'Rows as a workbook in XML that Excel opens.', [
      ROWS,
      'WRITE "orders.xml", EXCEL(rows)',
    ]),
    entry(['FILTER', 'rows = FILTER list, "condition"'], 'The rows for which a condition holds.', [
      `' expect result: 2`,
      ROWS,
      `some = FILTER rows, "city = 'Rome'"`,
      'RETURN LEN(some)',
    ]),
    entry(
      ['JOIN', 'rows = JOIN left, right, "column"'],
      'Joins the rows of two lists that have the same value in a column.',
      [
        `' expect result: "IT"`,
        ROWS,
        'both = JOIN rows, [{ city: "Rome", country: "IT" }], "city"',
        'RETURN both[0].country',
      ],
    ),
    entry(
      ['MAP', 'rows = MAP list, "column"'],
      'One column of each row, or rows with new names: `"old->new"`.',
      [
        `' expect result: ["Rome", "Oslo", "Rome"]`,
        ROWS,
        'names = MAP rows, "city"',
        'RETURN names',
      ],
    ),
    entry(
      ['FILL', 'text = FILL data, template'],
      'Fields in the places `{{name}}` of a text; a list gives a list.',
      [`' expect result: "Dear Ana"`, 'text = FILL { n: "Ana" }, "Dear {{n}}"', 'RETURN text'],
    ),
    entry(
      ['PIVOT', 'rows = PIVOT list, "row", "value"'],
      'Sums for each value of a column; with three columns a table of them.',
      [`' expect result: 25`, ROWS, 'sums = PIVOT rows, "city", "total"', 'RETURN sums[0].total'],
    ),
    entry(
      ['GROUP BY', 'groups = GROUP BY list, "column"'],
      'An object with the rows by the text of a column.',
      [
        `' expect result: ["Rome", "Oslo"]`,
        ROWS,
        'groups = GROUP BY rows, "city"',
        'RETURN KEYS(groups)',
      ],
    ),
    entry(
      ['SORT', 'rows = SORT list, "column [DESC]", SORT list BY column [ASC | DESC]'],
      'In order. Alone, with a variable, it changes its list.',
      [`' expect result: 50`, ROWS, 'SORT rows, "total DESC"', 'RETURN rows[0].total'],
    ),
  ],
};
