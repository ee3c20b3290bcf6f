import type { Clause } from '../../basic/syntax';
import type { CheckContext, Rule } from '../context';

const GOALS = ['speed', 'cost', 'quality', 'balanced'];
const LIMITS: ReadonlySet<string> = new Set(['MAX_COST', 'MAX_LATENCY']);

/** What a model is chosen by is known, and limits are not below zero. */
export const modelOptions: Rule = (context) => ({
  keyword: ({ name, clauses }) => {
    if (name !== 'LLM') return;
    for (const clause of clauses) {
      if (clause.word === 'OPTIMIZE FOR') checkGoal(context, clause);
      else if (LIMITS.has(clause.word)) checkLimit(context, clause);
    }
  },
});

/** A goal that nobody knows chooses as if nothing was said. */
function checkGoal(context: CheckContext, { values: [goal] }: Clause): void {
  if (goal?.kind !== 'literal' || GOALS.includes(String(goal.value).toLowerCase())) return;
  context.warning({
    code: 'BASIC_MODEL_OPTION',
    message: `OPTIMIZE FOR does not know ${String(goal.value).slice(0, 40)}; "balanced" is taken.`,
    span: goal,
    hint: `Write one of ${GOALS.map((known) => `"${known}"`).join(', ')}.`,
  });
}

function checkLimit(context: CheckContext, { word, values: [limit] }: Clause): void {
  if (limit?.kind !== 'literal') return;
  if (typeof limit.value === 'number' && limit.value >= 0) return;
  context.error({
    code: 'BASIC_MODEL_OPTION',
    message: `${word} takes a number from 0 on.`,
    span: limit,
    hint: word === 'MAX_COST' ? 'Write dollars: MAX_COST 0.05.' : 'Write milliseconds: 2000.',
  });
}
