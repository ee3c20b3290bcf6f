import type { SealedText, SealedValue } from '../interpreter/sealed';
import type { Value } from '../plan/value';
import type { UsedSecrets } from './secrets';

/** The text with its secrets in it. Nothing may keep it. */
export function openText(text: SealedText, secrets: UsedSecrets): string {
  return text
    .map((part) => (typeof part === 'string' ? part : secrets.valueOf(part.secret)))
    .join('');
}

/** The value with its secrets in it. Nothing may keep it. */
export function openValue({ value, holes }: SealedValue, secrets: UsedSecrets): Value {
  return holes.reduce((whole, { path, text }) => put(whole, path, openText(text, secrets)), value);
}

function put(whole: Value, path: readonly (string | number)[], text: string): Value {
  const [first, ...rest] = path;
  if (first === undefined) return text;
  if (Array.isArray(whole)) {
    return (whole as readonly Value[]).map((item, index) =>
      index === first ? put(item, rest, text) : item,
    );
  }
  const members = Object.entries(whole as Readonly<Record<string, Value>>);
  return Object.fromEntries(
    members.map(([name, value]) => [name, name === first ? put(value, rest, text) : value]),
  );
}
