/**
 * The same items in an array that has room for no more. An array that grew by one item has room for
 * sixteen, and most lists of a tree are short: without this a tree would be a tenth larger.
 */
export function exactArray<T>(items: readonly T[]): readonly T[] {
  return items.slice();
}
