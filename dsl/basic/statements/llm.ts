import { parseArgument, type Head } from '../keyword-parts';
import type { ParseContext } from '../parse-context';
import type { Clause, KeywordCommand } from '../syntax';

const OPTIONS: readonly (readonly string[])[] = [
  ['WITH', 'OPTIMIZE', 'FOR'],
  ['WITH', 'MAX_COST'],
  ['WITH', 'MAX_LATENCY'],
  ['WITH', 'MODEL'],
];

/** `llm = "LLM" sum { [ newline ] "WITH" ( "OPTIMIZE" "FOR" | "MAX_COST" | "MAX_LATENCY" | "MODEL" ) sum } .` */
export function parseLlm(p: ParseContext, head: Head): KeywordCommand {
  const prompt = parseArgument(p, { ...head, inExpression: true });
  const clauses: Clause[] = [];
  for (;;) {
    const words = findOption(p);
    if (words === undefined) break;
    const span = p.takeTokens(words.length);
    const values = [parseArgument(p, { ...head, inExpression: true })];
    clauses.push({ word: words.slice(1).join(' '), values, pairs: [], ...p.spanFrom(span) });
  }
  return { kind: 'keyword', name: 'LLM', args: [prompt], clauses, ...p.spanFrom(head.span) };
}

/** The option here or at the start of the next line. */
function findOption(p: ParseContext): readonly string[] | undefined {
  const here = (): readonly string[] | undefined =>
    OPTIONS.find((words) => words.every((word, ahead) => p.tokenAt(ahead).upper === word));
  const found = here();
  if (found !== undefined || p.brackets > 0) return found;
  return p.acceptNextLine(() => here() !== undefined) ? here() : undefined;
}
