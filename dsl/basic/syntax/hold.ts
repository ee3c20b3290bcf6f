import type { Span } from '../../source';

/** ON FAILURE HOLD: from here on the run waits for an operator where it would fail. */
export interface HoldStatement extends Span {
  readonly kind: 'hold';
}
