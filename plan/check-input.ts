import { AppError } from './errors';
import type { InputField } from './schema';
import type { ObjectValue, Value, Variables } from './value';

/**
 * The input of a run as its workflow takes it: names in lower case, defaults filled in. Where the workflow
 * declares PARAMs, exactly these are taken: INPUT_MISSING, INPUT_UNKNOWN, INPUT_TYPE. Without any, all is.
 */
export function checkInput(given: ObjectValue, fields: readonly InputField[]): Variables {
  const input = toVariables(given);
  if (fields.length === 0) return input;
  const known = new Set(fields.map(({ name }) => name));
  for (const name of Object.keys(input)) {
    if (!known.has(name)) throw new AppError('INPUT_UNKNOWN', { name });
  }
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = readField(field, input[field.name]);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

function toVariables(given: ObjectValue): Variables {
  const input = new Map<string, Value>();
  for (const [given_, value] of Object.entries(given)) {
    const name = given_.toLowerCase();
    if (input.has(name)) throw new AppError('VALUE_NAME', { name: given_ });
    input.set(name, value);
  }
  return Object.fromEntries(input);
}

function readField(field: InputField, value: Value | undefined): Value | undefined {
  if (value === undefined || value === null) {
    if (field.default !== undefined) return field.default;
    if (!field.required) return undefined;
    throw new AppError('INPUT_MISSING', { name: field.name, type: field.type });
  }
  const expected = expectation(field);
  if (!TYPES[field.type].test(value) || !isChoice(field, value)) {
    throw new AppError('INPUT_TYPE', { name: field.name, expected, found: describe(value) });
  }
  return value;
}

function isChoice({ choices }: InputField, value: Value): boolean {
  return choices === undefined || choices.some((choice) => choice === value);
}

function expectation({ type, choices }: InputField): string {
  if (choices === undefined) return TYPES[type].name;
  return `one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}`;
}

interface InputType {
  readonly name: string;
  readonly test: (value: Value) => boolean;
}

const isText = (value: Value): value is string => typeof value === 'string';
const isNumber = (value: Value): boolean => typeof value === 'number';
const matches = (pattern: RegExp) => (value: Value) => isText(value) && pattern.test(value);
const isMoment = (value: Value): boolean => isText(value) && !Number.isNaN(Date.parse(value));

/** What each type takes. Text is never turned into a number here: JSON can say what it means. */
const TYPES: Readonly<Record<InputField['type'], InputType>> = {
  string: { name: 'text', test: isText },
  integer: { name: 'a whole number', test: (value) => Number.isSafeInteger(value) },
  number: { name: 'a number', test: isNumber },
  money: { name: 'a number', test: isNumber },
  boolean: { name: 'true or false', test: (value) => typeof value === 'boolean' },
  date: {
    name: 'a date like 2026-01-31',
    test: (value) => matches(/^\d{4}-\d\d-\d\d/)(value) && isMoment(value),
  },
  datetime: {
    name: 'a time like 2026-01-31T12:00:00Z',
    test: (value) => matches(/^\d{4}-\d\d-\d\dT/)(value) && isMoment(value),
  },
  email: { name: 'an e-mail address', test: matches(/^[^\s@]+@[^\s@]+$/) },
  phone: { name: 'a phone number', test: matches(/^[+\d][\d\s()./-]{2,40}$/) },
  name: { name: 'text', test: isText },
  file: { name: 'the name of a file', test: isText },
  object: { name: 'an object', test: isObject },
  array: { name: 'a list', test: (value) => Array.isArray(value) },
  any: { name: 'any value', test: () => true },
};

function describe(value: Value): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

function isObject(value: Value): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
