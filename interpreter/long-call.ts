import type { HttpStep } from '../plan/steps/http';
import type { Value } from '../plan/value';
import type { SealedText, SealedValue } from './sealed';
import type { Header } from './settings';

interface Limits {
  readonly timeoutMs: number;
  /** Attempts in all, counted by rows. */
  readonly attempts: number;
}

/** A bot that is reached over HTTP. */
export interface BotCall extends Limits {
  readonly kind: 'bot';
  readonly bot: string;
  readonly url: string;
  readonly action: string;
  readonly input: Value;
}

/** Any address. */
export interface HttpCall extends Limits {
  readonly kind: 'http';
  readonly method: HttpStep['method'];
  readonly url: SealedText;
  readonly headers: readonly Header[];
  readonly query?: SealedValue;
  readonly body?: SealedValue;
}

/** A call of somebody outside that takes long: it is an activity of its own. */
export type LongCall = BotCall | HttpCall;

/** The call of one kind. */
export type CallOf<K extends LongCall['kind']> = Extract<LongCall, { kind: K }>;
