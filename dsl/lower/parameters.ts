import type { InputField } from '../../plan/schema';
import type { Statement, StatementOf } from '../basic/syntax';
import { lower } from './facts';

/** Types of PARAM, and what the plan calls them. */
export const PARAM_TYPES: Readonly<Record<string, InputField['type']>> = {
  '': 'any',
  ANY: 'any',
  ARRAY: 'array',
  AUDIO: 'file',
  BOOLEAN: 'boolean',
  BOOL: 'boolean',
  CURRENCY: 'money',
  DATE: 'date',
  DATETIME: 'datetime',
  DECIMAL: 'number',
  DOUBLE: 'number',
  EMAIL: 'email',
  ENUM: 'string',
  FILE: 'file',
  FLOAT: 'number',
  IMAGE: 'file',
  INT: 'integer',
  INTEGER: 'integer',
  JSON: 'any',
  LIST: 'array',
  LONG: 'integer',
  MONEY: 'money',
  NAME: 'name',
  NUMBER: 'number',
  OBJECT: 'object',
  PHONE: 'phone',
  QRCODE: 'file',
  STRING: 'string',
  TEXT: 'string',
  TIME: 'string',
  URL: 'string',
  UUID: 'string',
  VIDEO: 'file',
};

/** The inputs that statements declare, in order. The first of two with one name counts. */
export function lowerParameters(statements: readonly Statement[]): readonly InputField[] {
  const fields = new Map<string, InputField>();
  for (const statement of statements) {
    if (statement.kind !== 'param') continue;
    const field = lowerParameter(statement);
    if (!fields.has(field.name)) fields.set(field.name, field);
  }
  return [...fields.values()];
}

function lowerParameter(statement: StatementOf<'param'>): InputField {
  const { example, description, defaultValue, choices } = statement;
  return {
    name: lower(statement.name),
    type: PARAM_TYPES[statement.type] ?? 'any',
    required: !statement.optional && defaultValue === undefined,
    ...(defaultValue === undefined ? {} : { default: defaultValue.value }),
    ...(example === undefined ? {} : { example: example.value }),
    ...(description === undefined ? {} : { description }),
    ...(choices.length === 0 ? {} : { choices: choices.map(({ value }) => value) }),
  };
}
