import type { Expression as PlanExpression } from '../../plan/expression';
import { hearTypeOf, type HearType } from '../../plan/replies/hear-types';
import type { Clause, Expression, KeywordCommand, Target } from '../basic/syntax';
import { setTarget } from './assign';
import { lower } from './facts';
import type { Lowering, NewStep } from './lowering';
import { lowerTriggers } from './team';

type NewHear = Extract<NewStep, { readonly kind: 'hear' }>;

/** HEAR name, ASK "prompt" and WAIT FOR RESPONSE AS name: each waits for a reply. */
export function lowerHear(context: Lowering, command: KeywordCommand, into?: string): void {
  const label = context.takeLabel();
  const target = targetOf(command);
  const name = into ?? nameOf(context, target);
  const step = { kind: 'hear', ...label, ...questionOf(context, command) } as const;
  context.emit(name === undefined ? step : { ...step, into: name }, command);
  if (name !== undefined) lowerTriggers(context, name, command);
  if (target === undefined || name === undefined || target.kind === 'variable') return;
  setTarget(context, target, { op: 'variable', name }, command);
}

/** Where the reply goes; ASK gives it as a value. */
function targetOf({ name, args, clauses }: KeywordCommand): Target | undefined {
  const named = name === 'WAIT FOR RESPONSE' ? valueOf(clauses, 'AS') : args[0];
  if (name === 'ASK' || named === undefined) return undefined;
  const isTarget = named.kind === 'variable' || named.kind === 'member' || named.kind === 'index';
  return isTarget ? named : undefined;
}

function nameOf(context: Lowering, target: Target | undefined): string | undefined {
  if (target?.kind === 'variable') return lower(target.name);
  return target && context.temporary();
}

function questionOf(
  context: Lowering,
  command: KeywordCommand,
): Pick<NewHear, 'type' | 'choices' | 'open' | 'prompt' | 'default' | 'timeout'> {
  const { name, args, clauses } = command;
  const kind = name === 'WAIT FOR RESPONSE' ? { type: 'text' as const } : kindOf(context, clauses);
  const asked = name === 'ASK' ? args[0] : valueOf(clauses, 'WITH');
  const fallback = valueOf(clauses, 'DEFAULT');
  const timeout = valueOf(clauses, 'TIMEOUT');
  return {
    ...kind,
    ...(asked === undefined ? {} : { prompt: context.expression(asked) }),
    ...(fallback === undefined ? {} : { default: context.expression(fallback) }),
    ...(timeout === undefined ? {} : { timeout: context.expression(timeout) }),
  };
}

/** The type of AS: a word for one, texts for a menu, one text alone for a prompt, a name for a list. */
function kindOf(
  context: Lowering,
  clauses: readonly Clause[],
): Pick<NewHear, 'type' | 'choices' | 'open' | 'prompt'> {
  const as = valuesOf(clauses, 'AS');
  const menu = valuesOf(clauses, 'MENU');
  const items = [...as, ...menu];
  const [only] = items;
  if (only === undefined) return { type: 'text' };
  if (items.length === 1 && menu.length === 0) {
    const type = typeOf(only);
    if (type !== undefined) return { type };
    if (only.kind === 'literal') return { type: 'text', prompt: context.expression(only) };
  }
  const isList = items.length === 1 && only.kind !== 'literal';
  const open = items.some(isStar) ? { open: true as const } : {};
  const choices: PlanExpression = isList
    ? context.expression(only)
    : {
        op: 'list',
        items: items.filter((item) => !isStar(item)).map((item) => context.expression(item)),
      };
  return { type: 'menu', choices, ...open };
}

function typeOf(expression: Expression): HearType | undefined {
  const type = expression.kind === 'variable' ? hearTypeOf(expression.name) : undefined;
  return type === 'menu' ? undefined : type;
}

function isStar(item: Expression): boolean {
  return item.kind === 'literal' && item.value === '*';
}

function valueOf(clauses: readonly Clause[], word: string): Expression | undefined {
  return valuesOf(clauses, word)[0];
}

function valuesOf(clauses: readonly Clause[], word: string): readonly Expression[] {
  return clauses.filter((clause) => clause.word === word).flatMap(({ values }) => values);
}
