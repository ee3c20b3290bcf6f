import type { Value } from '../plan/value';

/** Many programs ask for JSON and read its members; models like to put a fence around it. */
export function readModelAnswer(text: string): Value {
  const plain = text.replaceAll('\0', '').trim();
  const inner = /^```(?:json)?\s*([\s\S]*?)\s*```$/.exec(plain)?.[1] ?? plain;
  if (!/^[[{]/.test(inner)) return plain;
  try {
    return JSON.parse(inner) as Value;
  } catch {
    return plain;
  }
}
