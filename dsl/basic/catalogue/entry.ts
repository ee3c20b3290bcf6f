/** What a code means, for people. */
export interface CatalogueEntry {
  readonly title: string;
  readonly explanation: string;
  /** A text that gives the code. */
  readonly wrong: string;
  /** A text like it without an error. */
  readonly right: string;
}

/** One entry; lines are given one by one. */
export function entry(
  title: string,
  explanation: string,
  wrong: readonly string[],
  right: readonly string[],
): CatalogueEntry {
  return { title, explanation, wrong: wrong.join('\n'), right: right.join('\n') };
}
