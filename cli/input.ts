import type { InputField } from '../plan/schema';
import type { ObjectValue, Value } from '../plan/value';
import { UsageError } from './exit-codes';

/**
 * The input of a run from `name=value` pairs: each value becomes what the workflow declares for that name,
 * else text. `name:=value` is JSON, whatever is declared. A pair that cannot be read is a UsageError.
 */
export function readInput(pairs: readonly string[], fields: readonly InputField[]): ObjectValue {
  const input: Record<string, Value> = {};
  for (const pair of pairs) {
    const match = /^([^=]*?)(:?=)(.*)$/s.exec(pair);
    const [, name = '', sign = '', text = ''] = match ?? [];
    if (name === '') throw new UsageError(`--input ${pair}: expected name=value or name:=json`);
    if (Object.hasOwn(input, name)) throw new UsageError(`--input ${name} is given twice`);
    const field = fields.find((candidate) => candidate.name === name.toLowerCase());
    input[name] = sign === ':=' ? readJson(text, `--input ${name}`) : convert(text, field);
  }
  return input;
}

/** A JSON value from the command line; a UsageError names where it stood. */
export function readJson(text: string, where: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch (error) {
    throw new UsageError(`${where}: ${text} is not JSON (${(error as Error).message})`);
  }
}

const numbers: ReadonlySet<InputField['type']> = new Set(['integer', 'number', 'money']);
const documents: ReadonlySet<InputField['type']> = new Set(['object', 'array']);

/** What cannot be converted stays text: the API says what is wrong with it, in its own words. */
function convert(text: string, field: InputField | undefined): Value {
  if (field === undefined) return text;
  if (documents.has(field.type)) return readJson(text, `--input ${field.name}`);
  if (numbers.has(field.type)) return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (field.type === 'boolean' && /^(true|false)$/i.test(text))
    return text.toLowerCase() === 'true';
  return text;
}
