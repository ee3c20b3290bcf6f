import type { Expression, StatementOf } from '../../basic/syntax';
import { lower } from '../../lower/facts';
import type { CheckContext, Rule } from '../context';
import { typeOfHear } from '../type-of-hear';

/** What a declared type is called, and which texts it can have; null where no text is one. */
interface Type {
  readonly what: string;
  readonly text: RegExp | null;
  /** Kinds of values besides texts that fit. */
  readonly fits: readonly ('number' | 'boolean' | 'list' | 'object')[];
}

const NUMBER: Type = {
  what: 'a number',
  text: /^\s*[-+]?[\d.,\s]*\d[\d.,]*\s*$/,
  fits: ['number'],
};
const DATE: Type = { what: 'a date', text: /\d|^(?:today|now|tomorrow|yesterday)$/i, fits: [] };
const TYPES: Readonly<Record<string, Type>> = {
  ARRAY: { what: 'a list', text: /^\s*\[/, fits: ['list'] },
  BOOLEAN: {
    what: 'TRUE or FALSE',
    text: /^(?:true|false|yes|no|1|0)$/i,
    fits: ['boolean', 'number'],
  },
  DATE,
  DATETIME: DATE,
  EMAIL: { what: 'an address of e-mail', text: /@/, fits: [] },
  INTEGER: NUMBER,
  MONEY: NUMBER,
  NUMBER,
  OBJECT: { what: 'an object', text: /^\s*\{/, fits: ['object'] },
  PHONE: { what: 'a telephone number', text: /\d/, fits: ['number'] },
};

/** What PARAM and HEAR declare is held against the values that a name is set to. An empty text clears it. */
export const assignedTypes: Rule = (context) => {
  const types = new Map<string, string>();
  /** Names that are declared in two ways. */
  const torn = new Set<string>();
  const assigned: StatementOf<'assign'>[] = [];
  const declare = (name: string, type: string): void => {
    const before = types.get(name);
    if (before !== undefined && before !== type) torn.add(name);
    types.set(name, type);
  };
  return {
    assign(statement) {
      if (statement.target.kind === 'variable' && statement.operator === '=') {
        assigned.push(statement);
      }
    },
    keyword(node) {
      const [variable] = node.name === 'HEAR' ? node.args : [];
      if (variable?.kind === 'variable') declare(lower(variable.name), typeOfHear(node));
    },
    param({ name, type }) {
      declare(lower(name), type);
    },
    end() {
      for (const { target, value } of assigned) {
        const name = target.kind === 'variable' ? target.name : '';
        const type = torn.has(lower(name)) ? undefined : types.get(lower(name));
        if (type === undefined || !Object.hasOwn(TYPES, type)) continue;
        const known = TYPES[type];
        if (known !== undefined && !canBe(value, known)) tell(context, { name, value, known });
      }
    },
  };
};

/** True unless the value can be seen to be of another type. */
function canBe(value: Expression, { text, fits }: Type): boolean {
  if (value.kind === 'list' || value.kind === 'object') return fits.includes(value.kind);
  if (value.kind !== 'literal' || value.value === null || value.value === '') return true;
  if (typeof value.value === 'string') return text?.test(value.value) === true;
  return fits.includes(typeof value.value as 'number' | 'boolean');
}

function tell(
  context: CheckContext,
  found: { readonly name: string; readonly value: Expression; readonly known: Type },
): void {
  const { name, value, known } = found;
  context.warning({
    code: 'BASIC_ASSIGNED_TYPE',
    message: `${name} is declared as ${known.what}, and this value is none.`,
    span: value,
    hint: `Use a variable of another name, or set ${name} to ${known.what}.`,
  });
}
