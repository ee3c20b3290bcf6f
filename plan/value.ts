/**
 * What a variable can hold. Values are plain JSON, so a frame, a row and a message carry them unchanged.
 * Two objects have a meaning of their own: `{ $date }` is a point in time, `{ $rows }` a record set
 * (a list that also answers as its first row).
 */
export type Value = null | boolean | number | string | readonly Value[] | ObjectValue;

/** An object of the language. Keys keep their case and their order of insertion. */
export interface ObjectValue {
  readonly [name: string]: Value;
}

/** A point in time, RFC 3339 in UTC with milliseconds. */
export interface DateValue extends ObjectValue {
  readonly $date: string;
}

/** The result of FIND: a list of rows which also answers as its first row. */
export interface RecordSet extends ObjectValue {
  readonly $rows: readonly ObjectValue[];
}

/** Variables by name. Names are lower case, as the language does not tell them apart by case. */
export type Variables = Readonly<Record<string, Value>>;
