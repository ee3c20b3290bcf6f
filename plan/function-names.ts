/** A function of the language: how many arguments it takes. */
export interface FunctionArity {
  readonly least: number;
  readonly most: number;
}

const MANY = 100;
const arity = (least: number, most = least): FunctionArity => ({ least, most });

/**
 * Every function that an expression can call, in lower case, with the number of its arguments.
 * The interpreter has exactly these.
 */
export const FUNCTIONS = {
  // Time.
  now: arity(0),
  today: arity(0),
  year: arity(1),
  month: arity(1),
  day: arity(1),
  hour: arity(1),
  minute: arity(1),
  second: arity(1),
  weekday: arity(1),
  dateadd: arity(2, 3),
  datediff: arity(2, 3),
  datevalue: arity(1),
  days: arity(1),
  hours: arity(1),
  minutes: arity(1),
  days_between: arity(2),
  hours_between: arity(2),
  seconds_between: arity(2),
  add_days: arity(2),
  format: arity(1, 2),
  format_date: arity(1, 2),
  format_time: arity(1, 2),
  // Chance.
  random: arity(0, 2),
  rnd: arity(0, 1),
  guid: arity(0),
  uuid: arity(0),
  // Numbers.
  abs: arity(1),
  int: arity(1),
  round: arity(1, 2),
  floor: arity(1),
  ceil: arity(1),
  sqr: arity(1),
  sqrt: arity(1),
  max: arity(1, MANY),
  min: arity(1, MANY),
  val: arity(1),
  to_number: arity(1),
  // Text.
  str: arity(1),
  len: arity(1),
  length: arity(1),
  lcase: arity(1),
  ucase: arity(1),
  lower: arity(1),
  upper: arity(1),
  lowercase: arity(1),
  uppercase: arity(1),
  capitalize: arity(1),
  trim: arity(1),
  ltrim: arity(1),
  rtrim: arity(1),
  left: arity(2),
  right: arity(2),
  mid: arity(2, 3),
  instr: arity(2, 3),
  replace: arity(3),
  split: arity(1, 2),
  contains: arity(2),
  starts_with: arity(2),
  ends_with: arity(2),
  extract_before: arity(2),
  extract_after: arity(2),
  extract_between: arity(3),
  is_personal_email: arity(1),
  // Lists and records.
  ubound: arity(1),
  count: arity(1, 2),
  sum: arity(1, 2),
  avg: arity(1, 2),
  first: arity(1, 2),
  last: arity(1, 2),
  join: arity(1, 3),
  slice: arity(2, 3),
  append: arity(2),
  // Choice and kinds.
  iif: arity(3),
  if: arity(3),
  nvl: arity(2),
  coalesce: arity(1, MANY),
  isempty: arity(1),
  isnull: arity(1),
  typeof: arity(1),
  // Forms of data.
  json: arity(1),
  tojson: arity(1),
  toyaml: arity(1),
  csv: arity(1),
  xml: arity(1),
  // The run.
  session_id: arity(0),
  bot_id: arity(0),
} as const satisfies Record<string, FunctionArity>;

/**
 * Functions of other kinds of BASIC, and those that are statements as well: `FILTER list, "total > 5"` is
 * `FILTER(list, "total > 5")`.
 */
const MORE_FUNCTIONS = {
  // Time.
  add_hours: arity(2),
  add_months: arity(2),
  date: arity(0, 3),
  minutes_between: arity(2),
  monthname: arity(1),
  seconds: arity(1),
  weekdayname: arity(1),
  // Numbers.
  fix: arity(1),
  mod: arity(2),
  sgn: arity(1),
  // Text.
  asc: arity(1),
  chr: arity(1),
  endswith: arity(2),
  instrrev: arity(2),
  space: arity(1),
  startswith: arity(2),
  string: arity(2),
  // Lists and records.
  aggregate: arity(2, 4),
  fill: arity(2),
  filter: arity(2, 3),
  group_by: arity(2),
  keys: arity(1),
  map: arity(2),
  merge: arity(2),
  pivot: arity(3, 4),
  reverse: arity(1),
  sort: arity(1, 3),
  unique: arity(1, 2),
  values: arity(1),
  // Kinds and the work of a support desk.
  excel: arity(1),
  generate_case_number: arity(0),
  generate_code: arity(0, 1),
  is_active: arity(1),
  is_autoreply: arity(1, 2),
  is_numeric: arity(1),
  isdate: arity(1),
  isnumeric: arity(1),
} as const satisfies Record<string, FunctionArity>;

const ALL: ReadonlyMap<string, FunctionArity> = new Map([
  ...Object.entries(FUNCTIONS),
  ...Object.entries(MORE_FUNCTIONS),
]);

/** The names of the first table alone. */
export const FUNCTION_NAMES: readonly string[] = Object.keys(FUNCTIONS);

/** The names of all functions. */
export const ALL_FUNCTION_NAMES: readonly string[] = [...ALL.keys()];

/** How many arguments a function takes; undefined when there is none of this name. */
export function functionArity(name: string): FunctionArity | undefined {
  return ALL.get(name);
}
