import type { Effect } from '../../plan/effects';
import type { Value } from '../../plan/value';
import type { RunRows } from '../run-rows';
import type { HeardQuestion, Question } from '../world';

/** A run that a step begins. */
export type StartedChild = Extract<Effect, { effect: 'start_child' }>;

/** The step that has an effect. */
export interface EffectStep {
  readonly path: string;
  readonly stepId: string;
  readonly now: number;
  /** Somebody is asked for the first time. */
  onQuestion(question: Question): void;
  /** A HEAR begins to wait. */
  onHear(question: HeardQuestion): void;
  /** A run of its own begins. */
  onChild(child: StartedChild): void;
}

/** What an effect does to the rows, and what it answers: the same as its function in SQL. */
export type EffectModel<K extends Effect['effect']> = (
  rows: RunRows,
  effect: Extract<Effect, { effect: K }>,
  step: EffectStep,
) => Value;
