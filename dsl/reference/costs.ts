/** What a part of a program adds to the history of its run. */
export interface Cost {
  /** Which parts these are. */
  readonly of: string;
  readonly events: number;
  /** With a TIMEOUT, where that is more. */
  readonly withTimeout?: number;
  readonly note?: string;
}

/** History events of Temporal, by kind of statement. */
export const COSTS = {
  run: { of: 'the run as a whole', events: 5 },
  nothing: { of: 'variables, choice, loops, SUB, expressions', events: 0 },
  short: {
    of: 'a stretch of short steps: bots that are scripts, memory, tables, files, messages, PUBLISH EVENT, asking for an approval or with HEAR',
    events: 6,
    note: 'for up to 200 of them; behind a bot over HTTP or another call 0',
  },
  call: { of: 'a bot over HTTP, a call over HTTP, a question to a model', events: 6 },
  approval: {
    of: 'the decision of an approval',
    events: 5,
    withTimeout: 7,
    note: 'asking is a short step',
  },
  reply: {
    of: 'the reply to a HEAR',
    events: 5,
    withTimeout: 7,
    note: 'asking is a short step, and a reply that does not fit costs 0',
  },
  wait: { of: 'WAIT, DELAY', events: 5, note: 'for a date that has passed 0' },
  event: {
    of: 'WAIT FOR EVENT, WAIT FOR ANY; each turn of ON EVENT',
    events: 4,
    withTimeout: 6,
    note: 'WHERE is a short step before',
  },
  child: {
    of: 'CALL … AS CHILD',
    events: 4,
    note: 'and a short step before; the history of the child is its own',
  },
  events: {
    of: 'WAIT FOR ALL, for each event',
    events: 4,
    note: 'a TIMEOUT is 2 more',
  },
  limit: { of: 'TRY, ON FAILURE, ON FAILURE HOLD', events: 0, withTimeout: 2 },
  branches: {
    of: 'PARALLEL, RACE, FOR EACH … IN PARALLEL, DEPENDS ON',
    events: 0,
    note: 'and what their branches cost; a timer after each 50 branches that begin at once',
  },
} as const satisfies Readonly<Record<string, Cost>>;
export type CostName = keyof typeof COSTS;

/** A cost in words: `5, with TIMEOUT 7; one that does not fit 0`. */
export function costText({ events, withTimeout, note }: Cost): string {
  const timeout = withTimeout === undefined ? '' : `, with TIMEOUT ${withTimeout}`;
  return `${events}${timeout}${note === undefined ? '' : `; ${note}`}`;
}
