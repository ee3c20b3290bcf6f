import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from '@temporalio/worker';
import { canonicalJson } from '../../plan/canonical';
import type { Plan } from '../../plan/schema';
import { SCHEDULE_WORKFLOW_TYPE } from '../../plan/walk';
import { listHolds } from '../../store/control';
import { decideApproval } from '../../store/approvals';
import { listRuns } from '../../store/runs';
import { planOf } from '../../scripts/simulate/plan-of';

import { startEngine, WORKSPACE, type Engine } from './engine';
import { planHashOf, RecordedPlans } from '../../workers/start-gate';
import {
  keepHistory,
  listHistories,
  readHistory,
  readRecordedPlan,
  recordedPlan,
} from './histories';
import { loseAndRestore } from './lose-run';
import { startRemoteBot, type RemoteBot } from './remote-bot';
import { workflowBundle } from './workflow-bundle';

let engine: Engine;
let remote: RemoteBot;
const code = workflowBundle();
beforeAll(async () => {
  [engine, remote] = await Promise.all([startEngine(), startRemoteBot()]);
});
afterAll(async () => {
  await engine.stop();
  await remote.stop();
});

/** What happens to a run from outside. */
type Drive = (runId: string) => Promise<void>;
const approve: Drive = async (runId) => {
  await engine.decide(await engine.asked(runId), true);
};
const reject: Drive = async (runId) => {
  await engine.decide(await engine.asked(runId), false);
};
const held: Drive = async (runId) => {
  while ((await listHolds(engine.test.database, runId)).length === 0) await sleep(20);
};
const skip = async (runId: string, step: string): Promise<void> => {
  await engine.control(runId, 'skip', { step });
};
const nothing: Drive = () => Promise.resolve();

/** What the workflows call. */
const FILES = {
  'f.bas': 'PARAM n AS NUMBER\nWAIT 0.05\nRETURN n * 2',
  'child.bas': 'PARAM n AS NUMBER\nTALK n\nWAIT 0.05\nRETURN n * 2',
  'broken.bas': 'WAIT 0.05\nTHROW "It is broken."',
  'long.bas': 'WAIT 600',
};
/** Bots that are scripts. */
const SCRIPTS = {
  second:
    'n = VAL(GET BOT MEMORY("second")) + 1\nSET BOT MEMORY "second", n\nIF n < 2 THEN THROW "not yet"\nRETURN WITH n AS n',
  slow: 'TALK "slow"\nWAIT 600\nRETURN 1',
  waits: 'TALK "waits"\nWAIT 0.05\nRETURN WITH m AS 2',
  spare: 'RETURN WITH m AS 1',
};
const APPROVAL = 'HUMAN APPROVAL FROM "ann@example.com" TIMEOUT';
const cases: Readonly<Record<string, readonly [string, Drive]>> = {
  'pure-1': ['FOR i = 1 TO 100\n x = x + i\nNEXT\nRETURN x', nothing],
  'long-loop-1': ['FOR i = 1 TO 150000\n x = x + i\nNEXT\nRETURN x', nothing],
  'short-steps-1': ['SET BOT MEMORY "a", 1\na = GET BOT MEMORY("a")\nTALK a\nRETURN a', nothing],
  'data-1': ['SAVE "t", "1", { "a": 1 }\nr = FIND "t"\nRETURN r.a', nothing],
  'tables-1': [
    'MERGE "t" WITH [{ "id": "1", "a": 1 }, { "id": "2", "a": 2 }] BY "id"\nn = DELETE FROM "t" WHERE a < 2\nr = QUERY "SELECT SUM(a) AS s FROM t"\nWAIT 0.05\nRETURN n + r.s',
    nothing,
  ],
  'adapted-1': [
    'SEND MAIL "a@example.com", "s", "b"\nWRITE "a.txt", "x"\nt = CREATE TASK "t", "high"\nWAIT 0.05\nRETURN t.title + READ "a.txt"',
    nothing,
  ],
  'remote-bots-1': ['BOT "remote" "one"\nBOT "remote" "two"\nTALK last_result', nothing],
  'http-1': [
    'SET HEADER "x-a", "b"\na = POST "REMOTE", { action: "one" }\nb = GET "REMOTE" TIMEOUT 5\nRETURN a.ok',
    nothing,
  ],
  'model-1': ['USE MODEL "auto"\na = LLM "Classify as a or b: b"\nRETURN a', nothing],
  'told-context-1': [
    'SET CONTEXT "shop" AS "We sell lamps."\na = LLM "What do we sell?"\nRETURN a',
    nothing,
  ],
  'wait-1': ['TALK "a"\nWAIT 0.05\nTALK "b"', nothing],
  'wait-until-1': [
    'TALK "a"\nWAIT UNTIL DATEADD(NOW(), 1, "second")\nsoon = DATEADD(NOW(), 1, "second")\nWAIT soon\nWAIT "2020-01-01"\nTALK "b"',
    nothing,
  ],
  'call-child-1': ['x = CALL "child.bas", 2 AS CHILD\nTALK x\nRETURN x', nothing],
  'call-child-failed-1': [
    'TRY\n CALL "broken.bas" AS CHILD\nCATCH e\n TALK e.code\nEND TRY\nRACE\n BRANCH a:\n  CALL "long.bas" AS CHILD\n BRANCH b:\n  WAIT 0.5\nEND RACE\nRETURN 1',
    nothing,
  ],
  'schedule-in-1': [
    'TALK "a"\nSCHEDULE IN 1 HOUR DO\n TALK "later"\nEND SCHEDULE\nTALK "b"',
    nothing,
  ],
  'approval-approved-1': [`${APPROVAL} 600\nTALK "ok"`, approve],
  'approval-rejected-1': [`${APPROVAL} 600\nTALK "ok"`, reject],
  'approval-expired-1': [`${APPROVAL} 0.1\nTALK "ok"`, nothing],
  'approval-escalated-1': [`${APPROVAL} 0.1\nON TIMEOUT: ESCALATE TO "bob"\nTALK "ok"`, nothing],
  'hear-replied-1': [
    'HEAR n AS INTEGER WITH "How many?"\nTALK n\nRETURN n',
    async (runId) => {
      await engine.heard(runId);
      await engine.reply(runId, 'many');
      await engine.reply(runId, '3');
    },
  ],
  'hear-expired-1': ['HEAR n AS INTEGER DEFAULT 3 TIMEOUT 0.1\nTALK n\nRETURN n', nothing],
  'hear-parallel-1': [
    'PARALLEL\n BRANCH A: HEAR a\n BRANCH B: WAIT 0.05\nEND PARALLEL\nRETURN a',
    async (runId) => {
      await engine.heard(runId);
      await engine.reply(runId, 'x');
    },
  ],
  'conversation-1': ['ADD SUGGESTION "a"\nSET CONTEXT "x" AS "y"\nCLEAR SUGGESTIONS', nothing],
  'event-1': [
    'TALK "a"\nWAIT FOR EVENT "replayed" TIMEOUT 600\nRETURN event.n',
    () => engine.publish('replayed', { n: 1 }),
  ],
  'event-where-1': [
    'TALK "a"\nn = 2\nWAIT FOR EVENT "one-of" WHERE n = n TIMEOUT 600\nRETURN event.n',
    async () => {
      await engine.publish('one-of', { n: 1 });
      await engine.publish('one-of', { n: 2 });
    },
  ],
  'event-any-1': [
    'TALK "a"\nx = WAIT FOR ANY "this", "that" TIMEOUT 600\nRETURN x',
    () => engine.publish('that', { n: 1 }),
  ],
  'event-any-expired-1': ['ok = WAIT FOR ANY "no", "none" TIMEOUT 0.1\nRETURN ok', nothing],
  'event-all-1': [
    'TALK "a"\nWAIT FOR ALL "left", "right" TIMEOUT 600\nRETURN event[1].n',
    async () => {
      await engine.publish('right', { n: 1 });
      await engine.publish('left', { n: 2 });
    },
  ],
  'event-all-expired-1': [
    'TALK "a"\nok = WAIT FOR ALL "some", "rest" TIMEOUT 0.5 ON TIMEOUT: ESCALATE TO "ann@example.com"\nRETURN ok',
    () => engine.publish('some', { n: 1 }),
  ],
  'handler-1': [
    'ON EVENT "handled" DO\n TALK "h"\n WAIT 0.05\n seen = event.n\nEND ON\nTALK "a"\nWHILE seen = NULL\n WAIT 0.2\nWEND\nRETURN seen',
    () => engine.publish('handled', { n: 1 }),
  ],
  'handler-end-1': [
    'ON EVENT "at-end" DO\n TALK "h"\n WAIT 0.6\nEND ON\nWAIT 0.4\nRETURN 1',
    async () => {
      await engine.publish('at-end', { n: 1 });
      await engine.publish('at-end', { n: 2 });
    },
  ],
  'handler-failed-1': [
    'ON EVENT "bad" DO\n TALK "h"\n ON FAILURE DO\n  TALK "undo"\n END ON\n THROW "no"\nEND ON\nTALK "a"\nWAIT 600',
    () => engine.publish('bad'),
  ],
  'event-expired-1': ['ok = WAIT FOR EVENT "never" TIMEOUT 0.1\nRETURN ok', nothing],
  'parallel-1': [
    'PARALLEL\n BRANCH A: BOT "remote" "a"\n BRANCH B: TALK "b"\nEND PARALLEL\nTALK "c"',
    nothing,
  ],
  'parallel-approval-1': [
    `PARALLEL\n BRANCH A:\n ${APPROVAL} 600\n a = 1\n BRANCH B: WAIT 0.05\nEND PARALLEL\nRETURN a`,
    approve,
  ],
  'parallel-failed-1': [
    'PARALLEL\n BRANCH A: WAIT 600\n BRANCH B: THROW "no"\nEND PARALLEL',
    nothing,
  ],
  'try-1': [
    'TRY\n TALK "a"\n WAIT 0.05\n THROW "no"\nCATCH e\n TALK e.message\nFINALLY\n TALK "b"\nEND TRY\nRETURN error.line',
    nothing,
  ],
  'race-1': [
    'RACE\n BRANCH a: WAIT 600\n BRANCH b:\n  TALK "b"\n  WAIT 0.05\nEND RACE\nTALK "won"',
    nothing,
  ],
  'join-two-1': [
    'PARALLEL JOIN 2 OF\n BRANCH a: TALK "a"\n BRANCH b: THROW "no"\n BRANCH c: WAIT 0.05\nEND PARALLEL\nTALK "d"',
    nothing,
  ],
  'settled-1': [
    'PARALLEL SETTLED\n BRANCH a: TALK "a"\n BRANCH b: THROW "no"\nEND PARALLEL\nRETURN errors[0].code',
    nothing,
  ],
  'for-each-parallel-1': [
    'FOR EACH n IN [3, 1, 2] IN PARALLEL MAX 2\n WAIT n / 50\n TALK n\n APPEND l, n\nNEXT\nRETURN l',
    nothing,
  ],
  'fan-out-1': [
    'FOR i = 1 TO 60\n APPEND l, i\nNEXT\nFOR EACH n IN l IN PARALLEL\n TALK n\nNEXT\nTALK "c"',
    nothing,
  ],
  'graph-1': [
    'STEP 1: TALK "a"\nSTEP 2: WAIT 0.05 DEPENDS ON 1\nSTEP 3: BOT "remote" "c" DEPENDS ON NONE\nSTEP 4: TALK "d" DEPENDS ON 2, 3',
    nothing,
  ],
  'graph-failed-1': [
    'STEP 1: THROW "no"\nSTEP 2: TALK "b"\nSTEP 3: WAIT 0.05 DEPENDS ON NONE',
    nothing,
  ],
  'try-timeout-1': [
    'TRY TIMEOUT 0.2\n TALK "a"\n WAIT 600\nCATCH e\n TALK e.code\nEND TRY',
    nothing,
  ],
  'try-in-time-1': ['TRY TIMEOUT 600\n TALK "a"\n WAIT 0.05\nEND TRY\nTALK "b"', nothing],
  'on-failure-1': ['TALK "a"\nON FAILURE DO\n TALK "undo"\nEND ON\nWAIT 0.05\nTHROW "no"', nothing],
  'on-failure-race-1': [
    'RACE\n BRANCH a: WAIT 0.3\n BRANCH b:\n  TALK "b"\n  ON FAILURE DO\n   TALK "undo"\n  END ON\n  WAIT 600\nEND RACE\nTALK "c"',
    nothing,
  ],
  'on-failure-cancelled-1': [
    'TALK "a"\nON FAILURE DO\n TALK "undo"\nEND ON\nHUMAN APPROVAL FROM "ann@example.com"',
    async (runId) => {
      await engine.asked(runId);
      await engine.client.workflow.getHandle(runId).cancel();
    },
  ],
  'hold-retry-1': [
    'ON FAILURE HOLD\nTALK "a"\nn = 0\nx = 6 / n\nRETURN x',
    async (runId) => {
      await held(runId);
      await engine.control(runId, 'set', { variables: { n: 3 } });
      await engine.control(runId, 'retry');
    },
  ],
  'hold-skip-1': [
    'ON FAILURE HOLD\nPARALLEL\n BRANCH A: THROW "no"\n BRANCH B: TALK "b"\nEND PARALLEL\nRETURN 1',
    async (runId) => {
      await held(runId);
      await engine.control(runId, 'skip', { result: 5 });
    },
  ],
  'skip-waits-1': [
    `${APPROVAL} 600\nWAIT 600\nRETURN 1`,
    async (runId) => {
      await engine.asked(runId);
      await skip(runId, 'main.0');
      await skip(runId, 'main.1');
    },
  ],
  'approval-quorum-1': [
    'HUMAN APPROVAL FROM 2 OF "ann", "bob", "cid" TIMEOUT 600 REMIND EVERY 60\n ON REJECT: RETURN approval.votes\nTALK "ok"',
    async (runId) => {
      const approval = await engine.asked(runId);
      for (const by of ['ann', 'bob', 'cid']) {
        const said = { by, approved: by === 'ann', comment: null, via: 'test' };
        const given = { workspaceId: WORKSPACE, id: approval.id, ...said };
        const outcome = await decideApproval(engine.test.database, given);
        if (outcome.status === 'accepted') await engine.gateway.bringRow(runId, outcome.row);
      }
    },
  ],
  'frozen-1': [
    `${APPROVAL} 600\nRETURN 1`,
    async (runId) => {
      const approval = await engine.asked(runId);
      await engine.control(runId, 'pause', { freeze: true });
      await engine.control(runId, 'resume');
      await engine.decide(approval, true);
    },
  ],
  'frozen-hear-1': [
    'HEAR n AS INTEGER TIMEOUT 600\nRETURN n',
    async (runId) => {
      await engine.heard(runId);
      await engine.control(runId, 'pause', { freeze: true });
      await engine.control(runId, 'resume');
      await engine.reply(runId, '3');
    },
  ],
  'frozen-handler-1': [
    `ON EVENT "frozen" DO\n ${APPROVAL} 600\n done = TRUE\nEND ON\nTALK "a"\nWHILE done = NULL\n WAIT 0.3\nWEND\nRETURN done`,
    async (runId) => {
      await engine.publish('frozen');
      const approval = await engine.asked(runId);
      await engine.control(runId, 'pause', { freeze: true });
      await engine.control(runId, 'resume');
      await engine.decide(approval, true);
    },
  ],
  'script-retry-1': ['x = BOT "second" "go" RETRY 3\nRETURN x.n', nothing],
  'script-timeout-1': ['BOT "slow" "go" TIMEOUT 0.2 FALLBACK "spare"\nRETURN m', nothing],
  'script-in-time-1': ['BOT "waits" "go" TIMEOUT 600\nTALK "b"\nRETURN m', nothing],
  'short-fan-out-1': [
    'FOR i = 1 TO 60\n APPEND l, i\nNEXT\nFOR EACH n IN l IN PARALLEL\n TALK n\nNEXT\nRETURN 1',
    nothing,
  ],
  'branches-1': [
    'FOR i = 1 TO 80\n APPEND l, i\nNEXT\nFOR EACH a IN l IN PARALLEL\n FOR EACH b IN l IN PARALLEL\n  WAIT 600\n NEXT\nNEXT',
    nothing,
  ],
  'restored-1': [
    `PARALLEL\n BRANCH A: ${APPROVAL} 600\n BRANCH B: TALK "b"\nEND PARALLEL\nTALK "c"`,
    async (runId) => {
      const approval = await engine.asked(runId);
      await loseAndRestore(engine, runId);
      await engine.decide(approval, true);
    },
  ],
  'call-file-1': ['x = CALL "f.bas", 2\nTALK x\nRETURN x', nothing],
  'memory-1': [
    'REMEMBER "a", 1, "30 days"\nSET "session.b" = RECALL("a")\nCACHE SET "c", 2\nBOT SHARE MEMORY "d" WITH "e"\nBOT SYNC MEMORY FROM "e"\nRETURN GET "session.b"',
    nothing,
  ],
  'failed-1': ['TALK "a"\nTHROW "no"', nothing],
  'cancelled-1': [
    'TALK "a"\nWAIT 600',
    async (runId) => {
      await engine.client.workflow.getHandle(runId).cancel();
    },
  ],
};

it.each(Object.entries(cases))('%s replays as it ran', async (name, [text, drive]) => {
  const plan = planOf(text.replaceAll('REMOTE', remote.url), {
    http: { remote: remote.url },
    files: FILES,
    scripts: SCRIPTS,
  });
  const runId = await engine.launch(plan);
  await drive(runId);
  await engine.ended(runId);
  await expectReplay(name, runId, plan);
});

it('a run that another one has begun replays as it ran', async () => {
  const plan = planOf('x = CALL "child.bas", 2 AS CHILD\nRETURN x', { files: FILES });
  const parentRunId = await engine.launch(plan);
  await engine.ended(parentRunId);
  const filter = { parentRunId, limit: 1 };
  const [child] = (await listRuns(engine.test.database, WORKSPACE, filter)).items;
  await expectReplay('child-1', child?.id ?? '', plan);
});

it('what a schedule of Temporal starts replays as it ran', async () => {
  const runId = await engine.launch(planOf('x = 1'));
  const { taskQueue } = await engine.client.workflow.getHandle(runId).describe();
  const workflowId = `schedule-${runId}`;
  const args = [{ triggerId: runId }];
  const start = { workflowId, taskQueue, args };
  expect(await engine.client.workflow.execute(SCHEDULE_WORKFLOW_TYPE, start)).toBeNull();
  await expectReplay('schedule-1', workflowId, planOf('x = 1'));
});

async function expectReplay(name: string, runId: string, plan: Plan): Promise<void> {
  const history = await engine.client.workflow.getHandle(runId).fetchHistory();
  keepHistory(name, history, canonicalJson(plan));
  const dataConverter = { payloadCodecs: [recordedPlan(name)] };
  const options = { workflowBundle: { code }, dataConverter };
  await expect(Worker.runReplayHistory(options, history, runId)).resolves.toBeUndefined();
}

describe('recorded histories', () => {
  /** What came of each, by name: an error, or undefined. */
  const replayed = new Map<string, unknown>();
  // All by one worker, as a worker that starts does it: one for each would take minutes.
  beforeAll(async () => {
    const plans = new Map<string, string>();
    const histories = listHistories().map((name) => {
      const history = readHistory(name);
      plans.set(planHashOf(history), canonicalJson(readRecordedPlan(name)));
      return { workflowId: name, history };
    });
    const codec = new RecordedPlans((hash) => plans.get(hash));
    const options = { workflowBundle: { code }, dataConverter: { payloadCodecs: [codec] } };
    for await (const { workflowId, error } of Worker.runReplayHistories(options, histories)) {
      replayed.set(workflowId, error);
    }
  });

  it.each(listHistories())('%s replays with the code of today', (name) => {
    expect(replayed.has(name)).toBe(true);
    expect(replayed.get(name)).toBeUndefined();
  });
});
