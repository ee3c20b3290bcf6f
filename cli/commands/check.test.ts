import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildZip, zipTexts } from '../../packages/test-zip';
import { callCli, type CliResult } from '../test-surroundings';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'everstep-check-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function call(...args: readonly string[]): Promise<CliResult> {
  return callCli(args, {}, folder);
}

const good = 'TALK "hello"\n';
const bad = 'x = 1\nIF x > 3\n  TALK "hi"\nEND IF\n';

describe('everstep check', () => {
  it('finds nothing in a good file', async () => {
    write('good.bas', good);
    const { code, stdout } = await call('check', 'good.bas');
    expect(code).toBe(0);
    expect(stdout).toBe('1 file checked: no mistakes.\n');
  });

  it('shows place, line, caret and hint of a mistake', async () => {
    write('bad.bas', bad);
    const { code, stdout } = await call('check', 'bad.bas');
    expect(code).toBe(1);
    const [place, line, caret, hint] = stdout.split('\n');
    expect(place).toMatch(/^bad\.bas:2:\d+: error BASIC_MISSING_THEN: /);
    expect(line).toBe('  IF x > 3');
    expect(caret).toMatch(/^ +\^$/);
    expect(hint).toMatch(/^ {2}hint: /);
    expect(stdout).toContain('1 file checked: 1 error.');
  });

  it('looks into packages and folders, and names files as they can be opened', async () => {
    write('all/one.gbai/one.bas', good);
    write('all/one.gbai/bots/helper.bas', bad);
    write('all/one.gbai/notes/draft.bas', bad);
    write('all/loose.bas', good);
    write('all/node_modules/x/y.bas', bad);
    write('all/.hidden/y.bas', bad);
    const { code, stdout } = await call('check', 'all/');
    expect(code).toBe(1);
    expect(stdout).toContain('all/one.gbai/bots/helper.bas:2:');
    expect(stdout).toContain('all/one.gbai/notes/draft.bas:2:');
    expect(stdout).toContain('4 files checked: 2 errors.');
  });

  it('tells problems of a package that are not in a text', async () => {
    write('one.gbai/one.bas', good);
    write('one.gbai/one.gbdata/orders.csv', 'a,"b\n');
    const { code, stdout } = await call('check', 'one.gbai');
    expect(code).toBe(1);
    expect(stdout).toContain('one.gbai/one.gbdata/orders.csv: error PACKAGE_CSV: ');
  });

  it('shows what a package brings, and where it cannot run', async () => {
    write('shop.gbai/shop.bas', 'PUBLISH EVENT "sold"\nSEE "a.png"\n');
    write(
      'shop.gbai/x.gbdialog/qr.bas',
      'PARAM code AS STRING\nDESCRIPTION "Reads"\nRETURN code\n',
    );
    write('shop.gbai/x.gbdata/stock.csv', 'sku,count\nA,1\n');
    write('shop.gbai/x.gbkb/faq/a.pdf', 'pdf');
    const { code, stdout } = await call('check', 'shop.gbai');
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        'shop.gbai',
        '├─ files           2 scripts',
        '├─ workflows       shop',
        '├─ tools           qr(code string)  Reads',
        '├─ events          publishes sold',
        '├─ tables          stock (2 columns, 1 row)',
        '├─ knowledge       faq (1 document)',
        '├─ native          DESCRIPTION ×1, PARAM ×1, PUBLISH EVENT ×1, RETURN ×1',
        '└─ not available   SEE: shop.bas:2',
        '',
        '2 files checked: 1 warning.',
        '',
      ].join('\n'),
    );
  });

  it('knows a package by what lies in it, and passes over nothing that is too large', async () => {
    write('shop/any.gbot/config.csv', 'name,value\n');
    write('shop/bots/teller.bas', good);
    write('shop/a.gbdata/large.csv', 'a'.repeat(20 * 1_048_576 + 1));
    const { code, stdout } = await call('check', 'shop');
    expect(code).toBe(1);
    expect(stdout).toContain('teller (script)');
    expect(stdout).toContain('shop/a.gbdata/large.csv: error PACKAGE_LIMIT: ');
  });

  it('looks into zip archives, alone and in folders', async () => {
    const bytes = zipTexts({ 'shop.gbai/shop.bas': bad, 'other.gbai/other.bas': good });
    writeFileSync(join(folder, 'all.zip'), bytes);
    for (const path of ['all.zip', '.']) {
      const { code, stdout } = await call('check', path);
      expect(code).toBe(1);
      expect(stdout).toContain('all.zip/shop.gbai/shop.bas:2:');
      expect(stdout).toContain('all.zip/other.gbai');
      expect(stdout).toContain('2 files checked: 1 error.');
    }
  });

  it('tells why an archive cannot be read, also as SARIF', async () => {
    writeFileSync(join(folder, 'evil.zip'), buildZip([{ name: '../evil.bas' }]));
    const { code, stdout } = await call('check', 'evil.zip');
    expect(code).toBe(1);
    expect(stdout).toContain(
      'evil.zip: error PACKAGE_PATH: The package has the entry "../evil.bas"',
    );
    const log = JSON.parse((await call('check', 'evil.zip', '--sarif')).stdout) as unknown;
    expect(log).toMatchObject({
      runs: [{ results: [{ ruleId: 'PACKAGE_PATH', level: 'error' }] }],
    });
  });

  it('prints one document with --json', async () => {
    write('bad.bas', bad);
    const { code, stdout, stderr } = await call('check', 'bad.bas', '--json');
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      valid: false,
      files: ['bad.bas'],
      errors: 1,
      diagnostics: [{ code: 'BASIC_MISSING_THEN', file: 'bad.bas', line: 2 }],
    });
  });

  it('says which path does not exist', async () => {
    const { code, stderr } = await call('check', 'nothing.bas');
    expect(code).toBe(5);
    expect(stderr).toContain('nothing.bas');
  });
});

describe('everstep compile', () => {
  it('prints the plan', async () => {
    write('good.bas', good);
    const { code, stdout } = await call('compile', 'good.bas');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      planVersion: 1,
      blocks: { main: [{ kind: 'talk' }] },
    });
  });

  it('prints nothing but mistakes where there is no plan', async () => {
    write('bad.bas', bad);
    const { code, stdout, stderr } = await call('compile', 'bad.bas');
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('BASIC_MISSING_THEN');
  });

  it('gives places and mistakes with --json', async () => {
    write('bad.bas', bad);
    expect(JSON.parse((await call('compile', 'bad.bas', '--json')).stdout)).toMatchObject({
      plan: null,
      diagnostics: [{ code: 'BASIC_MISSING_THEN' }],
    });
  });

  it('refuses a folder', async () => {
    write('a/good.bas', good);
    expect((await call('compile', 'a')).code).toBe(2);
  });
});

describe('everstep print', () => {
  it('prints the text of a plan, which compiles to that plan', async () => {
    write('good.bas', good);
    const { stdout: plan } = await call('compile', 'good.bas');
    write('plan.json', plan);
    const { code, stdout } = await call('print', 'plan.json');
    expect(code).toBe(0);
    write('again.bas', stdout);
    expect((await call('compile', 'again.bas')).stdout).toBe(plan);
  });

  it('says what is wrong with a plan, and where', async () => {
    write('plan.json', '{"planVersion":1,"blocks":[]}');
    const { code, stdout, stderr } = await call('print', 'plan.json');
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('plan.json/blocks: ');
    expect(stderr).toContain('PLAN_INVALID');
  });

  it('says which part of a plan the language has no form for', async () => {
    write('good.bas', good);
    const plan = (await call('compile', 'good.bas')).stdout.replaceAll('main.0', 'elsewhere');
    write('plan.json', plan);
    const { code, stderr } = await call('print', 'plan.json');
    expect(code).toBe(1);
    expect(stderr).toContain('plan.json/blocks/main/0/id: The language has no form for this.');
  });
});
