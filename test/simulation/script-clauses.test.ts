import { Branch, newBranchFrame } from '../../interpreter/branch';
import { walk } from '../../interpreter/run-steps';
import { FLAGS } from '../../plan/flags';
import { planOf } from '../../scripts/simulate/plan-of';
import type { Faults } from '../../simulation/faults';
import { simulateRun, visibleState, type SimulatedRun } from '../../simulation/simulate-run';
import type { World } from '../../simulation/world';

const WORLD: World = {
  ...{ input: {}, inputNames: [], incoming: [] },
  bot: () => ({ value: 'far', afterMs: 20_000 }),
  decide: () => undefined,
};

const COUNT = 'n = VAL(GET BOT MEMORY("n")) + 1\nSET BOT MEMORY "n", n\nTALK "try " + n';
const scripts = {
  third: `${COUNT}\nIF n < 3 THEN THROW "not yet"\nRETURN WITH n AS n`,
  fourth: `${COUNT}\nIF n < 4 THEN THROW "not yet"\nRETURN WITH n AS n`,
  never: `${COUNT}\nTHROW "never"`,
  wrong: `${COUNT}\nx = [1] - 2`,
  asks: 'TALK "ask"\nHUMAN APPROVAL FROM "ann@example.com" TIMEOUT 600\nTALK "asked"\nRETURN "asked"',
  second: `${COUNT}\nIF n < 2 THEN WAIT 60\nRETURN WITH n AS n`,
  quick: 'TALK "quick"\nRETURN action + "!"',
  waits: 'WAIT 5\nTALK "waited"\nRETURN WITH price AS 7',
  spare: 'RETURN WITH n AS "spare"',
  undoes: 'TALK "done"\nON FAILURE DO\n TALK "undone"\nEND ON\nWAIT 60\nRETURN 1',
};

function run(text: string, faults: Faults = {}): Promise<SimulatedRun> {
  const plan = planOf(text, { scripts, http: { far: 'http://far.example/' } });
  return simulateRun({ plan, world: WORLD, faults });
}

const said = ({ rows }: SimulatedRun): readonly unknown[] =>
  rows.messages.map(({ content }) => content);
const told = ({ rows }: SimulatedRun, type: string): readonly unknown[] =>
  rows.events.filter((event) => event.type === type).map(({ data }) => data);

/** The run without faults; with a worker that dies at any place, and continued as new anywhere, it is the same. */
async function everywhere(text: string): Promise<SimulatedRun> {
  const whole = await run(text);
  const state = visibleState(whole);
  for (let at = 1; at <= whole.places.crashPoints; at += 1) {
    expect(visibleState(await run(text, { crashAt: at }))).toEqual(state);
  }
  const anywhere = new Set(Array.from({ length: 60 }, (_, index) => index + 1));
  expect(visibleState(await run(text, { continueAt: anywhere }))).toEqual(state);
  for (let at = 1; at <= whole.places.rests; at += 1) {
    expect(visibleState(await run(text, { loseAt: new Set([at]) }))).toEqual(state);
  }
  return whole;
}

describe('RETRY of a script', () => {
  it('does it again until it answers, after growing pauses', async () => {
    const whole = await everywhere('x = BOT "third" "go" RETRY 5\nRETURN x.n');
    expect(whole.outcome).toMatchObject({ status: 'completed', result: 3 });
    expect(said(whole)).toEqual(['try 1', 'try 2', 'try 3']);
    expect(told(whole, 'attempt_failed')).toEqual([
      { bot: 'third', code: 'RUN_THROWN', message: 'not yet' },
      { bot: 'third', code: 'RUN_THROWN', message: 'not yet' },
    ]);
    const timers = whole.histories
      .flatMap(({ commands }) => commands)
      .flatMap((command) => (command.kind === 'timer' ? [command.milliseconds] : []));
    expect(timers).toHaveLength(2);
    expect(timers[0]).toBeGreaterThan(300);
    expect(timers[1]).toBeGreaterThan(timers[0] ?? 0);
  });

  it('asks the FALLBACK after the last attempt, with attempts of its own', async () => {
    const whole = await everywhere('BOT "never" "go" RETRY 1 FALLBACK "fourth"\nRETURN n');
    expect(said(whole)).toEqual(['try 1', 'try 2', 'try 3', 'try 4']);
    expect(whole.outcome).toMatchObject({ status: 'completed', result: 4 });
  });

  it('does nothing again that would fail in the same way, and nothing without the clause', async () => {
    expect(said(await everywhere('BOT "wrong" "go" RETRY 5'))).toEqual(['try 1']);
    expect(said(await everywhere('BOT "never" "go"'))).toEqual(['try 1']);
  });
});

describe('TIMEOUT of a script', () => {
  it('ends one that waits for too long, and withdraws what it has asked', async () => {
    const whole = await everywhere(
      'TRY\n BOT "asks" "go" TIMEOUT 30\nCATCH e\n TALK e.code\nEND TRY',
    );
    expect(whole.outcome?.status).toBe('completed');
    expect(said(whole)).toEqual(['ask', 'BOT_TIMEOUT']);
    expect([...whole.rows.approvals.values()].map(({ status }) => status)).toEqual(['withdrawn']);
  });

  it('counts for each attempt', async () => {
    const whole = await everywhere('x = BOT "second" "go" TIMEOUT 30 RETRY 1\nRETURN x.n');
    expect(whole.outcome).toMatchObject({ status: 'completed', result: 2 });
    expect(told(whole, 'attempt_failed')).toMatchObject([{ code: 'BOT_TIMEOUT' }]);
  });

  it('lets one in time answer as it would without', async () => {
    const whole = await everywhere(
      'BOT "waits" "go" TIMEOUT 30\nx = BOT "quick" "go" TIMEOUT 30\nRETURN [price, x, steps]',
    );
    expect(whole.outcome).toMatchObject({ status: 'completed', result: [7, 'go!', null] });
    expect(said(whole)).toEqual(['waited', 'quick']);
  });

  it('goes to the FALLBACK, and takes back what the script has done when the run fails', async () => {
    const whole = await everywhere('BOT "undoes" "go" TIMEOUT 30 FALLBACK "spare"\nTHROW "no"');
    expect(whole.outcome).toMatchObject({ status: 'failed', failure: { message: 'no' } });
    expect(said(whole)).toEqual(['done', 'undone']);
  });

  it('of a script without waits costs no branch and no timer', async () => {
    const { histories } = await run('BOT "quick" "go" TIMEOUT 30');
    const kinds = histories.flatMap(({ commands }) => commands.map(({ kind }) => kind));
    expect(kinds).toEqual(['segment']);
  });
});

it('leaves runs of before as they were: a script was done once', () => {
  const plan = planOf('BOT "throws" "go" RETRY 3', { scripts: { throws: 'THROW "no"' } });
  const phase = (flags: readonly number[]): unknown => {
    const branch = new Branch(newBranchFrame('main', 'main', 1), {}, plan, () => 0);
    walk(branch, { plan, now: () => 0, inputNames: new Set(), flags }, 9);
    return branch.memory?.phase;
  };
  expect(phase([])).toBe('failing');
  expect(phase([FLAGS.scriptClauses])).toBe('retrying');
});
