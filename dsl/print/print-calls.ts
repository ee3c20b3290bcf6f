import type { StepOf } from '../../plan/schema';
import type { BlockPrinter } from './block-printer';
import { ANY, SUM } from './print-expression';
import { printTextLines } from './print-keyword';

/** A call over HTTP: the verb, the address and what goes with it. */
export function printHttp(printer: BlockPrinter, step: StepOf<'http'>): void {
  const { expressions } = printer;
  const verb = step.method === 'DELETE' ? 'DELETE HTTP' : step.method;
  const more = step.query ?? step.body;
  printer.line(
    [
      step.into === undefined ? '' : `${step.into} = `,
      `${verb} ${expressions.bare(step.url, SUM)}`,
      more === undefined ? '' : `, ${expressions.bare(more, SUM)}`,
      step.timeout === undefined ? '' : ` TIMEOUT ${expressions.print(step.timeout, SUM)}`,
    ].join(''),
  );
}

const TASKS: Readonly<Record<StepOf<'model'>['task'], string>> = {
  answer: 'LLM',
  rewrite: 'REWRITE',
  improve: 'IMPROVE TEXT',
  sentiment: 'ANALYZE SENTIMENT FROM',
  themes: 'ANALYZE THEMES FROM',
  translate: 'TRANSLATE',
  summarize: 'SUMMARIZE',
  mood: 'ANALYZE_SENTIMENT',
  intent: 'CLASSIFY INTENT',
  urgency: 'DETECT URGENCY',
  leadScore: 'AI SCORE LEAD',
  polish: 'POLISH MESSAGE',
  tips: 'GET TIPS',
};

/** What asks a model, with its clauses. */
export function printModel(printer: BlockPrinter, step: StepOf<'model'>): void {
  const { expressions } = printer;
  const clause = (words: string, value: StepOf<'model'>['tone']): string =>
    value === undefined ? '' : ` WITH ${words} ${expressions.print(value, SUM)}`;
  printer.line(
    [
      step.into === undefined ? '' : `${step.into} = `,
      step.task === 'mood'
        ? `${TASKS.mood}(${expressions.print(step.text, ANY)})`
        : `${TASKS[step.task]} ${expressions.bare(step.text, SUM)}`,
      step.language === undefined ? '' : ` TO ${expressions.print(step.language, SUM)}`,
      clause('TONE', step.tone),
      clause('MODEL', step.model),
      clause('OPTIMIZE FOR', step.optimizeFor),
      clause('MAX_COST', step.maxCost),
      clause('MAX_LATENCY', step.maxLatency),
    ].join(''),
  );
}

const WORDS: Partial<Readonly<Record<StepOf<'setting'>['setting'], string>>> = {
  clearHeaders: 'CLEAR HEADERS',
  clearKnowledge: 'CLEAR KB',
  clearTool: 'REMOVE TOOL',
  clearTools: 'CLEAR TOOLS',
  knowledge: 'USE KB',
  model: 'USE MODEL',
  tool: 'USE TOOL',
};

/** What later calls are made with. */
export function printSetting(printer: BlockPrinter, step: StepOf<'setting'>): void {
  const { expressions } = printer;
  const { key, value } = step;
  const words = WORDS[step.setting];
  if (words !== undefined) {
    printer.line(value === undefined ? words : `${words} ${expressions.bare(value, SUM)}`);
  } else if (value === undefined) printer.refuse('The setting has no value.', '');
  else if (step.setting === 'systemPrompt') printTextLines(printer, 'SYSTEM PROMPT', value);
  else if (key === undefined) printer.refuse('A header has a name.', '');
  else printer.line(`SET HEADER ${expressions.bare(key, SUM)}, ${expressions.print(value, ANY)}`);
}
