import { listOutbox } from '../../store/outbox';
import { runBoth } from './both';
import { startEngine, type Engine } from './engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

/** What waits in the outbox of a run, in order. */
async function waiting(text: string): Promise<readonly unknown[]> {
  await engine.test.database.query('delete from outbox');
  const ended = await runBoth(engine, text);
  expect(ended).toMatchObject({ status: 'completed' });
  const items = await listOutbox(engine.test.database, { limit: 100 });
  return items.map(({ kind, payload }) => {
    const { messageId, ...rest } = payload;
    expect(messageId).toEqual(expect.any(String));
    return [kind, rest];
  });
}

const mail = (fields: object): unknown => [
  'mail',
  { kind: 'mail', to: ['a@example.com'], subject: null, body: '', data: {}, ...fields },
];

it.each([
  ['SEND MAIL "a@example.com", "s", "b"', { subject: 's', body: 'b' }],
  ['SEND EMAIL "a@example.com", "b"', { body: 'b' }],
  ['SEND MAIL TO "a@example.com" SUBJECT "s" BODY "b"', { subject: 's', body: 'b' }],
  [
    'SEND MAIL "a@example.com; b@example.com", "s", "b", ATTACHMENT "x.pdf"',
    {
      to: ['a@example.com', 'b@example.com'],
      subject: 's',
      body: 'b',
      data: { attachments: ['x.pdf'] },
    },
  ],
  [
    'n = "Ann"\nBEGIN MAIL "a@example.com"\nSubject: Hello ${n}\n\nDear ${n},\n\nbye\nEND MAIL',
    { subject: 'Hello Ann', body: 'Dear Ann,\n\nbye' },
  ],
])('a mail waits in the outbox: %s', async (text, fields) => {
  expect(await waiting(text)).toEqual([mail(fields)]);
});

const message = (kind: string, to: string, body: string, more: object = {}): unknown => [
  'message',
  { kind, to: [to], subject: null, body, data: {}, ...more },
];
const welcome = (channel: string, values: object = {}): object => ({
  subject: 'welcome',
  data: { template: 'welcome', channel, values },
});

it.each([
  ['SEND SMS "+15550100", "hi"', message('sms', '+15550100', 'hi')],
  ['SEND WHATSAPP "+15550100", "hi"', message('whatsapp', '+15550100', 'hi')],
  [
    'SEND TEMPLATE "+15550100", "welcome", { "name": "x" }',
    message('template', '+15550100', 'welcome', welcome('whatsapp', { name: 'x' })),
  ],
  [
    'SEND TEMPLATE "welcome", "email", "a@example.com", { "name": "x" }',
    message('template', 'a@example.com', 'welcome', welcome('email', { name: 'x' })),
  ],
  [
    'SEND TEMPLATE TO "a@example.com", "welcome"',
    message('template', 'a@example.com', 'welcome', welcome('email')),
  ],
  [
    'POST TO INSTAGRAM "a.png", "look"',
    message('post', 'instagram', 'look', { data: { image: 'a.png' } }),
  ],
  [
    'POST TO "facebook" AT "2026-01-01 10:00" "a.png", "look"',
    message('post', 'facebook', 'look', { data: { image: 'a.png', at: '2026-01-01 10:00' } }),
  ],
  ['POST TO "x" CONTENT "news"', message('post', 'x', 'news')],
])('a message waits in the outbox: %s', async (text, expected) => {
  expect(await waiting(text)).toEqual([expected]);
});

it.each([
  'CREATE DRAFT "a@example.com", "s", "b"',
  'SEND FILE "a.pdf", "the report"',
  'NOTIFY AGENT "ann" WITH "look"',
  'NOTIFY ATTENDANT "ann", "look"',
  'SEND TO SESSION "s1", "hello"',
])('is kept as a message and goes nowhere: %s', async (text) => {
  expect(await waiting(text)).toEqual([]);
});

it('tells what became of a message, as a row and as a list', async () => {
  const text = `r = SEND TEMPLATE "+15550100", "welcome"
    RETURN r[0].success AND r.status = "queued"`;
  expect(await runBoth(engine, text)).toMatchObject({ status: 'completed', result: true });
});

it('fails where nobody is named', async () => {
  expect(await runBoth(engine, 'SEND MAIL who, "s", "b"')).toMatchObject({
    failure: { code: 'VALUE_TYPE' },
  });
});

it.each([
  ['"t", "high", "ana"', { priority: 2, assigned_to: 'ana', due_date: null, description: null }],
  [
    '"t", "ana@example.com", "2026-05-01"',
    { priority: 3, assigned_to: 'ana@example.com', due_date: '2026-05-01T00:00:00.000Z' },
  ],
  [
    '"t", "why", "ana", "2026-05-01", "urgent"',
    { priority: 1, assigned_to: 'ana', description: 'why' },
  ],
  ['"t"', { priority: 3, assigned_to: null }],
])('CREATE TASK %s', async (args, row) => {
  const text = `task = CREATE TASK ${args}\nRETURN task.title + " " + task.status`;
  expect(await runBoth(engine, text)).toMatchObject({ status: 'completed', result: 't CREATED' });
  const [stored] = await engine.test.database.query<Record<string, unknown>>(
    `select title, status, priority, assigned_to, description, due_date from tasks
     order by created_at desc limit 1`,
  );
  const due =
    'due_date' in row && row.due_date !== null ? { due_date: new Date(row.due_date) } : {};
  expect(JSON.parse(JSON.stringify(stored))).toMatchObject(
    JSON.parse(JSON.stringify({ title: 't', status: 'CREATED', ...row, ...due })) as object,
  );
});

it('keeps conversations, their notes and tags, and counts them', async () => {
  const text = `
    SAVE "attendants", { "id": "ann", "name": "Ann", "status": "online" }
    SAVE "attendants", { "id": "bob", "name": "Bob", "status": "away" }
    TRANSFER TO HUMAN "sales", "high", "wants a quote"
    queue = GET QUEUE
    one = queue.items[0]
    free = GET ATTENDANTS "online"
    done = ASSIGN CONVERSATION one.session_id, free.items[0].id
    SET PRIORITY one.session_id, "low"
    TAG CONVERSATION one.session_id, "vip"
    ADD NOTE one.session_id, "called back"
    stats = GET ATTENDANT STATS "ann"
    RESOLVE CONVERSATION one.session_id, "sold"
    after = GET QUEUE
    tags = FIND "conversation_tags"
    notes = FIND "conversation_notes"
    state = GET ATTENDANT STATUS "bob"
    nobody = GET ATTENDANT STATUS "eve"
    RETURN [queue.waiting, free.count, done.success, stats.active_conversations, after.resolved, after.waiting, tags.tag, notes.note, state, nobody]`;
  expect(await runBoth(engine, text)).toMatchObject({
    status: 'completed',
    result: [1, 1, true, 1, 1, 0, 'vip', 'called back', 'away', 'offline'],
  });
});

it('writes, reads, lists, copies, moves and deletes files of the drive of the workflow', async () => {
  const text = `
    WRITE "reports/a.txt", "héllo"
    WRITE ".gbdrive/reports/b.json", { "n": 1 }
    COPY "reports/a.txt", "old/"
    MOVE "/reports/b.json" TO "c.json"
    gone = DELETE FILE "reports/a.txt"
    again = DELETE FILE "reports/a.txt"
    files = LIST ""
    RETURN [READ "old/a.txt", READ "c.json", gone, again, JOIN(MAP(files, "path"), " "), files.size]`;
  expect(await runBoth(engine, text)).toMatchObject({
    status: 'completed',
    result: ['héllo', '{"n":1}', true, false, 'c.json old/a.txt', 7],
  });
});

it.each([
  ['READ "nothing.txt"', 'FILE_NOT_FOUND'],
  ['MOVE "nothing.txt", "b"', 'FILE_NOT_FOUND'],
  ['x = READ "../../etc/passwd"', 'FILE_PATH'],
  ['WRITE "a/../../b", "x"', 'FILE_PATH'],
  ['WRITE "..\\\\..\\\\b", "x"', 'FILE_PATH'],
  ['WRITE "/", "x"', 'FILE_PATH'],
  ['s = "0123456789"\nFOR i = 1 TO 17\ns = s + s\nNEXT\nWRITE "big.txt", s', 'FILE_TOO_LARGE'],
])('refuses %s', async (text, code) => {
  expect(await runBoth(engine, text)).toMatchObject({ failure: { code } });
});

it('records figures and adds them up by hour or by column', async () => {
  const text = `
    RECORD METRIC "sales" WITH value = 5, city = "Rome"
    RECORD METRIC "sales" WITH value = 7, city = "Oslo", count = 3
    RECORD METRIC "other" WITH value = 100
    rows = QUERY METRICS "sales" FOR "24h"
    cities = QUERY METRICS "sales" FOR "7 days" BY "city"
    hours = QUERY METRICS "sales" FOR "24h" BY "1d"
    before = QUERY METRICS "sales" FOR "24h" OFFSET 1
    RETURN [SUM(rows, "count"), cities[0].label, cities[0].value, UBOUND(cities), SUM(hours, "value"), UBOUND(before)]`;
  expect(await runBoth(engine, text)).toMatchObject({
    status: 'completed',
    result: [4, 'Oslo', 7, 2, 12, 0],
  });
});

it('looks up products and scores of leads', async () => {
  const text = `
    SAVE "products", { "id": "p1", "name": "Red shoe", "price": 10 }
    SAVE "products", { "id": "p2", "name": "Hat", "description": "goes with a SHOE" }
    SAVE "products", { "id": "p3", "name": "100% wool" }
    found = SEARCH PRODUCTS "shoe"
    one = SEARCH PRODUCTS "shoe", 1
    item = PRODUCT "p1"
    lead = { "id": "l1" }
    none = GET LEAD SCORE lead
    UPDATE LEAD SCORE "l1", 80, "asked twice"
    score = GET LEAD SCORE lead
    LOG "seen", lead
    LOG ACTIVITY "ann", "looked"
    RETURN [UBOUND(found), UBOUND(one), item.price, none, score]`;
  expect(await runBoth(engine, text)).toMatchObject({
    status: 'completed',
    result: [2, 1, 10, 0, 80],
  });
});
