import type { CostName } from './costs';

/** A part of a statement that may be left out, and what it does. */
export type ClauseText = readonly [form: string, meaning: string];

/** What is told of a keyword: by the reference page, by hover and by completion. */
export interface KeywordEntry {
  readonly name: string;
  /** Other keywords that mean the same. */
  readonly also: readonly string[];
  /** How it is written; what stands in brackets can be left out. */
  readonly form: string;
  readonly text: string;
  readonly cost: CostName;
  readonly clauses: readonly ClauseText[];
  /** A program that runs; what is given to it and what comes out of it is told in its first comments. */
  readonly example: string;
}

/** A part of the reference. */
export interface KeywordGroup {
  readonly title: string;
  readonly entries: readonly KeywordEntry[];
}

/** What most entries have not. */
interface More {
  readonly also?: readonly string[];
  readonly clauses?: readonly ClauseText[];
  readonly cost?: CostName;
}

/** One entry; the lines of its example are given one by one. What is not said costs nothing. */
export function entry(
  [name, form]: readonly [name: string, form: string],
  text: string,
  example: readonly string[],
  { also = [], clauses = [], cost = 'nothing' }: More = {},
): KeywordEntry {
  return { name, also, form, text, cost, clauses, example: example.join('\n') };
}
