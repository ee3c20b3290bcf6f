import type { Value } from '../../plan/value';

/** One request to a bot that is not a script. */
export interface BotRequest {
  readonly runId: string;
  readonly stepId: string;
  /** The same for every attempt of this step: the bot can recognise a repetition by it. */
  readonly idempotencyKey: string;
  readonly bot: string;
  readonly url: string;
  readonly action: string;
  readonly input: Value;
  readonly timeoutMs: number;
}

/**
 * Reaches bots of one kind. Gives the answer, or throws AppError: `BOT_FAILED` and `BOT_TIMEOUT` can be
 * tried again, `BOT_REFUSED`, `BOT_ANSWER_INVALID` and `BOT_ADDRESS_FORBIDDEN` are final.
 */
export interface BotConnector {
  call(request: BotRequest, signal: AbortSignal): Promise<Value>;
}
