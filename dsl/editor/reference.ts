import { reasonOf } from '../../plan/keywords';
import { PHRASES } from '../basic/phrases';
import { COSTS, costText } from '../reference/costs';
import { FUNCTION_TEXTS, type FunctionText } from '../reference/functions';
import { keywordEntry } from '../reference/keywords';

/** What a keyword is for. */
export interface KeywordHelp {
  readonly name: string;
  /** How it is written. */
  readonly form: string;
  readonly text: string;
  /** What it costs; undefined for one that cannot run. */
  readonly cost?: string;
}

/** What is known of a keyword; undefined when it is none. */
export function keywordHelp(name: string): KeywordHelp | undefined {
  const upper = name.toUpperCase();
  const entry = keywordEntry(upper);
  if (entry !== undefined) {
    const { form, text } = entry;
    return { name: upper, form, text, cost: costText(COSTS[entry.cost]) };
  }
  if (!PHRASES.some((phrase) => phrase.name === upper)) return undefined;
  const reason = reasonOf(upper);
  const because = reason === undefined ? '' : `: ${reason}`;
  return { name: upper, form: upper, text: `It compiles, but cannot run here${because}.` };
}

/** What is known of a function; undefined when there is none of the name. */
export function functionHelp(name: string): FunctionText | undefined {
  return FUNCTION_TEXTS.get(name.toLowerCase());
}
