import type { HttpStep } from '../plan/steps/http';
import type { ModelStep } from '../plan/steps/model';
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

/** A language model. */
export interface ModelCall extends Limits {
  readonly kind: 'model';
  readonly task: ModelStep['task'];
  readonly text: string;
  readonly tone: string | null;
  /** What TRANSLATE translates to. */
  readonly language: string | null;
  readonly system: string | null;
  /** Passages of what USE KB has named; null where it has named nothing. */
  readonly knowledge: string | null;
  /** Names of the scripts that USE TOOL has named. */
  readonly tools: readonly string[];
  readonly model: string | null;
  readonly optimizeFor: string;
  /** US dollars. */
  readonly maxCost: number | null;
  readonly maxLatencyMs: number | null;
}

/** A call of somebody outside that takes long: it is an activity of its own. */
export type LongCall = BotCall | HttpCall | ModelCall;

/** The call of one kind. */
export type CallOf<K extends LongCall['kind']> = Extract<LongCall, { kind: K }>;
