/** The API answered that it will not or cannot; `code` is stable. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** The problem document as it came. */
    readonly problem: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** Nothing that can be understood answers at the address. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  constructor(
    readonly url: string,
    reason: string,
    options?: { cause?: unknown },
  ) {
    super(`Nothing answers at ${url}: ${reason}`, options);
  }
}

/** Nobody said where the API is, and no stack runs here. */
export class NotRunning extends Error {
  override readonly name = 'NotRunning';
  constructor(what = 'Everstep') {
    super(`${what} isn't running: npm start`);
  }
}
