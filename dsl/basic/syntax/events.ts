import type { Span } from '../../source';

/** One event that a statement waits for. `E` is an expression, so that the tree can have it without a circle. */
export interface AwaitedEvent<E> {
  readonly event: E;
  /** What the data of the event has to be like. */
  readonly where?: E;
}

/** WAIT FOR EVENT: one event. WAIT FOR ANY and ALL: several. */
export interface WaitEventNode<E> extends Span {
  readonly kind: 'waitEvent';
  readonly word: 'EVENT' | 'ANY' | 'ALL';
  readonly events: readonly AwaitedEvent<E>[];
  readonly timeout?: E;
  /** ON TIMEOUT: ESCALATE TO. */
  readonly escalateTo?: E;
}
