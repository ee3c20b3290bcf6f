import { Worker } from '@temporalio/worker';
import { runners } from '../../interpreter/runners';
import { CURRENT_FLAGS } from '../../plan/flags';
import { canonicalJson } from '../../plan/canonical';
import type { Plan } from '../../plan/schema';
import { planOf } from '../../scripts/simulate/plan-of';
import { listHolds } from '../../store/control';
import { startEngine, type Engine } from './engine';
import {
  keepHistory,
  listHistories,
  readHistory,
  readRecordedPlan,
  recordedPlan,
} from './histories';
import { startRemoteBot, type RemoteBot } from './remote-bot';
import { REQUIRED_HISTORIES } from './required-histories';
import { workflowBundle } from './workflow-bundle';

/** Histories of single kinds, and of runs that continue as new in the middle of something. */
let engine: Engine;
let early: Engine;
let remote: RemoteBot;
beforeAll(async () => {
  [engine, early, remote] = await Promise.all([
    startEngine(),
    startEngine({ historyLimit: 20 }),
    startRemoteBot(),
  ]);
});
afterAll(async () => {
  await Promise.all([engine.stop(), early.stop(), remote.stop()]);
});

const sources = (): Parameters<typeof planOf>[1] => ({
  http: { remote: remote.url },
  files: { 'later.bas': 'WAIT 0.8\nRETURN 5' },
  scripts: {
    slow: 'WAIT 600\nRETURN 1',
    near: 'PARAM n DEFAULT 1\nTALK "near " + n\nRETURN WITH m AS n + 1',
  },
});

/** Replays a history with the code of today, and keeps it when it is new. */
async function expectReplay(
  name: string,
  plan: Plan,
  run: { readonly engine: Engine; readonly runId: string; readonly temporalRunId?: string },
): Promise<void> {
  const handle = run.engine.client.workflow.getHandle(run.runId, run.temporalRunId);
  const history = await handle.fetchHistory();
  keepHistory(name, history, canonicalJson(plan));
  const dataConverter = { payloadCodecs: [recordedPlan(name)] };
  const options = { workflowBundle: { code: workflowBundle() }, dataConverter };
  await expect(Worker.runReplayHistory(options, history, run.runId)).resolves.toBeUndefined();
}

const KINDS: Readonly<Record<string, string>> = {
  'if-1': 'x = 3\nIF x > 2 THEN\n TALK "more"\nELSE\n TALK "less"\nEND IF',
  'while-1': 'WHILE n < 3\n n = n + 1\n TALK n\nWEND',
  'for-exit-1': 'FOR i = 1 TO 9\n IF i = 3 THEN EXIT FOR\n TALK i\nNEXT\nRETURN i',
  'for-each-1': 'FOR EACH w IN ["a", "b"]\n TALK w\nNEXT',
  'sub-1': 'SUB say(w)\n TALK w\n WAIT 0.02\nEND SUB\nCALL say("a")\nCALL say("b")',
  'append-1': 'APPEND l, 1\nTALK "a"\nAPPEND l, 2\nRETURN l',
  'script-bot-1': 'n = 4\nSTEP 1: BOT "near" "go"\nRETURN m',
  'fallback-1': 'STEP 1: BOT "nobody" "go" FALLBACK "near"\nRETURN m',
  'share-publish-1':
    'SET BOT MEMORY "k", 1\nBOT SHARE MEMORY "k" WITH "other"\nPUBLISH EVENT "told" WITH { n: 1 }',
  'update-1':
    'SAVE "u", "1", { "a": 1 }\nUPDATE "u" SET a = 2 WHERE a = 1\nr = FIND "u"\nRETURN r.a',
  'not-available-1': 'TALK "a"\nSEE "photo.png"',
  'thrown-in-script-1': 'TRY\n BOT "nobody" "x"\nCATCH e\n TALK e.code\nEND TRY',
  'nested-parallel-1':
    'PARALLEL\n BRANCH A:\n  PARALLEL\n   BRANCH C: TALK "c"\n   BRANCH D: WAIT 0.02\n  END PARALLEL\n BRANCH B: BOT "remote" "b"\nEND PARALLEL\nTALK "e"',
  'delay-1': 'STEP 1: BOT "near" "go"\n  DELAY 0.02\nTALK m',
};

it.each(Object.entries(KINDS))('%s replays as it ran', async (name, text) => {
  const plan = planOf(text, sources());
  const runId = await engine.launch(plan);
  expect((await engine.ended(runId)).status).toMatch(/completed|failed/);
  await expectReplay(name, plan, { engine, runId });
});

const TICKS = 'FOR i = 1 TO 5\n TALK i\n WAIT 0.02\nNEXT';
const APPROVAL = 'HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 600';

/** What a run stands in the middle of when it continues as new. */
const BOUNDARIES: Readonly<Record<string, readonly [string, ((runId: string) => Promise<void>)?]>> =
  {
    'continued-loop': ['FOR i = 1 TO 12\n TALK i\n WAIT 0.02\nNEXT\nRETURN i'],
    'continued-parallel': [
      `PARALLEL\n BRANCH A: WAIT 0.6\n BRANCH B:\n ${TICKS}\nEND PARALLEL\nTALK "joined"`,
    ],
    'continued-approval': [
      `PARALLEL\n BRANCH A:\n ${APPROVAL}\n BRANCH B:\n ${TICKS}\n TALK "ticked"\nEND PARALLEL\nRETURN approval.decidedBy`,
      async (runId) => {
        await continued(runId);
        await early.decide(await early.asked(runId), true);
      },
    ],
    'continued-events': [
      `${TICKS}\nFOR j = 1 TO 3\n WAIT FOR EVENT "buffered" TIMEOUT 600\n s = s + event.n\n TALK s\nNEXT\nRETURN s`,
      async () => {
        for (let n = 1; n <= 3; n += 1) await early.publish('buffered', { n });
      },
    ],
    'continued-timers': [
      `PARALLEL\n BRANCH A:\n  ok = WAIT FOR EVENT "never" TIMEOUT 1\n BRANCH B:\n ${TICKS}\nEND PARALLEL\nRETURN ok`,
    ],
    'continued-try': [
      `TRY TIMEOUT 600\n ${TICKS}\n THROW "late"\nCATCH e\n TALK e.message\nFINALLY\n TALK "f"\nEND TRY`,
    ],
    'continued-graph': [
      `STEP 1: WAIT 0.8\nSTEP 2:\nFOR i = 1 TO 5\n TALK i\n WAIT 0.02\nNEXT\n  DEPENDS ON NONE\nSTEP 3: TALK "c" DEPENDS ON 1, 2`,
    ],
    'continued-undo': [
      `FOR i = 1 TO 4\n TALK i\n ON FAILURE DO\n  TALK "undo"\n  WAIT 0.02\n  TALK "undone"\n END ON\nNEXT\nTHROW "back"`,
    ],
    'continued-handler': [
      `ON EVENT "half" DO\n TALK "h"\n ${APPROVAL}\n seen = TRUE\nEND ON\n${TICKS}\n${TICKS}\nWHILE seen = NULL\n WAIT 0.2\nWEND\nRETURN seen`,
      async (runId) => {
        await early.publish('half');
        const approval = await early.asked(runId);
        await continued(runId);
        await early.decide(approval, true);
      },
    ],
    'continued-hear': [
      `PARALLEL\n BRANCH A: HEAR a TIMEOUT 600\n BRANCH B:\n ${TICKS}\nEND PARALLEL\nRETURN a`,
      async (runId) => {
        await early.heard(runId);
        await continued(runId);
        await early.reply(runId, 'x');
      },
    ],
    'continued-race': [
      `RACE\n BRANCH A: WAIT 600\n BRANCH B:\n ${TICKS}\n WAIT 0.5\nEND RACE\nTALK "won"`,
    ],
    'continued-child': [
      `PARALLEL\n BRANCH A: x = CALL "later.bas" AS CHILD\n BRANCH B:\n ${TICKS}\nEND PARALLEL\nRETURN x`,
    ],
    'continued-script': [
      `PARALLEL\n BRANCH A: BOT "slow" "go" TIMEOUT 1 FALLBACK "near"\n BRANCH B:\n ${TICKS}\nEND PARALLEL\nRETURN m`,
    ],
    'continued-frozen': [
      `PARALLEL\n BRANCH A: HEAR a TIMEOUT 600\n BRANCH B:\n ${TICKS}\nEND PARALLEL\nRETURN a`,
      async (runId) => {
        await early.heard(runId);
        await early.control(runId, 'pause', { freeze: true });
        await early.control(runId, 'resume');
        await continued(runId);
        await early.reply(runId, 'x');
      },
    ],
    'continued-hold': [
      `ON FAILURE HOLD\n${TICKS}\nx = 6 / n\nRETURN x`,
      async (runId) => {
        while ((await listHolds(early.test.database, runId)).length === 0) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        await early.control(runId, 'set', { variables: { n: 3 } });
        await early.control(runId, 'retry');
      },
    ],
    'continued-paused': [
      `${TICKS}\n${TICKS}\nTALK "end"`,
      async (runId) => {
        await early.control(runId, 'pause');
        await early.control(runId, 'resume');
      },
    ],
  };

/** Waits until a run has continued as new. */
async function continued(runId: string): Promise<void> {
  const handle = early.client.workflow.getHandle(runId);
  for (;;) {
    const { raw } = await handle.describe();
    const info = raw.workflowExecutionInfo;
    if (info?.firstRunId !== info?.execution?.runId) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

it.each(Object.entries(BOUNDARIES))('%s replays on both sides', async (name, [text, drive]) => {
  const plan = planOf(text, sources());
  const { runId, firstRunId, lastRunId } = await continuing(plan, drive);
  expect(lastRunId).not.toBe(firstRunId);
  await expectReplay(`${name}-1`, plan, { engine: early, runId, temporalRunId: firstRunId });
  await expectReplay(`${name}-2`, plan, { engine: early, runId });
});

/** A run that has continued as new. How its events fall together may keep a short one below the limit: then another. */
async function continuing(
  plan: Plan,
  drive: ((runId: string) => Promise<void>) | undefined,
): Promise<{ readonly runId: string; readonly firstRunId: string; readonly lastRunId: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const runId = await early.launch(plan);
    const handle = early.client.workflow.getHandle(runId);
    const firstRunId = (await handle.describe()).raw.workflowExecutionInfo?.firstRunId ?? '';
    await drive?.(runId);
    await early.ended(runId);
    const { runId: lastRunId } = await handle.describe();
    if (lastRunId !== firstRunId || attempt === 5) return { runId, firstRunId, lastRunId };
  }
}

it('there are histories of every kind of step, and of everything else that matters', () => {
  const names = listHistories();
  expect(names.length).toBeGreaterThanOrEqual(60);
  const kinds = new Set(
    names.flatMap((name) =>
      Object.values(readRecordedPlan(name).blocks).flatMap((steps) =>
        steps.map(({ kind }) => kind),
      ),
    ),
  );
  expect(Object.keys(runners).filter((kind) => !kinds.has(kind as never))).toEqual([]);
});

it.each(Object.entries(REQUIRED_HISTORIES))('there are histories of %s', (_group, required) => {
  const names = new Set(listHistories());
  expect(required.filter((name) => !names.has(name))).toEqual([]);
});

it('there is a history of a run with each behaviour flag, and of one without', () => {
  const flags = listHistories().map((name) => new Set(flagsOf(readHistory(name))));
  for (const flag of CURRENT_FLAGS) {
    expect(flags.some((each) => each.has(flag))).toBe(true);
    expect(flags.some((each) => !each.has(flag))).toBe(true);
  }
});

/** The behaviour flags that a run was begun with. */
function flagsOf({ events }: ReturnType<typeof readHistory>): readonly number[] {
  const input = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0];
  const start = JSON.parse(Buffer.from(input?.data ?? '{}').toString('utf8')) as {
    readonly flags?: readonly number[];
  };
  return start.flags ?? [];
}
