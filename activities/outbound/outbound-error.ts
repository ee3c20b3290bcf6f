/** Why nothing came of a request. `failed` and `timeout` can be tried again. */
export type OutboundProblem = 'forbidden' | 'failed' | 'timeout' | 'too_large' | 'redirect';

/** A request to the outside that came to nothing; whoever made it gives it a code of its own. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
  constructor(
    readonly problem: OutboundProblem,
    /** Continues a sentence: `it is not public`. */
    readonly reason: string,
    readonly address: string,
    options?: { cause?: unknown },
  ) {
    super(`${address}: ${reason}`, options);
  }
}
