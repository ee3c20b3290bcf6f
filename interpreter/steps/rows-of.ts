import { AppError } from '../../plan/errors';
import type { ObjectValue, Value } from '../../plan/value';

/** The rows that a value stands for: an object is one, a list or record set several. */
export function rowsOf(value: Value, where: string): readonly ObjectValue[] {
  if (Array.isArray(value)) {
    return (value as readonly Value[]).flatMap((item) => rowsOf(item, where));
  }
  if (typeof value === 'object' && value !== null) {
    const { $rows: rows } = value as { readonly $rows?: readonly ObjectValue[] };
    return rows ?? [value as ObjectValue];
  }
  const found = value === null ? 'NULL' : typeof value;
  throw new AppError('VALUE_TYPE', { where, expected: 'an object or a list of objects', found });
}
