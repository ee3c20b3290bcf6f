import type { ObjectValue, Value } from '../../plan/value';

/** In an expectation: any value, as long as there is one. */
export const ANY = '<any>';

/** A line of a difference: in both, only expected, or only there. */
export interface DifferenceLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** A place where a run is not as expected. */
export interface Difference {
  readonly where: string;
  readonly lines: readonly DifferenceLine[];
}

/**
 * What of a value is not as expected. Of an object only the members that are listed count; a list has to have
 * the same length; `<any>` stands for anything but nothing.
 */
export function compareValues(
  where: string,
  expected: Value,
  actual: Value,
): readonly Difference[] {
  if (isList(expected) && isList(actual)) return compareLists(where, expected, actual);
  if (!isObject(expected) || !isObject(actual)) {
    return fits(expected, actual) ? [] : [changed(where, expected, actual)];
  }
  return Object.entries(expected).flatMap(([name, value]) =>
    compareValues(`${where}.${name}`, value, readMember(actual, name)),
  );
}

/** True when a value is as expected. */
export function fits(expected: Value, actual: Value): boolean {
  if (expected === ANY) return actual !== null;
  if (isList(expected)) {
    return (
      isList(actual) &&
      expected.length === actual.length &&
      expected.every((item, index) => fits(item, actual[index] ?? null))
    );
  }
  if (!isObject(expected)) return expected === actual;
  if (!isObject(actual)) return false;
  return Object.entries(expected).every(([name, value]) => fits(value, readMember(actual, name)));
}

/** Lists as the lines of two texts: what both have stands once. */
export function compareLists(
  where: string,
  expected: readonly Value[],
  actual: readonly Value[],
): readonly Difference[] {
  const isSame =
    expected.length === actual.length &&
    expected.every((item, index) => fits(item, actual[index] ?? null));
  return isSame ? [] : [{ where, lines: mergeLines(expected, actual) }];
}

/** Rows in any order: those that are missing, and those that nobody expected. */
export function compareRows(
  where: string,
  expected: readonly Value[],
  actual: readonly Value[],
): readonly Difference[] {
  const left = [...actual];
  const missing = expected.filter((row) => {
    const index = left.findIndex((candidate) => fits(row, candidate));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  if (missing.length + left.length === 0) return [];
  return [{ where, lines: [...lines('-', missing), ...lines('+', left)] }];
}

/** One value in place of another. */
export function changed(where: string, expected: Value, actual: Value): Difference {
  return { where, lines: [...lines('-', [expected]), ...lines('+', [actual])] };
}

/** A value on one line. */
export function writeValue(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function lines(sign: DifferenceLine['sign'], values: readonly Value[]): readonly DifferenceLine[] {
  return values.map((value) => ({ sign, text: writeValue(value) }));
}

/** Keeps the longest run of items that both lists have in one order. */
function mergeLines(expected: readonly Value[], actual: readonly Value[]): DifferenceLine[] {
  const common = commonLengths(expected, actual);
  const merged: DifferenceLine[] = [];
  let [row, column] = [0, 0];
  while (row < expected.length || column < actual.length) {
    const [wanted, found] = [expected[row], actual[column]];
    if (wanted !== undefined && found !== undefined && fits(wanted, found)) {
      merged.push(...lines(' ', [found]));
      row += 1;
      column += 1;
    } else if (wanted !== undefined && common(row + 1, column) >= common(row, column + 1)) {
      merged.push(...lines('-', [wanted]));
      row += 1;
    } else {
      merged.push(...lines('+', [found ?? null]));
      column += 1;
    }
  }
  return merged;
}

/** How many items the rests of two lists have in common, from two places on. */
function commonLengths(
  expected: readonly Value[],
  actual: readonly Value[],
): (row: number, column: number) => number {
  const width = actual.length + 1;
  const table = new Uint32Array((expected.length + 1) * width);
  const at = (row: number, column: number): number => table[row * width + column] ?? 0;
  for (let row = expected.length - 1; row >= 0; row -= 1) {
    for (let column = actual.length - 1; column >= 0; column -= 1) {
      table[row * width + column] = fits(expected[row] ?? null, actual[column] ?? null)
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  return (row, column) => (row > expected.length || column > actual.length ? 0 : at(row, column));
}

/** Names are the same without case, as in the language. */
function readMember(object: ObjectValue, name: string): Value {
  if (Object.hasOwn(object, name)) return object[name] ?? null;
  const key = Object.keys(object).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? null : (object[key] ?? null);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function isObject(value: Value): value is ObjectValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
