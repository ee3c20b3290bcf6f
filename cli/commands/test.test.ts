import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Branch } from '../../interpreter/branch';
import { loadPackage } from '../../dsl/package/load-package';
import { linkForTest } from '../package-tests/test-package';
import { readSources, type FoundPackage } from '../read-sources';
import { callCli, type CliResult } from '../test-surroundings';

const ROOT = join(__dirname, '..', '..');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'everstep-test-'));
  write('shop.gbai/shop.bas', WORKFLOW);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const WORKFLOW = `PARAM amount AS NUMBER DEFAULT 5
ORCHESTRATE WORKFLOW "shop"
  STEP 1: BOT "pricer" "price"
  IF amount > 10 THEN
    STEP 2: HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 60
  END IF
  paid = WAIT FOR EVENT "paid" TIMEOUT 3600
  SAVE "orders" WITH amount AS amount, paid AS paid
  TALK "done"
  RETURN amount
END WORKFLOW
`;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function test(yaml: string, ...flags: readonly string[]): Promise<CliResult> {
  write('shop.gbai/shop.test.yaml', yaml);
  return callCli(['test', 'shop.gbai', ...flags], {}, folder);
}

const GIVEN = '{ bots: { pricer: { answer: 7 } }, events: [{ name: paid, after: 1 minute }] }';

describe('everstep test', () => {
  it('passes when a run comes to what is expected', async () => {
    const { code, stdout } = await test(`
tests:
  - name: a small order
    given: ${GIVEN}
    expect:
      result: 5
      path: [pricer, save, talk]
      variables: { last_result: 7 }
      messages: [done]
      tables: { orders: [{ amount: 5, paid: true }] }
`);
    expect(stdout).toBe('shop.gbai/shop.test.yaml\n  ✓ a small order\n\n1 test: 1 passed.\n');
    expect(code).toBe(0);
  });

  it('shows what is different, and where', async () => {
    const { code, stdout } = await test(`
tests:
  - name: a large order
    given:
      input: { amount: 11 }
      bots: { pricer: { answer: 7 } }
      decisions: [approve]
    expect:
      result: 12
      path: [pricer, save, talk]
      messages: [done, really]
      tables: { orders: [{ amount: 11, paid: true }] }
`);
    expect(code).toBe(1);
    expect(stdout).toBe(
      `shop.gbai/shop.test.yaml
  ✗ a large order (shop.gbai/shop.test.yaml:3)
      result
        - 12
        + 11
      path
          pricer
        + approval
          save
          talk
      messages
          done
        - really
      tables.orders
        - {"amount":11,"paid":true}
        + {"id":"<id>","amount":11,"paid":false}

1 test: 0 passed, 1 failed.
`.replace('<id>', /"id":"([^"]+)"/.exec(stdout)?.[1] ?? ''),
    );
  });

  it('says what a run waits for, and what it was asked without an answer', async () => {
    const { stdout } = await test(`
tests:
  - name: nobody answers
    given: { bots: { pricer: [{ action: other, answer: 1 }] } }
    expect: { status: completed }
`);
    expect(stdout).toContain('+ failed (BOT_REFUSED');
    expect(stdout).toContain('note: The bot pricer was asked "price", and the test has no answer');
  });

  it('finds a run that waits for ever', async () => {
    write('shop.gbai/shop.bas', 'ORCHESTRATE WORKFLOW "shop"\nWAIT FOR EVENT "paid"\nEND WORKFLOW');
    const { stdout } = await test('tests: [{ name: waits, expect: { status: completed } }]');
    expect(stdout).toContain('+ waiting');
    expect(stdout).toContain('note: The run waits: - `main`: waiting at **event paid**');
  });

  it.each<[string, string, string, string]>([
    [
      'a key nobody knows',
      'tests:\n  - name: a\n    expect: {}\n    expekt: {}',
      '4:5: error TEST_KEY',
      'expect?',
    ],
    [
      'a key deep inside',
      'tests:\n  - name: a\n    given:\n      decisions:\n        - { decision: approve, form: x }\n    expect: {}',
      '5:32: error TEST_KEY',
      'Known here are: decision, by, comment, after.',
    ],
    ['a wrong value', 'tests:\n  - name: 3\n    expect: {}', '2:5: error TEST_VALUE', ''],
    [
      'no duration',
      'tests:\n  - name: a\n    given: { events: [{ name: paid, after: soon }] }\n    expect: {}',
      '3:37: error TEST_VALUE',
      '',
    ],
    ['no YAML', 'tests:\n  - name: "a', '2:13: error TEST_YAML', 'quotes'],
    [
      'a bot that nobody calls',
      'tests:\n  - name: a\n    given: { bots: { prizer: { answer: 1 } } }\n    expect: {}',
      '3:22: error TEST_UNUSED',
      'Did you mean pricer?',
    ],
    [
      'an event that nobody waits for',
      'tests:\n  - name: a\n    given: { events: [{ name: payed }] }\n    expect: {}',
      '3:25: error TEST_UNUSED',
      'Did you mean paid?',
    ],
    [
      'no such workflow',
      'workflow: shap\ntests: [{ name: a, expect: {} }]',
      '1:1: error WORKFLOW_UNKNOWN',
      'Did you mean shop?',
    ],
  ])('tells the place of %s, and runs nothing', async (_what, yaml, place, hint) => {
    const { code, stdout } = await test(yaml);
    expect(stdout).toContain(`shop.gbai/shop.test.yaml:${place}`);
    expect(stdout).toContain(hint);
    expect(stdout).toContain('1 mistake in test files.');
    expect(code).toBe(1);
  });

  it('tests a dialog by the name of its file', async () => {
    write('shop.gbai/shop.gbdialog/start.bas', 'PARAM who AS STRING\nTALK "Hello " + who');
    const { code, stdout } = await test(`
workflow: start
tests:
  - name: greets
    given: { input: { who: Ann } }
    expect: { messages: [Hello Ann] }
`);
    expect(stdout).toContain('✓ greets');
    expect(code).toBe(0);
  });

  it('brings knowledge, drive and attendants of the package', async () => {
    const lines = [
      'USE KB "faq"',
      'TALK LLM "How long does a refund take?"',
      'TALK READ "hello.txt"',
      'online = GET ATTENDANTS "online"',
      'TALK online.count',
    ];
    write('shop.gbai/shop.gbdialog/start.bas', lines.join('\n'));
    write('shop.gbai/shop.gbkb/faq/refund.md', 'A refund takes five days.');
    write('shop.gbai/shop.gbdrive/hello.txt', 'Dear customer');
    write('shop.gbai/attendant.csv', 'id,name\nann,Ann\n');
    const { code, stdout } = await test(`
workflow: start
tests:
  - name: answers
    expect: { messages: [A refund takes five days., Dear customer, "1"] }
`);
    expect(stdout).toContain('✓ answers');
    expect(code).toBe(0);
  });

  it('tells when an input is not what the workflow takes', async () => {
    const { stdout } = await test(
      'tests: [{ name: a, given: { input: { amount: much } }, expect: {} }]',
    );
    expect(stdout).toContain('INPUT_TYPE: The input amount has to be a number');
  });

  it('writes JSON and JUnit', async () => {
    const yaml = `
tests:
  - { name: good, given: ${GIVEN}, expect: {} }
  - { name: 'b<a>d', given: ${GIVEN}, expect: { result: 6 } }
`;
    const { code, stdout } = await test(yaml, '--json', '--junit', 'out.xml');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      tests: 2,
      passed: 1,
      failed: 1,
      files: [
        { tests: [{ name: 'good', differences: [] }, { differences: [{ where: 'result' }] }] },
      ],
    });
    const xml = readFileSync(join(folder, 'out.xml'), 'utf8');
    expect(xml).toContain('<testsuites tests="2" failures="1">');
    expect(xml).toContain('name="b&lt;a&gt;d"><failure');
  });

  it('runs only tests of a name, and says when there is none', async () => {
    const yaml = `tests: [{ name: one, given: ${GIVEN}, expect: {} }, { name: two, given: ${GIVEN}, expect: {} }]`;
    expect((await test(yaml, '--filter', 'tw')).stdout).toContain('1 test: 1 passed.');
    expect(await test(yaml, '--filter', 'three')).toMatchObject({ code: 5 });
  });
});

describe('the tests of the templates', () => {
  /** Both arms of every IF; `package/block` each. */
  const armsOf = (found: FoundPackage): readonly string[] => {
    const plan = linkForTest(loadPackage(found.name, found.content), undefined, {})?.plan;
    return Object.values(plan?.blocks ?? {})
      .flat()
      .flatMap((step) =>
        step.kind === 'if' ? [...step.arms.map(({ block }) => block), step.otherwise ?? ''] : [],
      )
      .filter((block) => block !== '');
  };

  it('pass, and take every arm of every condition', async () => {
    const { packages } = await readSources(ROOT, 'bottemplates');
    expect(packages.length).toBeGreaterThan(4);
    for (const found of packages) {
      const enter = jest.spyOn(Branch.prototype, 'enter');
      const { code, stdout } = await callCli(['test', found.folder], {}, ROOT);
      const entered = new Set(enter.mock.calls.map(([block]) => block));
      enter.mockRestore();
      expect(stdout).toMatch(/\n\d+ tests: \d+ passed\.\n$/);
      expect(code).toBe(0);
      expect(armsOf(found).filter((block) => !entered.has(block))).toEqual([]);
    }
  });
});
