import { hintOf } from '../../plan/failure-hints';
import { planOf, type PlanSources } from '../../scripts/simulate/plan-of';
import { historyOf, startEngine, type Engine } from './engine';
import { startRemoteBot, type RemoteBot } from './remote-bot';

let engine: Engine;
let remote: RemoteBot;
beforeAll(async () => {
  [engine, remote] = await Promise.all([startEngine(), startRemoteBot()]);
});
afterAll(async () => {
  await engine.stop();
  await remote.stop();
});

/** A mistake that only shows at run time; values are computed, so that no compiler can refuse it first. */
interface BadPlan {
  readonly what: string;
  readonly text: string;
  readonly code: string;
  /** Line of the text that the failure names. */
  readonly line: number;
  readonly sources?: PlanSources;
}

const big = 'x = "0123456789abcdef"\nFOR i = 1 TO 21\n x = x + x\nNEXT';
const plans: readonly BadPlan[] = [
  { what: 'dividing by zero', text: 'n = 0\nx = 1 / n', code: 'VALUE_RANGE', line: 2 },
  { what: 'counting with a word', text: 'w = "apple"\nx = w * 2', code: 'VALUE_TYPE', line: 2 },
  { what: 'subtracting from a list', text: 'l = [1]\nx = l - 2', code: 'VALUE_TYPE', line: 2 },
  {
    what: 'a loop over a number',
    text: 'n = 5\nFOR EACH y IN n\n z = y\nNEXT',
    code: 'VALUE_TYPE',
    line: 2,
  },
  {
    what: 'FOR to a word',
    text: 'w = "ten"\nFOR i = 1 TO w\n z = i\nNEXT',
    code: 'VALUE_TYPE',
    line: 2,
  },
  {
    what: 'FOR by zero',
    text: 'n = 0\nFOR i = 1 TO 5 STEP n\n z = i\nNEXT',
    code: 'VALUE_RANGE',
    line: 2,
  },
  {
    what: 'an index out of range',
    text: 'l = [1, 2]\ni = 7\nl[i] = 1',
    code: 'VALUE_RANGE',
    line: 3,
  },
  {
    what: 'a bad date',
    text: 'w = "not a day"\nd = DATEADD("day", 1, w)',
    code: 'VALUE_TYPE',
    line: 2,
  },
  {
    what: 'an unknown unit of time',
    text: 'u = "fortnight"\nd = DATEADD(NOW(), 1, u)',
    code: 'VALUE_TYPE',
    line: 2,
  },
  { what: 'a wrong argument', text: 'l = [1, 2]\nx = SQR(l)', code: 'VALUE_TYPE', line: 2 },
  {
    what: 'a root of a negative number',
    text: 'n = 0 - 4\nx = SQR(n)',
    code: 'VALUE_RANGE',
    line: 2,
  },
  {
    what: 'text that is no JSON',
    text: 'w = "{broken"\nx = JSON(w)',
    code: 'VALUE_TYPE',
    line: 2,
  },
  {
    what: 'a bot that does not exist',
    text: 'b = "no" + "body"\nBOT b "try"',
    code: 'BOT_UNKNOWN',
    line: 2,
  },
  {
    what: 'an endless loop',
    text: 'ok = TRUE\nWHILE ok\n x = 1\nWEND',
    code: 'RUN_BUDGET',
    line: 3,
  },
  {
    what: 'a routine that calls itself for ever',
    text: 'SUB again()\n CALL again()\nEND SUB\nCALL again()',
    code: 'RUN_TOO_DEEP',
    line: 2,
  },
  {
    what: 'files that call each other for ever',
    text: 'CALL "a.bas"',
    code: 'RUN_TOO_DEEP',
    line: 1,
    sources: { files: { 'a.bas': 'CALL "b.bas"', 'b.bas': 'CALL "a.bas"' } },
  },
  {
    what: 'bots that ask each other for ever',
    text: 'BOT "ping" "go"',
    code: 'RUN_TOO_DEEP',
    line: 1,
    sources: { scripts: { ping: 'BOT "pong" "go"', pong: 'BOT "ping" "go"' } },
  },
  { what: 'a value above the limit', text: big, code: 'RUN_TOO_LARGE', line: 3 },
  {
    what: 'a list above the limit',
    text: 'l = [1]\nFOR i = 1 TO 30\n l = l + l\nNEXT',
    code: 'RUN_TOO_LARGE',
    line: 3,
  },
  { what: 'throwing nothing', text: 'x = EMPTY\nTHROW x', code: 'RUN_THROWN', line: 2 },
  { what: 'throwing a list', text: 'l = [1, { "a": 2 }]\nTHROW l', code: 'RUN_THROWN', line: 2 },
  { what: 'throwing a date', text: 'd = NOW()\nTHROW d', code: 'RUN_THROWN', line: 2 },
  {
    what: 'an event without a name',
    text: 'w = ""\nPUBLISH EVENT w + ""',
    code: 'VALUE_RANGE',
    line: 2,
  },
  {
    what: 'a time-out that is a word',
    text: 'w = "soon"\nHUMAN APPROVAL FROM "ann@example.com" TIMEOUT w',
    code: 'VALUE_TYPE',
    line: 2,
  },
  { what: 'waiting less than nothing', text: 'n = 0 - 5\nWAIT n', code: 'VALUE_RANGE', line: 2 },
  {
    what: 'more branches than may be',
    text: 'l = [1]\nFOR i = 1 TO 15\n l = l + l\nNEXT\nFOR EACH y IN l IN PARALLEL\n z = y\nNEXT',
    code: 'RUN_FAN_OUT',
    line: 5,
  },
  {
    what: 'a join of too many',
    text: 'n = 9\nPARALLEL JOIN n OF\n BRANCH A: x = 1\n BRANCH B: x = 2\nEND PARALLEL',
    code: 'VALUE_RANGE',
    line: 2,
  },
  {
    what: 'a keyword that is not here yet',
    text: 'TALK "a"\nSEE "photo.png"',
    code: 'KEYWORD_NOT_AVAILABLE',
    line: 2,
  },
  {
    what: 'a bot that answers rubbish',
    text: 'n = 1\nBOT "remote" "rubbish" RETRY n',
    code: 'BOT_ANSWER_INVALID',
    line: 2,
  },
  {
    what: 'a bot that refuses',
    text: 'n = 1\nBOT "remote" "refuse" RETRY n',
    code: 'BOT_REFUSED',
    line: 2,
  },
  {
    what: 'a bot that is not there',
    text: 'n = 1\nBOT "away" "try" RETRY n',
    code: 'BOT_FAILED',
    line: 2,
  },
];

const WORKFLOW_TASK_FAILED = '9';

it('a mistake of the author fails the run with its code, line and hint, never a workflow task', async () => {
  remote.fixed.set('rubbish', { status: 200, body: '<html>{{' });
  remote.fixed.set('refuse', { status: 400, body: {} });
  const http = { remote: remote.url, away: 'http://127.0.0.1:1/' };
  const launched = await Promise.all(
    plans.map(({ text, sources }) => engine.launch(planOf(text, { ...sources, http }))),
  );
  const ended = await Promise.all(launched.map((runId) => engine.ended(runId)));
  const found = ended.map(({ status, failure }, index) => ({
    what: plans[index]?.what,
    status,
    code: failure?.code,
    line: failure?.line,
    isPlaced: failure?.stepId !== undefined,
    hasHint: hintOf(failure?.code ?? '') !== undefined,
  }));
  expect(found).toEqual(
    plans.map(({ what, code, line }) => ({
      what,
      status: 'failed',
      code,
      line,
      isPlaced: true,
      hasHint: true,
    })),
  );
  const histories = await Promise.all(launched.map((runId) => historyOf(engine, runId)));
  expect(histories.filter((events) => events.includes(WORKFLOW_TASK_FAILED))).toEqual([]);
});
