import type { Expression as PlanExpression } from '../../plan/expression';
import type { ModelStep } from '../../plan/steps/model';
import type { Clause, Expression, KeywordCommand } from '../basic/syntax';
import { lower } from './facts';
import type { Lowering } from './lowering';

const TASKS: Readonly<Record<string, ModelStep['task']>> = {
  LLM: 'answer',
  REWRITE: 'rewrite',
  'IMPROVE TEXT': 'improve',
  'ANALYZE SENTIMENT': 'sentiment',
  'ANALYZE THEMES': 'themes',
};
/** The clauses by their field. */
type Options = Record<'tone' | 'model' | 'optimizeFor' | 'maxCost' | 'maxLatency', PlanExpression>;
const CLAUSES: Readonly<Record<string, keyof Options>> = {
  'WITH TONE': 'tone',
  TONE: 'tone',
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
  const text = sourceText(context, source);
  const target = into ?? targetOf(command);
  context.emit(
    {
      kind: 'model',
      task,
      text,
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

/** The arguments, or what stands behind FROM. Two of ANALYZE SENTIMENT are a conversation and a message. */
function readSource({ name, args, clauses }: KeywordCommand): readonly Expression[] | undefined {
  const from = clauses.find(({ word }) => word === 'FROM')?.values ?? [];
  const given = args.length > 0 ? args : from;
  const most = name === 'REWRITE' ? 2 : 1;
  return given.length >= 1 && given.length <= most ? given : undefined;
}

function sourceText(context: Lowering, source: readonly Expression[]): PlanExpression {
  const [first, second] = source.map((part) => context.expression(part));
  if (first === undefined || second === undefined) return first ?? { op: 'literal', value: '' };
  return { op: 'template', parts: [first, { op: 'literal', value: ' ' }, second] };
}

function lowerModelSetting(context: Lowering, { name, args, ...span }: KeywordCommand): boolean {
  const [value] = args;
  const setting =
    name === 'BEGIN SYSTEM PROMPT' ? 'systemPrompt' : name === 'USE MODEL' ? 'model' : undefined;
  if (setting === undefined || value === undefined || args.length > 1) return false;
  context.emit({ kind: 'setting', setting, value: context.expression(value) }, span);
  return true;
}
