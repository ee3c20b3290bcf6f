import type { Expression, InfixExpression, KeywordCommand } from '../../basic/syntax';
import { lower } from '../../lower/facts';
import type { Span } from '../../source';
import type { CheckContext, Rule } from '../context';

/** What is never a number, and what it is called. */
const NO_NUMBERS: Readonly<Record<string, string>> = {
  ARRAY: 'a list',
  DATE: 'a date',
  DATETIME: 'a date',
  EMAIL: 'an address',
  FILE: 'a file',
  NAME: 'a name',
  OBJECT: 'an object',
  PHONE: 'a telephone number',
};
/** What a date can be shifted with. */
const SHIFTS = new Set(['+', '-']);
const ARITHMETIC = new Set(['-', '*', '/', '%', '^']);
const NUMERIC = /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i;

/** What is declared as something that is no number is not calculated with; nor are texts without digits. */
export const declaredTypes: Rule = (context) => {
  const types = new Map<string, string>();
  /** Names that something else sets as well, or that are declared in two ways. */
  const others = new Set<string>();
  const operands: Operand[] = [];
  const declare = (name: string, type: string): void => {
    const before = types.get(name);
    if (before !== undefined && before !== type) others.add(name);
    else types.set(name, type);
  };
  return {
    assign({ target }) {
      if (target.kind === 'variable') others.add(lower(target.name));
    },
    infix(node) {
      if (ARITHMETIC.has(node.operator)) operands.push(...operandsOf(node));
    },
    keyword(node) {
      const [variable] = node.name === 'HEAR' ? node.args : [];
      if (variable?.kind === 'variable') declare(lower(variable.name), typeOfHear(node));
    },
    param({ name, type }) {
      declare(lower(name), type);
    },
    end() {
      for (const { operand, operator } of operands) {
        const type = operand.kind === 'variable' ? typeOf(operand.name) : undefined;
        const isShift = type?.startsWith('DATE') === true && SHIFTS.has(operator);
        const what = type === undefined || isShift ? textOf(operand) : NO_NUMBERS[type];
        if (what !== undefined) tell(context, operand, { operator, what });
      }
    },
  };

  function typeOf(name: string): string | undefined {
    const type = others.has(lower(name)) ? undefined : types.get(lower(name));
    return type !== undefined && Object.hasOwn(NO_NUMBERS, type) ? type : undefined;
  }
};

interface Operand {
  readonly operand: Expression;
  readonly operator: string;
}

function operandsOf({ left, right, operator }: InfixExpression): readonly Operand[] {
  return [left, right].map((operand) => ({ operand, operator }));
}

function typeOfHear({ clauses }: KeywordCommand): string {
  const [type] = clauses.find(({ word }) => word === 'AS')?.values ?? [];
  return type?.kind === 'variable' ? type.name.toUpperCase() : '';
}

/** A text that holds no number; an empty one counts as 0. */
function textOf(operand: Expression): string | undefined {
  const text = operand.kind === 'literal' ? operand.value : undefined;
  if (typeof text !== 'string' || text === '' || NUMERIC.test(text)) return undefined;
  return 'a text without a number';
}

function tell(
  context: CheckContext,
  operand: Span & Expression,
  { operator, what }: { readonly operator: string; readonly what: string },
): void {
  const shown = operand.kind === 'variable' ? operand.name : 'this';
  context.warning({
    code: 'BASIC_ARITHMETIC',
    message: `${operator} calculates with numbers, but ${shown} is ${what}; a run that reaches it fails.`,
    span: operand,
    hint:
      what === 'a date'
        ? 'Write DATEADD(date, 1, "day") or DATEDIFF(a, b, "day").'
        : 'Use + to join texts, and VAL(text) for a number in a text.',
  });
}
