import { planOf } from '../../scripts/simulate/plan-of';
import { simulateRun, visibleState, type SimulatedRun } from '../../simulation/simulate-run';
import type { World } from '../../simulation/world';

const TEXT = `
ORCHESTRATE WORKFLOW "stretch"
  FOR i = 1 TO 6
    SET BOT MEMORY "k" + i, i
    SAVE "log", "row" + i, { "n": i, "chance": RANDOM(1, 1000) }
    TALK "turn " + i
  NEXT
  first = WAIT FOR EVENT "news" TIMEOUT 60
  IF first THEN TALK "news " + event.n
  second = WAIT FOR EVENT "news" TIMEOUT 60
  PARALLEL
    BRANCH A: BOT "near" "a"
    BRANCH B: TALK "b"
  END PARALLEL
  RETURN { first: first, second: second }
END WORKFLOW`;
const plan = planOf(TEXT, { scripts: { near: 'SAVE "log", action, { "n": 0 }\nRETURN "near"' } });

/** An event comes when the run has committed so many steps; with two, the second one right behind it. */
function run(afterSteps: number, stepsOfSegment: number, isPaused = false): Promise<SimulatedRun> {
  const news = (number: number): World['incoming'][number] => ({
    kind: 'event',
    ...{ id: `e${number}`, name: 'news', data: { n: number }, afterSteps: afterSteps + number },
  });
  const pause = [
    { kind: 'control', command: 'pause', afterSteps } as const,
    { kind: 'control', command: 'resume', afterMs: 5000 } as const,
  ];
  const world: World = {
    ...{ input: {}, inputNames: [] },
    bot: () => ({ error: 'nobody', retryable: false, afterMs: 0 }),
    decide: () => undefined,
    incoming: [news(0), news(1), ...(isPaused ? pause : [])],
  };
  return simulateRun({ plan, world, faults: { stepsOfSegment } });
}

const POSITIONS = Array.from({ length: 20 }, (_, index) => index + 1);
const segments = ({ histories }: SimulatedRun): number =>
  histories.flatMap(({ commands }) => commands).filter(({ kind }) => kind === 'segment').length;
/** What happened, in order, without times. */
const trace = ({ rows }: SimulatedRun): unknown =>
  rows.events.map(({ type, stepId, data }) => [type, stepId, data]);

describe('a run whose short steps are activities of their own', () => {
  it.each(POSITIONS)('equals one in segments with events after %i steps', async (position) => {
    const [whole, apart] = await Promise.all([run(position, 200), run(position, 1)]);
    expect(whole.outcome?.status).toBe('completed');
    expect(visibleState(apart)).toEqual(visibleState(whole));
    expect(trace(apart)).toEqual(trace(whole));
    expect(segments(apart)).toBeGreaterThan(segments(whole) + 10);
  });

  it.each([1, 7, 16])(
    'equals one in segments when it is paused after %i steps',
    async (position) => {
      const [whole, apart] = await Promise.all([run(position, 200, true), run(position, 1, true)]);
      expect(whole.outcome?.status).toBe('completed');
      expect(visibleState(apart)).toEqual(visibleState(whole));
      expect(trace(apart)).toEqual(trace(whole));
    },
  );
});
