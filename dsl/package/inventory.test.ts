import { describePackage, type PackageInventory } from './inventory';
import { loadPackage, type PackageProblem } from './load-package';
import { readScheduleTime } from './schedule-time';

interface Seen extends PackageInventory {
  readonly problems: readonly PackageProblem[];
}

function see(texts: Readonly<Record<string, string>>, documents: readonly string[] = []): Seen {
  const loaded = loadPackage('Shop.gbai', {
    files: Object.entries(texts).map(([path, text]) => ({ path, text })),
    documents: documents.map((path) => ({ path, size: 1 })),
  });
  return { ...describePackage(loaded), problems: loaded.problems };
}

const codes = ({ problems }: Seen): readonly string[] => problems.map(({ code }) => code);

describe('scripts and tools', () => {
  it('makes every section of a file a tool of its own', () => {
    const { tools } = see({
      'x.gbdialog/api.bas': [
        'PARAM city AS STRING LIKE "Rome" DESCRIPTION "Where"',
        'DESCRIPTION "Weather"',
        'RETURN city',
        'PARAM a AS INTEGER OPTIONAL',
        'DESCRIPTION "Second"',
        'RETURN a',
        'DESCRIPTION "Third"',
        'RETURN 3',
      ].join('\n'),
    });
    expect(tools).toMatchObject([
      { name: 'api', line: 1, description: 'Weather', parameters: [{ name: 'city' }] },
      { name: 'api:2', line: 4, parameters: [{ name: 'a', required: false }] },
      { name: 'api:3', line: 7, parameters: [] },
    ]);
  });

  it('takes one dialog as a file, and the one that config.json names', () => {
    const text = 'TALK "hi"';
    expect(see({ 'default.gbdialog': text }).files.scripts).toBe(1);
    const named = see({ 'config.json': '{"entry_dialog":"main.txt"}', 'main.txt': text });
    expect(named.files.scripts).toBe(1);
  });

  it('finds what begins a script by itself', () => {
    const { triggers } = see({
      'shop.gbdialog/start.bas': 'TALK "hi"',
      'shop.gbdialog/events/on-receive-email.bas': 'PARAM subject AS STRING\nTALK subject',
      'shop.gbdialog/new_session.bas': 'TALK "hi"',
      'shop.gbdialog/hooks.bas': 'WEBHOOK "paid"\nON FORM SUBMIT "contact"\nTALK "x"\nEND ON',
    });
    expect(triggers.map(({ kind, name }) => `${kind}: ${name}`).sort()).toEqual([
      'FILE NAME: first message',
      'FILE NAME: new session',
      'FILE NAME: receive email',
      'ON FORM SUBMIT: contact',
      'WEBHOOK: paid',
    ]);
  });
});

describe('schedules', () => {
  it('reads every form, with file, job and date', () => {
    const { schedules } = see({
      'a.bas': [
        'REM SET SCHEDULE "0 1 * * *"',
        'SET SCHEDULE "0 9 * * *"',
        'SET SCHEDULE "0 30 22 * * *" "jobs.bas" "nightly"',
        'SET SCHEDULE every 1 hour',
        'SET SCHEDULE DATEADD(TODAY(), 1, "day"), "later.bas"',
        'IF x THEN',
        '  SET SCHEDULE "0 8 * * 1-5"',
        'END IF',
      ].join('\n'),
    });
    expect(schedules).toMatchObject([
      { line: 2, cron: '0 9 * * *', script: 'a.bas', job: null, registered: 'load' },
      { cron: '0 30 22 * * *', script: 'jobs.bas', job: 'nightly' },
      { when: 'every 1 hour', cron: '0 * * * *' },
      { when: 'DATEADD(TODAY(), 1, "day")', cron: null, script: 'later.bas', registered: 'run' },
      { line: 7, registered: 'run' },
    ]);
  });

  it.each([
    ['every minute', '* * * * *'],
    ['every 30 minutes', '*/30 * * * *'],
    ['every 30 minutes during business hours', '*/30 9-17 * * 1-5'],
    ['Every Hour', '0 * * * *'],
    ['every 3 days', '0 0 */3 * *'],
    ['daily', '0 0 * * *'],
    ['every day at 8am', '0 8 * * *'],
    ['at 17:30', '30 17 * * *'],
    ['at 12am', '0 0 * * *'],
    ['weekdays at 8am', '0 8 * * 1-5'],
    ['weekends at noon', '0 12 * * 0,6'],
    ['every monday at 9:15 pm', '15 21 * * 1'],
    ['fridays', '0 0 * * 5'],
    ['monthly', '0 0 1 * *'],
    ['1 * * * * *', '1 * * * * *'],
    ['*/5 9-17 * * MON-FRI', '*/5 9-17 * * MON-FRI'],
  ])('reads %s', (text, cron) => {
    expect(readScheduleTime(text)).toBe(cron);
  });

  it.each(['', 'sometimes', 'every 90 minutes', 'at 25:00', '* * *', '; rm -rf'])(
    'does not guess at "%s"',
    (text) => {
      expect(readScheduleTime(text)).toBeUndefined();
    },
  );

  it('warns of a time that is not understood', () => {
    expect(codes(see({ 'a.bas': 'SET SCHEDULE "sometimes"' }))).toEqual(['PACKAGE_SCHEDULE']);
  });
});

describe('references', () => {
  const used = (lines: string): Seen =>
    see(
      {
        'shop.gbdialog/start.bas': lines,
        'shop.gbdialog/tools/get-price.bas': 'PARAM sku AS STRING\nRETURN 1',
        'bots/order_checker.bas': 'RETURN 1',
        'a.gbot/config.csv': 'name,value\nbot-carrier-url,http://x\n',
      },
      ['shop.gbkb/product-faq/a.pdf'],
    );

  it.each([
    'ADD TOOL "get-price"',
    'ADD TOOL "Get_Price.bas"',
    'USE TOOL ".gbdialog/tools/get-price.bas"',
    'CALL "get-price.bas", 1',
    'USE KB "Product FAQ"',
    'USE KB "shop.gbkb"',
    'BOT "order-checker" "x"',
    'BOT "carrier" "x"',
    'SET SCHEDULE "0 9 * * *" "get-price.bas" "job"',
  ])('knows %s', (line) => {
    expect(codes(used(line))).toEqual([]);
  });

  it.each([
    ['ADD TOOL "nothing"', 'PACKAGE_TOOL'],
    ['CALL "nothing.bas"', 'PACKAGE_FILE'],
    ['USE KB "nothing"', 'PACKAGE_KNOWLEDGE'],
    ['BOT "nobody" "x"', 'PACKAGE_BOT'],
    ['SET SCHEDULE "0 9 * * *", "nothing.bas"', 'PACKAGE_FILE'],
  ])('warns of %s, with its line', (line, code) => {
    expect(used(`TALK "x"\n${line}`).problems).toMatchObject([
      { code, severity: 'warning', path: 'shop.gbdialog/start.bas', line: 2 },
    ]);
  });
});

it('takes the columns of a table for values without names', () => {
  const loaded = loadPackage('p', {
    files: [
      { path: 'x.gbdata/log.csv', text: 'at,who,what\n' },
      { path: 'tables.bas', text: 'TABLE visits\n  id string\n  day date\nEND TABLE' },
      {
        path: 'start.bas',
        text: 'SAVE "log.csv", NOW(), user, "login"\nSAVE "visits", GUID(), TODAY()\nSAVE "visits", 1, 2, 3',
      },
    ],
    documents: [],
  });
  const { compiled } = loaded.scripts.find(({ name }) => name === 'start') ?? {};
  expect(compiled?.diagnostics.map(({ code, span }) => [code, span.start > 60])).toEqual([
    ['BASIC_SAVE_COLUMN', true],
  ]);
  const saved = (compiled?.plan?.blocks['main'] ?? []).flatMap((step) =>
    step.kind === 'save' && step.row.op === 'object'
      ? [step.row.fields.map(({ name }) => name)]
      : [],
  );
  expect(saved).toEqual([
    ['at', 'who', 'what'],
    ['id', 'day'],
  ]);
});

describe('settings', () => {
  it('reads both ways of writing keys, values with commas and quotes', () => {
    const loaded = loadPackage('p', {
      documents: [],
      files: [
        {
          path: 'any.gbot/config.csv',
          text: '\ufeffkey,value\r\n#c\r\n,\r\nAnswer Mode,a,b\r\nparam-max-items,7\r\nparam-x,"a, ""b"""\r\nconn-erp-Server,h\r\nconn-erp-Port,1\r\n',
        },
      ],
    });
    expect(loaded.config).toMatchObject({
      parameters: { max_items: 7, x: 'a, "b"' },
      connections: ['erp'],
      settings: { 'answer-mode': 'a,b' },
    });
  });

  it('passes dangerous names by and says so', () => {
    const seen = see({
      'a.bas': 'TALK "x"',
      'x.gbot/config.csv': 'param-__proto__,1\nparam-constructor,2\nno comma\nparam-a\0,1\n',
    });
    expect(codes(seen)).toEqual(Array.from({ length: 4 }, () => 'PACKAGE_CONFIG'));
    expect(seen.problems.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  });

  it('shows names of settings, never values', () => {
    const seen = see({ 'a.bas': '', 'x.gbot/config.csv': 'llm-key,sk-secret\n' });
    expect(seen.settings).toEqual(['llm-key']);
    expect(JSON.stringify(seen)).not.toContain('sk-secret');
  });
});

describe('tables', () => {
  it.each([
    ['a,constructor\n1,2', /constructor/],
    ['a,A\n1,2', /same name/],
    ['a,\n1,2', /name of a column/],
    ['a,b\n1,2,3', /Row 1 has more values/],
    ['a\nx\0', /NUL/],
    ['a,b\n"1', /quote/i],
  ])('refuses %j', (text, message) => {
    const [problem] = see({ 'a.bas': '', 'x.gbdata/t.csv': text }).problems;
    expect(problem).toMatchObject({ code: 'PACKAGE_CSV', severity: 'error' });
    expect(problem?.message).toMatch(message);
  });

  it('reads short rows and semicolons', () => {
    const { tables } = loadPackage('p', {
      documents: [],
      files: [{ path: 'x.gbdata/t.csv', text: 'a;b;c\n1;2\n=cmd|x;;3\n' }],
    });
    expect(tables[0]?.rows).toEqual([
      { a: 1, b: 2, c: null },
      { a: '=cmd|x', b: null, c: 3 },
    ]);
  });

  it('reads definitions of every style and refuses none', () => {
    const { tables } = see({
      'x.gbdialog/tables.bas': [
        'TABLE erp.Orders ON maria',
        '  Id number key',
        '  Price* double',
        '  CustomerId Customers',
        '  id UUID PRIMARY KEY DEFAULT uuid_generate_v4()',
        '  total DECIMAL(15,3) GENERATED ALWAYS AS (a * b) STORED',
        '  FIELD note AS STRING',
        '  UNIQUE(a, b)',
        '  ???',
        'END TABLE',
      ].join('\n'),
    });
    expect(tables).toEqual([
      {
        name: 'erp.Orders',
        path: 'x.gbdialog/tables.bas',
        columns: ['Id', 'Price', 'CustomerId', 'id', 'total', 'note'],
        rows: null,
      },
    ]);
  });
});

it('reads manifests without running anything of them', () => {
  const seen = see({
    'a.bas': '',
    'package.json':
      '{"description":"d","version":"2","scripts":{"postinstall":"boom"},"requirements":{"bots":["b",7],"tools":["t"]},"__proto__":{"x":1}}',
  });
  expect(seen).toMatchObject({ description: 'd', version: '2' });
  expect(seen.requirements).toEqual({ bots: ['b'], tools: ['t'], knowledgeBases: [] });
  expect(codes(see({ 'a.bas': '', 'config.json': '{' }))).toEqual(['PACKAGE_MANIFEST']);
});

it('tells native, adapted and unavailable keywords apart, with their places', () => {
  const { keywords } = see({
    'a.bas': 'TALK "x"\nx = FIND "t"\nSEE "p.png"\nIF x THEN\n  SEE "q.png"\nEND IF',
  });
  expect(keywords.map(({ keyword, support }) => `${keyword} ${support}`)).toEqual([
    'FIND adapted',
    'IF native',
    'SEE notAvailable',
    'TALK native',
  ]);
  expect(keywords.find(({ keyword }) => keyword === 'SEE')?.places).toEqual([
    { path: 'a.bas', line: 3 },
    { path: 'a.bas', line: 5 },
  ]);
});

it('refuses a script that the database could not keep', () => {
  expect(see({ 'a.bas': 'TALK "x"\nTALK "\0"' }).problems).toMatchObject([
    { code: 'PACKAGE_TEXT', severity: 'error', line: 2 },
  ]);
});

it('takes any content without throwing', () => {
  const nasty = ['\0', '((((', '__proto__', '"', '\ud800', '{"__proto__":1}', 'a,b\n"'];
  const paths = [
    'a.bas',
    'config.csv',
    'x.gbdata/t.csv',
    'config.json',
    'attendant.csv',
    '../../x.bas',
  ];
  for (const text of nasty) {
    expect(() => see(Object.fromEntries(paths.map((path) => [path, text])))).not.toThrow();
  }
});
