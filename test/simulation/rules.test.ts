import { setImmediate } from 'node:timers/promises';
import { newBranchFrame } from '../../interpreter/branch';
import { Run } from '../../interpreter/run/run';
import { CURRENT_FLAGS } from '../../plan/flags';
import type { Plan } from '../../plan/schema';
import type { SegmentInput } from '../../plan/walk';
import { planOf, type PlanSources } from '../../scripts/simulate/plan-of';
import type { Faults } from '../../simulation/faults';
import { createRunRows, type RunRows } from '../../simulation/run-rows';
import {
  BEGINNING,
  simulateRun,
  visibleState,
  type SimulatedRun,
} from '../../simulation/simulate-run';
import { VirtualHost, type Command } from '../../simulation/virtual-host';
import { VirtualTime } from '../../simulation/virtual-time';
import { firstDifference } from '../../simulation/walk-again';
import { VirtualWorker } from '../../simulation/virtual-worker';
import type { World } from '../../simulation/world';

/** The rules of docs/architecture.md that a simulation can show; each fails when its rule is taken out. */
const WORLD: World = {
  ...{ input: {}, inputNames: [], incoming: [] },
  bot: (name) => ({ value: `answer of ${name}`, afterMs: 20_000 }),
  decide: () => undefined,
};
const SOURCES: PlanSources = {
  http: { far: 'http://far.example/' },
  scripts: { near: 'TALK "near " + action\nRETURN "near"' },
};

function run(text: string, world: Partial<World> = {}, faults: Faults = {}): Promise<SimulatedRun> {
  return simulateRun({ plan: planOf(text, SOURCES), world: { ...WORLD, ...world }, faults });
}

/** The run without faults, and then once for each place where a worker can die. */
async function withEveryCrash(
  text: string,
  world: () => Partial<World> = () => ({}),
): Promise<readonly [SimulatedRun, ...SimulatedRun[]]> {
  const whole = await run(text, world());
  const crashed: SimulatedRun[] = [];
  for (let at = 1; at <= whole.places.crashPoints; at += 1) {
    crashed.push(await run(text, world(), { crashAt: at }));
  }
  expect(crashed.length).toBeGreaterThan(2);
  return [whole, ...crashed];
}

const commandsOf = ({ histories }: SimulatedRun): readonly Command[] =>
  histories.flatMap(({ commands }) => commands);

/** Performs one activity on rows that a test has made. */
async function segment(
  plan: Plan,
  rows: RunRows,
  changes: Partial<SegmentInput> = {},
): Promise<unknown> {
  const time = new VirtualTime(BEGINNING, 0);
  const places = { crashPoints: 0, storeCalls: 0, rests: 0, breaths: 0 };
  const around = {
    plan,
    rows,
    time,
    world: WORLD,
    faults: {},
    places,
    launched: {
      planHash: 'p',
      flow: 'main',
      input: {},
      inputNames: [],
      seed: 7,
      flags: [],
      beganAt: BEGINNING,
    },
    onQuestion: ignore,
    onHear: ignore,
    onChild: ignore,
  };
  const input: SegmentInput = {
    ...{ runId: 'run', workspaceId: 'w', planHash: 'p', frameVersion: 1, flags: [], base: {} },
    frame: newBranchFrame('main', plan.flows['main']?.block ?? 'main', 7),
    ...{ inputNames: [], dispatch: 1, chain: 0, clock: BEGINNING, inboxTaken: 0, mayClose: true },
    ...{ closedPaths: [], verdicts: [] },
    ...changes,
  };
  const { signal } = new AbortController();
  const command = { kind: 'segment', long: false, input } as const;
  const state = { over: false };
  const work = new VirtualWorker(around).perform(command, 'temporal-0', signal).finally(() => {
    state.over = true;
  });
  work.catch(ignore);
  while (!state.over) {
    await setImmediate();
    time.step();
  }
  return work;
}

function ignore(): void {
  // nothing to do
}

it('rule 01: each visit of a step has a key of its own, and a row under it is of the same input', async () => {
  const { rows } = await run(`
    SUB say(word)
      TALK word
    END SUB
    FOR i = 1 TO 2
      CALL say("a")
      BOT "nobody" "x" FALLBACK "near"
      PARALLEL
        BRANCH A: CALL say("b")
        BRANCH B: CALL say("c")
      END PARALLEL
    NEXT`);
  expect(rows.messages).toHaveLength(2 * 4);
  const known = createRunRows([]);
  await segment(planOf('TALK "one"\nWAIT 5'), known);
  await expect(segment(planOf('TALK "two"\nWAIT 5'), known, { dispatch: 2 })).rejects.toThrow(
    'made from another input',
  );
});

it('rule 02: a repeated activity takes what was recorded, and asks nobody again', async () => {
  const calls: number[] = [];
  const runs = await withEveryCrash('a = BOT "far" "x"\nTALK a\nWAIT 1\nRETURN a', () => {
    let count = 0;
    calls.push(0);
    const bot: World['bot'] = () => {
      count += 1;
      calls[calls.length - 1] = count;
      return { value: 'the same', afterMs: 20_000 };
    };
    return { bot };
  });
  for (const { rows } of runs) expect(rows.messages).toEqual(runs[0].rows.messages);
  const events = runs.map(({ rows }) => rows.events.map(({ type }) => type));
  for (const told of events) expect(told).toEqual(events[0]);
  // Only a worker that dies between the answer and its row has to ask again.
  expect(calls.filter((count) => count > 1)).toHaveLength(1);
});

it('rule 03: time comes from the rows, and never goes back', async () => {
  const text =
    'a = NOW()\nBOT "far" "x"\nb = NOW()\nTALK "b"\nWAIT 5\nRETURN [a, b, NOW(), RANDOM(1, 99)]';
  for (const { outcome, ...one } of await withEveryCrash(text)) {
    const [a, b, c] = (outcome?.result ?? []) as readonly { readonly $date: string }[];
    const times = [a, b, c].map((date) => Date.parse(date?.$date ?? ''));
    expect(times[1]).toBe((times[0] ?? 0) + 20_000);
    expect(times[2]).toBeGreaterThanOrEqual((times[1] ?? 0) + 5000);
    expect(visibleState({ outcome, ...one })).toHaveProperty('outcome', outcome);
  }
});

it('rule 04: a crash of ours is not an attempt of the bot', async () => {
  const bot: World['bot'] = () => ({ error: 'busy', retryable: true, afterMs: 10 });
  const runs = await withEveryCrash('BOT "far" "x" RETRY 2', () => ({ bot }));
  for (const { outcome, rows } of runs) {
    expect(outcome).toMatchObject({ status: 'failed', failure: { code: 'BOT_FAILED' } });
    const failed = rows.events.filter(({ type }) => type === 'attempt_failed');
    expect(failed).toHaveLength(2);
  }
});

it('rule 10: a command in the middle of a stretch ends it behind the step that is being done', async () => {
  const incoming = [{ kind: 'control', command: 'cancel', afterSteps: 5 }] as const;
  const { outcome, rows } = await run('FOR i = 1 TO 60\n  TALK i\nNEXT', { incoming });
  expect(outcome?.status).toBe('cancelled');
  expect(rows.messages.length).toBeLessThan(8);
});

it('rule 11: what came in is taken before results and timers of the same moment', async () => {
  const plan = planOf('ok = WAIT FOR EVENT "e" TIMEOUT 10\nTALK ok');
  const nothing = { begin: ignore, cancel: ignore };
  const host = new VirtualHost(BEGINNING, nothing, () => false);
  const start = {
    ...{ runId: 'run', workspaceId: 'w', frameVersion: 1, flags: [], seed: 7, input: {} },
    ...{ inputNames: [], planHash: 'p', historyLimit: 0 },
  };
  const walked = new Run(start, plan, host);
  void walked.toEnd();
  await setImmediate();
  expect(host.commands).toMatchObject([{ kind: 'timer', milliseconds: 10_000 }]);
  host.setTime(BEGINNING + 10_000);
  host.complete(0, { kind: 'done', value: undefined });
  await setImmediate();
  walked.inbox.receive([{ number: 1, kind: 'event', subject: 'e', payload: { n: 1 } }]);
  host.wake();
  await setImmediate();
  expect(host.commands.at(-1)).toMatchObject({
    kind: 'segment',
    input: { verdicts: [{ outcome: 'event_received' }], frame: { writes: { ok: true } } },
  });
});

it('rule 12: a decision that was committed before its deadline counts, though the run hears of it later', async () => {
  const decide: World['decide'] = ({ asked }) => ({
    ...{ approved: true, by: asked, comment: null, afterMs: 59_999 },
  });
  const text = 'HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 60\nRETURN approval.decidedBy';
  const { outcome, rows } = await run(text, { decide });
  expect(outcome).toMatchObject({ status: 'completed', result: 'ann@example.com' });
  expect([...rows.approvals.values()].map(({ status }) => status)).toEqual(['approved']);
});

it('rule 16: only the end of the first branch closes a run', async () => {
  const { outcome } = await run(`
    PARALLEL
      BRANCH A: TALK "a"
      BRANCH B:
        WAIT 5
        TALK "b"
    END PARALLEL
    RETURN "whole"`);
  expect(outcome).toMatchObject({ status: 'completed', result: 'whole' });
});

it('rule 17: what the workflow decides is recorded by the next activity, once', async () => {
  const incoming = [{ kind: 'event', id: '1', name: 'e', data: {}, afterMs: 60_000 }] as const;
  const decide: World['decide'] = ({ asked }) => ({
    ...{ approved: true, by: asked, comment: null, afterMs: 10 },
  });
  const text = 'TALK "a"\nWAIT 5\nHUMAN APPROVAL FROM "ann"\nWAIT FOR EVENT "e"\nTALK "b"';
  for (const { rows } of await withEveryCrash(text, () => ({ incoming, decide }))) {
    expect([...rows.verdicts.keys()]).toEqual([1, 2, 3]);
    expect([...rows.verdicts.values()].map(({ stepKey }) => stepKey.split('|').at(-1))).toEqual([
      'main.1',
      'main.2',
      'main.3',
    ]);
  }
});

it('rule 17: also what was decided while an activity was under way that does not carry it', async () => {
  const text = `
    PARALLEL
      BRANCH A:
        WAIT 5
        WAIT 5
      BRANCH B: BOT "far" "x"
    END PARALLEL
    TALK "c"`;
  for (const { rows } of await withEveryCrash(text)) {
    expect([...rows.verdicts.values()].map(({ stepKey }) => stepKey.split('|').at(-1))).toEqual([
      'main.0.A.0',
      'main.0.A.1',
    ]);
  }
});

it('rule 18: a run continues as new only when nothing is under way', async () => {
  const text = `
    PARALLEL
      BRANCH A: a = BOT "far" "x"
      BRANCH B:
        FOR i = 1 TO 12
          WAIT 3
          TALK i
        NEXT
    END PARALLEL
    RETURN a`;
  const whole = await run(text);
  const everywhere = new Set(Array.from({ length: 60 }, (_, index) => index + 1));
  const continued = await run(text, {}, { continueAt: everywhere });
  expect(visibleState(continued)).toEqual(visibleState(whole));
  expect(continued.histories.length).toBeGreaterThan(1);
  for (const { commands, stimuli } of continued.histories) {
    const work = commands.filter(({ kind }) => kind === 'segment' || kind === 'close').length;
    const over = stimuli.filter(
      (stimulus) => stimulus.kind === 'completed' && commands[stimulus.command]?.kind !== 'timer',
    ).length;
    expect(over).toBe(work);
  }
});

it('rule 18: a history that is too long begins nothing more before the run has continued', async () => {
  const text = `
    FOR EACH n IN [1, 2, 3, 4, 5, 6] IN PARALLEL
      a = BOT "far" "x"
      TALK n
      b = BOT "far" "y"
      APPEND done, n
    NEXT
    RETURN done`;
  const whole = await run(text);
  let continued = 0;
  for (let drainAt = 1; drainAt <= whole.places.rests; drainAt += 1) {
    const drained = await run(text, {}, { drainAt });
    expect(drained.outcome).toEqual(whole.outcome);
    expect(drained.rows.messages).toHaveLength(6);
    continued += drained.histories.length - 1;
    for (const history of drained.histories) {
      expect(await firstDifference(planOf(text, SOURCES), history)).toBeUndefined();
    }
  }
  const [first] = (await run(text, {}, { drainAt: 1 })).histories;
  expect(first?.commands).toHaveLength(6);
  expect(continued).toBeGreaterThan(3);
});

it('rule 19: an activity refuses a frame that is newer than it', async () => {
  const plan = planOf('TALK "a"');
  const work = segment(plan, createRunRows([]), { frameVersion: 2 });
  await expect(work).rejects.toThrow('frames up to version 1');
});

describe('rule 20: a workflow task', () => {
  /** What a run asks for in its first task, of a branch for each of 120 elements. */
  async function firstTask(step: string): Promise<readonly Command[]> {
    const text = `FOR i = 1 TO 120\n APPEND l, i\nNEXT\nFOR EACH n IN l IN PARALLEL\n ${step}\nNEXT`;
    const host = new VirtualHost(BEGINNING, { begin: ignore, cancel: ignore }, () => false);
    const start = {
      ...{ runId: 'run', workspaceId: 'w', frameVersion: 1, flags: CURRENT_FLAGS, seed: 7 },
      ...{ input: {}, inputNames: [], planHash: 'p', historyLimit: 0 },
    };
    void new Run(start, planOf(text, SOURCES), host).toEnd();
    await setImmediate();
    return host.commands;
  }

  it('starts at most fifty activities; the next task comes at once', async () => {
    const kinds = (await firstTask('BOT "far" "x"')).map(({ kind }) => kind);
    expect(kinds).toEqual([...Array.from({ length: 50 }, () => 'segment'), 'timer']);
  });

  it('starts activities with inputs of at most 1 MB', async () => {
    const commands = await firstTask('x = SPACE(50000)\n BOT "far" "y"');
    expect(JSON.stringify(commands).length).toBeLessThan(1_100_000);
    expect(commands.length).toBeGreaterThan(8);
  });

  it('has so few short stretches under way that what comes of them fits into the next one', async () => {
    const kinds = (await firstTask('TALK n')).map(({ kind }) => kind);
    expect(kinds).toEqual(Array.from({ length: 48 }, () => 'segment'));
  });

  it('and all of them are done in the end', async () => {
    const text = 'FOR i = 1 TO 120\n APPEND l, i\nNEXT\nFOR EACH n IN l IN PARALLEL\n TALK n\nNEXT';
    expect((await run(text)).rows.messages).toHaveLength(120);
  });
});

it('rule 21: a stretch stops before a long step, a fork and a wait', async () => {
  const text =
    'TALK "a"\nBOT "far" "x"\nTALK "b"\nWAIT 1\nTALK "c"\nPARALLEL\n BRANCH A: TALK "d"\nEND PARALLEL';
  const stretches = commandsOf(await run(text)).flatMap((command) =>
    command.kind === 'segment' ? [command.long ? 'long' : 'short'] : [],
  );
  expect(stretches).toEqual(['short', 'long', 'short', 'short']);
});

it('rule 22: a long computation lets others have the processor', async () => {
  const text = 'TALK "a"\nFOR i = 1 TO 100000\n x = i\nNEXT\nTALK x';
  const { places } = await run(text);
  expect(places.breaths).toBeGreaterThan(4);
});
