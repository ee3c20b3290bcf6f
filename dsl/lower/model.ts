import type { Expression as PlanExpression } from '../../plan/expression';
import type { ModelStep } from '../../plan/steps/model';
import type { SettingStep } from '../../plan/steps/setting';
import type { Clause, Expression, KeywordCommand } from '../basic/syntax';
import { lower } from './facts';
import type { Lowering } from './lowering';

const TASKS: Readonly<Record<string, ModelStep['task']>> = {
  LLM: 'answer',
  REWRITE: 'rewrite',
  'IMPROVE TEXT': 'improve',
  'ANALYZE SENTIMENT': 'sentiment',
  'ANALYZE THEMES': 'themes',
  'AI SCORE LEAD': 'leadScore',
  ANSWER: 'answer',
  'CLASSIFY INTENT': 'intent',
  'DETECT URGENCY': 'urgency',
  'GET TIPS': 'tips',
  'POLISH MESSAGE': 'polish',
  'SCORE LEAD': 'leadScore',
  SUMMARIZE: 'summarize',
  TRANSLATE: 'translate',
};
/** What the second of two arguments is. With a conversation first, it is the message. */
const SECOND: Readonly<Record<string, 'text' | 'more' | 'tone' | 'language'>> = {
  'ANALYZE SENTIMENT': 'text',
  'GET TIPS': 'text',
  'POLISH MESSAGE': 'tone',
  REWRITE: 'more',
  TRANSLATE: 'language',
};
/** `ANALYZE_SENTIMENT(text)` gives a word, all other forms an object. */
const MOOD = /^ANALYZE_SENTIMENT\s*\(/i;
const NOTHING: PlanExpression = { op: 'literal', value: '' };
/** The clauses by their field. */
type Options = Record<
  'tone' | 'language' | 'model' | 'optimizeFor' | 'maxCost' | 'maxLatency',
  PlanExpression
>;
const CLAUSES: Readonly<Record<string, keyof Options>> = {
  'WITH TONE': 'tone',
  TONE: 'tone',
  TO: 'language',
  MODEL: 'model',
  'OPTIMIZE FOR': 'optimizeFor',
  MAX_COST: 'maxCost',
  MAX_LATENCY: 'maxLatency',
};

/** What asks a model, and what it is asked with; false for every other keyword. */
export function lowerModel(context: Lowering, command: KeywordCommand, into?: string): boolean {
  if (lowerModelSetting(context, command)) return true;
  const task = Object.hasOwn(TASKS, command.name) ? TASKS[command.name] : undefined;
  const source = readSource(command);
  if (task === undefined || source === undefined || !command.clauses.every(isKnown)) return false;
  const isMood = MOOD.test(context.reporter.source.text.slice(command.start, command.end));
  const [first, second] = source.map((part) => context.expression(part));
  const { text, ...more } = readArguments(command.name, first ?? NOTHING, second);
  const target = into ?? targetOf(command);
  context.emit(
    {
      kind: 'model',
      task: isMood ? 'mood' : task,
      text,
      ...more,
      ...readOptions(context, command),
      ...(target === undefined ? {} : { into: target }),
    },
    command,
  );
  return true;
}

function isKnown({ word, values }: Clause): boolean {
  if (word === 'INTO') return values[0]?.kind === 'variable';
  return word === 'FROM' || (Object.hasOwn(CLAUSES, word) && values.length === 1);
}

function targetOf({ clauses }: KeywordCommand): string | undefined {
  const variable = clauses.find(({ word }) => word === 'INTO')?.values[0];
  return variable?.kind === 'variable' ? lower(variable.name) : undefined;
}

function readOptions(context: Lowering, { clauses }: KeywordCommand): Partial<Options> {
  const options: Partial<Record<keyof Options, PlanExpression>> = {};
  for (const { word, values } of clauses) {
    const field = CLAUSES[word];
    const [value] = values;
    if (field !== undefined && value !== undefined) options[field] = context.expression(value);
  }
  return options;
}

/** The arguments, or what stands behind FROM. */
function readSource({ name, args, clauses }: KeywordCommand): readonly Expression[] | undefined {
  const from = clauses.find(({ word }) => word === 'FROM')?.values ?? [];
  const given = args.length > 0 ? args : from;
  const most = Object.hasOwn(SECOND, name) ? 2 : 1;
  return given.length >= 1 && given.length <= most ? given : undefined;
}

function readArguments(
  name: string,
  first: PlanExpression,
  second: PlanExpression | undefined,
): {
  readonly text: PlanExpression;
  readonly tone?: PlanExpression;
  readonly language?: PlanExpression;
} {
  if (second === undefined) return { text: first };
  const role = SECOND[name];
  if (role === 'tone') return { text: first, tone: second };
  if (role === 'language') return { text: first, language: second };
  if (role === 'text') return { text: second };
  return { text: { op: 'template', parts: [first, { op: 'literal', value: ' ' }, second] } };
}

/** What changes the questions that follow, and how it is called in the plan. */
const SETTINGS: Readonly<Record<string, SettingStep['setting']>> = {
  'ADD KB': 'knowledge',
  'ADD TOOL': 'tool',
  'BEGIN SYSTEM PROMPT': 'systemPrompt',
  'CLEAR KB': 'clearKnowledge',
  'CLEAR TOOLS': 'clearTools',
  'REMOVE TOOL': 'clearTool',
  'SET KB': 'knowledge',
  'USE KB': 'knowledge',
  'USE MODEL': 'model',
  'USE TOOL': 'tool',
};
/** These need no value. */
const BARE = new Set(['clearKnowledge', 'clearTools']);

function lowerModelSetting(context: Lowering, command: KeywordCommand): boolean {
  const { name, args, clauses } = command;
  const setting = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
  const [value] = args;
  if (setting === undefined || args.length > 1 || clauses.length > 0) return false;
  if (value === undefined && !BARE.has(setting)) return false;
  const set = value === undefined ? {} : { value: context.expression(value) };
  context.emit({ kind: 'setting', setting, ...set }, command);
  return true;
}
