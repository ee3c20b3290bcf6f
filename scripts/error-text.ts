/** What an error means beyond its message, and what to do. */
export interface ErrorText {
  readonly meaning: string;
  readonly cure: string;
}

/** The text of one error. */
export const text = (meaning: string, cure: string): ErrorText => ({ meaning, cure });
