/** One kind of work, for us as a program and by hand as a workflow. */
export interface Workload {
  readonly name: string;
  /** The body of a workflow in BASIC; `far` is a bot over HTTP. */
  readonly basic: string;
  /** The workflow type written by hand. */
  readonly byHand: string;
  /** What has to come in before it ends. */
  readonly needs?: 'decision' | 'event';
  /** Runs at once when throughput is measured; none, where it is not. */
  readonly atOnce?: number;
  /** Runs for one figure of time. */
  readonly repeat: number;
}

const lines = (count: number, line: (number: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index + 1)).join('\n');

/** The work that is measured, smallest first. */
export const WORKLOADS: readonly Workload[] = [
  {
    name: 'chain of 10 remote bots',
    basic: lines(10, (step) => `BOT "far" "step ${step}"`),
    byHand: 'chainRemote',
    atOnce: 64,
    repeat: 10,
  },
  {
    name: 'chain of 10 short steps',
    basic: lines(10, (step) => `SET BOT MEMORY "k${step}", ${step}`),
    byHand: 'chainShort',
    atOnce: 64,
    repeat: 10,
  },
  {
    name: '100 short steps',
    basic: lines(100, (step) => `SET BOT MEMORY "k${step}", ${step}`),
    byHand: 'hundredShort',
    atOnce: 16,
    repeat: 3,
  },
  {
    name: 'fan-out of 50 remote bots',
    basic: `PARALLEL\n${lines(50, (step) => `BRANCH B${step}: BOT "far" "step ${step}"`)}\nEND PARALLEL`,
    byHand: 'fanOut',
    repeat: 5,
  },
  {
    name: 'loop of 1,000 without a call',
    basic: 'FOR i = 1 TO 1000\n  sum = sum + i\nNEXT\nRETURN sum',
    byHand: 'loopPure',
    atOnce: 64,
    repeat: 10,
  },
  {
    name: 'loop of 1,000 short steps',
    basic: 'FOR i = 1 TO 1000\n  SET BOT MEMORY "k", i\nNEXT',
    byHand: 'loopShort',
    repeat: 1,
  },
  {
    name: 'approval',
    basic: 'HUMAN APPROVAL FROM "ann@example.com" TIMEOUT 3600',
    byHand: 'approval',
    needs: 'decision',
    repeat: 10,
  },
  { name: 'WAIT', basic: 'WAIT 0.001', byHand: 'wait', atOnce: 64, repeat: 10 },
  {
    name: 'event wait',
    basic: 'WAIT FOR EVENT "paid" TIMEOUT 3600',
    byHand: 'eventWait',
    needs: 'event',
    repeat: 10,
  },
  {
    name: 'nested parallel',
    basic: `PARALLEL
  BRANCH A:
    PARALLEL
      BRANCH C: BOT "far" "a 1"
      BRANCH D: BOT "far" "a 2"
    END PARALLEL
  BRANCH B:
    PARALLEL
      BRANCH E: BOT "far" "b 1"
      BRANCH F: BOT "far" "b 2"
    END PARALLEL
END PARALLEL`,
    byHand: 'nestedParallel',
    atOnce: 64,
    repeat: 10,
  },
  {
    name: 'sub-flow',
    basic: 'SUB inner()\n  BOT "far" "inner"\nEND SUB\nCALL inner()\nCALL inner()',
    byHand: 'subFlow',
    atOnce: 64,
    repeat: 10,
  },
];
