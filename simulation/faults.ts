/** What goes wrong in a simulated run; nothing, where it is empty. */
export interface Faults {
  /** The worker is killed at this pass of a crash point, counted from 1. */
  readonly crashAt?: number;
  /** The worker is frozen at this call of the store, counted from 1; it wakes up much later. */
  readonly freezeAt?: number;
  /** The run continues as new at these rests, counted from 1. */
  readonly continueAt?: ReadonlySet<number>;
  /** From this rest on, counted from 1, the first history counts as too long for more. */
  readonly drainAt?: number;
  /** Temporal forgets the run at these rests, counted from 1; it is started again from its rows. */
  readonly loseAt?: ReadonlySet<number>;
  /** After how many steps a segment ends; 1 makes each step an activity of its own. */
  readonly stepsOfSegment?: number;
  /** Each message arrives twice. */
  readonly doubled?: boolean;
}

/** Counts the places where something can go wrong. */
export interface Places {
  crashPoints: number;
  storeCalls: number;
  rests: number;
  /** How often a segment has let others have the processor. */
  breaths: number;
}

/** Thrown where a worker is killed: nothing of it goes on. */
export class Killed extends Error {}
