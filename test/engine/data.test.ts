import { randomUUID } from 'node:crypto';
import { listRows } from '../../store/tables';
import { runBoth } from './both';
import { startEngine, WORKSPACE, type Engine } from './engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const ORDERS = `
  SAVE "orders", "1", { "city": "Rome", "total": 10, "state": "open", "at": "2026-01-01 10:00" }
  SAVE "orders", "2", { "city": "Oslo", "total": 2.5, "state": "Open", "at": "2026-01-02" }
  SAVE "orders", "3", { "city": "Rome", "total": 7, "state": "done", "at": "2026-01-04T08:00:00Z" }
  SAVE "orders", "4", { "city": "Bern", "total": null, "state": "done" }
`;

/** Gives a text tables of its own, so that no test sees the rows of another one. */
function apart(text: string): string {
  return text.replaceAll('orders', `orders_${randomUUID().replaceAll('-', '')}`);
}

const idsLeft = 'rows = FIND "orders"\nids = MAP rows, "id"\nRETURN n + " " + JOIN(ids, ",")';

it.each([
  ['of a condition', 'DELETE FROM "orders" WHERE city = "Rome" AND total > 8', '1 2,3,4'],
  ['of a filter text', 'DELETE "orders", "state=\'done\'"', '2 1,2'],
  ['of an id', 'DELETE "orders", "2"', '1 1,3,4'],
  ['of a column', 'DELETE FROM "orders", "city", "Oslo"', '1 1,3,4'],
  ['of the result of a function', 'DELETE FROM "orders" WHERE LOWER(state) = "open"', '2 3,4'],
  ['that match nothing', 'DELETE FROM "orders" WHERE total > 100', '0 1,2,3,4'],
  ['of an age', 'DELETE FROM "orders" WHERE DATEDIFF("2026-01-04", at) >= 2', '2 3,4'],
  ['of an age, as a text', 'DELETE "orders", "DATEDIFF(\'2026-01-04\', at) = 0"', '1 1,2,4'],
  ['all, where that is said', 'DELETE FROM "orders" WHERE TRUE', '4 '],
])('DELETE removes rows %s', async (_, statement, left) => {
  const text = apart(`${ORDERS}n = ${statement}\n${idsLeft}`);
  expect(await runBoth(engine, text)).toMatchObject({ status: 'completed', result: left });
});

it('DELETE without a condition deletes nothing and fails where it is reached', async () => {
  const text = apart(
    `${ORDERS}TRY\nDELETE FROM "orders"\nCATCH e\nn = e.code\nEND TRY\n${idsLeft}`,
  );
  expect(await runBoth(engine, text)).toMatchObject({ result: 'KEYWORD_NOT_AVAILABLE 1,2,3,4' });
});

it('MERGE changes rows that are there, adds the others, and tells how many of each', async () => {
  const text = apart(`
    SAVE "orders", "a", { "sku": "7", "price": 1, "note": "old" }
    SAVE "orders", "b", { "sku": "x", "price": 2 }
    rows = [{ "Sku": 7.0, "price": 5 }, { "sku": "y", "price": 9, "id": "c" }, { "price": 3, "id": "d" }]
    done = MERGE "orders" WITH rows BY "sku"
    again = MERGE "orders", [{ "sku": "y", "price": 10, "note": "n" }], "sku", "note"
    all = FIND "orders"
    RETURN [done, again, all]`);
  const { result } = await runBoth(engine, text);
  expect(result).toEqual([
    { inserted: 2, updated: 1 },
    { inserted: 0, updated: 1 },
    {
      $rows: [
        { id: 'a', sku: 7, price: 5, note: 'old' },
        { id: 'b', sku: 'x', price: 2 },
        { sku: 'y', price: 9, id: 'c', note: 'n' },
        { price: 3, id: 'd' },
      ],
    },
  ]);
});

it('takes the last of several rows with one key, and several key columns', async () => {
  const text = apart(`
    SAVE "orders", "a", { "city": "Rome", "year": 2025, "n": 1 }
    MERGE "orders" WITH [{ "city": "Rome", "year": 2025, "n": 2 }, { "city": "Rome", "year": 2026, "n": 3, "id": "b" }, { "city": "Rome", "year": "2025", "n": 4 }] BY "city, year"
    n = UBOUND(FIND "orders")
    rows = FIND "orders" ORDER BY n
    RETURN JOIN(MAP(rows, "n"), ",")`);
  expect(await runBoth(engine, text)).toMatchObject({ status: 'completed', result: '3,4' });
});

it('tells that MERGE needs a key and rows', async () => {
  const noKey = apart('k = ""\nMERGE "orders" WITH [{ "a": 1 }] BY k');
  expect(await runBoth(engine, noKey)).toMatchObject({ failure: { code: 'VALUE_TYPE' } });
  const noRows = apart('MERGE "orders" WITH 5 BY "id"');
  expect(await runBoth(engine, noRows)).toMatchObject({ failure: { code: 'VALUE_TYPE' } });
});

it.each([
  [
    'SELECT city, SUM(total) AS sales, COUNT(*) AS n FROM orders GROUP BY city ORDER BY sales DESC',
    [
      { city: 'Rome', sales: 17, n: 2 },
      { city: 'Oslo', sales: 2.5, n: 1 },
      { city: 'Bern', sales: 0, n: 1 },
    ],
  ],
  [
    "SELECT o.city AS place, total FROM orders o WHERE o.state ILIKE 'open' ORDER BY place LIMIT 5",
    [
      { place: 'Oslo', total: 2.5 },
      { place: 'Rome', total: 10 },
    ],
  ],
  [
    'SELECT MIN(total), MAX(total), AVG(total) AS mean, COUNT(total), MAX(city) AS last FROM orders',
    [{ min_total: 2.5, max_total: 10, mean: 6.5, count_total: 3, last: 'Rome' }],
  ],
  [
    "SELECT * FROM orders WHERE DATE(at) = '2026-01-02'",
    [{ id: '2', city: 'Oslo', total: 2.5, state: 'Open', at: '2026-01-02' }],
  ],
  ['SELECT COUNT(*) AS n FROM orders WHERE total > 100', [{ n: 0 }]],
  ['SELECT city FROM orders WHERE total > 100 GROUP BY city', []],
  ["SELECT id FROM orders WHERE city = $1 AND total < '${least}'", [{ id: '3' }]],
])('QUERY reads %s', async (query, rows) => {
  const text = apart(`${ORDERS}least = 8\nRETURN QUERY "${query}", "Rome"`);
  const { result } = await runBoth(engine, text);
  expect(result).toEqual({ $rows: rows });
});

it('a value of a query is never more than a value', async () => {
  const text = apart(`${ORDERS}city = "Rome' OR '1'='1"
    rows = QUERY "SELECT id FROM orders WHERE city = '" + city + "'"
    RETURN UBOUND(rows)`);
  expect(await runBoth(engine, text)).toMatchObject({ status: 'completed', result: 0 });
});

it('SELECT without quotes reads a table or the rows of a variable', async () => {
  const text = apart(`${ORDERS}city = "Rome"
    a = SELECT id, total FROM orders WHERE city = city ORDER BY total
    b = SELECT COUNT(*) AS n FROM a WHERE total > 8
    RETURN JOIN(MAP(a, "id"), ",") + " " + b.n`);
  expect(await runBoth(engine, text)).toMatchObject({ status: 'completed', result: '3,1 1' });
});

it('statements over lists take the rows of a table', async () => {
  const text = apart(`${ORDERS}
    sum = AGGREGATE "orders", "SUM", "total"
    n = AGGREGATE "orders", "COUNT", "total", "city='Rome'"
    done = FILTER "orders", "state = 'done'"
    groups = GROUP BY "orders", "city"
    RETURN sum + " " + n + " " + UBOUND(done) + " " + UBOUND(KEYS(groups))`);
  expect(await runBoth(engine, text)).toMatchObject({ status: 'completed', result: '19.5 2 2 3' });
});

it('SAVE FROM UNSTRUCTURED takes JSON, an object or rows, and replaces the row of its id', async () => {
  const text = apart(`
    row = { "id": "x", "n": 1 }
    SAVE_FROM_UNSTRUCTURED "orders", FORMAT row AS JSON
    found = FIND "orders", "id='x'"
    found.n = 2
    SAVE_FROM_UNSTRUCTURED "orders", FORMAT found AS JSON
    SAVE_FROM_UNSTRUCTURED "orders", "{ \\"id\\": \\"y\\", \\"n\\": 3 }"
    SAVE_FROM_UNSTRUCTURED "orders", row
    rows = FIND "orders" ORDER BY id
    RETURN JOIN(MAP(rows, "n"), ",")`);
  expect(await runBoth(engine, text)).toMatchObject({ status: 'completed', result: '1,3' });
});

it('tells that a text is not JSON', async () => {
  const text = apart('SAVE_FROM_UNSTRUCTURED "orders", "Ann called about her bill"');
  expect(await runBoth(engine, text)).toMatchObject({ failure: { code: 'VALUE_TYPE' } });
});

it('two runs that merge one key at the same moment leave one row', async () => {
  const text = apart('MERGE "orders" WITH [{ "sku": "x", "n": n }] BY "sku"\nRETURN n');
  const name = /"(orders_\w+)"/.exec(text)?.[1] ?? '';
  await Promise.all([1, 2, 3, 4].map((n) => runBoth(engine, text, {}, { n })));
  expect(await listRows(engine.test.database, WORKSPACE, name)).toHaveLength(1);
});
