/** What the reference says of a function. The result of the example is worked out by the interpreter. */
export interface FunctionText {
  /** With its arguments; those in brackets may be left out, `…` stands for any number of them. */
  readonly form: string;
  /** Other names of the same function. */
  readonly aliases?: readonly string[];
  readonly meaning: string;
  readonly example: string;
}

/** A part of the table of functions. */
export interface FunctionGroup {
  readonly title: string;
  readonly functions: readonly FunctionText[];
}

const text = (
  form: string,
  meaning: string,
  example: string,
  aliases: readonly string[] = [],
): FunctionText => ({ form, meaning, example, ...(aliases.length > 0 ? { aliases } : {}) });

/** The variable `rows` of the examples. */
export const EXAMPLE_ROWS = [
  { name: 'ana', sum: 2 },
  { name: 'bea', sum: 1 },
  { name: 'ana', sum: 3 },
];

/** Every function of the language, by what it is about. */
export const FUNCTION_GROUPS: readonly FunctionGroup[] = [
  {
    title: 'Text',
    functions: [
      text('LEN(value)', 'Characters of a text, elements of a list.', 'LEN("día")', ['length']),
      text('UCASE(text)', 'In capital letters.', 'UCASE("ab")', ['upper', 'uppercase']),
      text('LCASE(text)', 'In small letters.', 'LCASE("AB")', ['lower', 'lowercase']),
      text('CAPITALIZE(text)', 'The first letter as a capital.', 'CAPITALIZE("ana")'),
      text('TRIM(text)', 'Without blanks at both ends.', 'TRIM("  a ")'),
      text('LTRIM(text)', 'Without blanks at the beginning.', 'LTRIM("  a ")'),
      text('RTRIM(text)', 'Without blanks at the end.', 'RTRIM("  a ")'),
      text('LEFT(text, count)', 'The first characters.', 'LEFT("order", 2)'),
      text('RIGHT(text, count)', 'The last characters.', 'RIGHT("order", 2)'),
      text(
        'MID(text, start, [count])',
        'Characters from a place on, counted from 1. Of a list: elements, counted from 0.',
        'MID("order", 2, 3)',
      ),
      text(
        'INSTR(text, part, [start])',
        'Where a part is found, from 1; 0 where it is not. `INSTR(start, text, part)` is the same.',
        'INSTR("order", "d")',
      ),
      text('INSTRREV(text, part)', 'Where a part is found last.', 'INSTRREV("a.b.c", ".")'),
      text(
        'REPLACE(text, part, other)',
        'All places of a part replaced.',
        'REPLACE("a-b-c", "-", "+")',
      ),
      text(
        'SPLIT(text, [separator])',
        'The parts as a list; the separator is a comma.',
        'SPLIT("a,b")',
      ),
      text(
        'CONTAINS(container, part)',
        'TRUE when a text, list or object has it.',
        'CONTAINS("order", "rd")',
      ),
      text(
        'STARTS_WITH(text, start)',
        'TRUE when the text begins so.',
        'STARTS_WITH("order", "or")',
        ['startswith'],
      ),
      text('ENDS_WITH(text, end)', 'TRUE when the text ends so.', 'ENDS_WITH("order", "er")', [
        'endswith',
      ]),
      text(
        'EXTRACT_BEFORE(text, mark)',
        'What stands before a mark.',
        'EXTRACT_BEFORE("ana@x.org", "@")',
      ),
      text(
        'EXTRACT_AFTER(text, mark)',
        'What stands after a mark.',
        'EXTRACT_AFTER("ana@x.org", "@")',
      ),
      text(
        'EXTRACT_BETWEEN(text, start, end)',
        'What stands between two marks.',
        'EXTRACT_BETWEEN("a[b]c", "[", "]")',
      ),
      text('STR(value)', 'The value as a text.', 'STR(2.50)'),
      text('CHR(code)', 'The character of a code.', 'CHR(65)'),
      text('ASC(text)', 'The code of the first character.', 'ASC("A")'),
      text('SPACE(count)', 'So many blanks.', '"[" + SPACE(3) + "]"'),
      text('STRING(count, text)', 'A text so many times.', 'STRING(3, "ab")'),
    ],
  },
  {
    title: 'Numbers',
    functions: [
      text('VAL(text)', 'The number at the beginning of a text, else 0.', 'VAL("12 kg")'),
      text(
        'TO_NUMBER(value)',
        'The value as a number; other text fails with VALUE_TYPE.',
        'TO_NUMBER("12.5")',
      ),
      text('ROUND(number, [places])', 'Rounded, half away from zero.', 'ROUND(2.345, 2)'),
      text('INT(number)', 'Rounded down.', 'INT(-1.5)', ['floor']),
      text('CEIL(number)', 'Rounded up.', 'CEIL(1.2)'),
      text('FIX(number)', 'Without decimals.', 'FIX(-1.5)'),
      text('ABS(number)', 'Without sign.', 'ABS(-3)'),
      text('SGN(number)', 'The sign: -1, 0 or 1.', 'SGN(-3)'),
      text('MOD(number, divisor)', 'What is left of a division.', 'MOD(7, 3)'),
      text('SQRT(number)', 'The square root.', 'SQRT(9)', ['sqr']),
    ],
  },
  {
    title: 'Lists and rows',
    functions: [
      text('APPEND(list, value)', 'The list with a value at its end.', 'APPEND([1], 2)'),
      text(
        'SLICE(list, start, [end])',
        'Elements from a place, from 0, to before another. Also for text.',
        'SLICE([1, 2, 3], 1)',
      ),
      text('UBOUND(list)', 'How many elements a list has.', 'UBOUND([1, 2])'),
      text(
        'FIRST(list, [what])',
        'The first element; with a number the first so many, with a name that field.',
        'FIRST([4, 5, 6], 2)',
      ),
      text(
        'LAST(list, [what])',
        'The last element; with a number the last so many, with a name that field.',
        'LAST([4, 5, 6])',
      ),
      text('REVERSE(list)', 'In reverse order.', 'REVERSE([1, 2])'),
      text(
        'SORT(list, [fields], [direction])',
        'In order: `SORT(rows, "total DESC, name")`.',
        'SORT(rows, "sum", "DESC")',
      ),
      text('UNIQUE(list, [field])', 'Without repetitions.', 'UNIQUE([1, 2, 1])'),
      text(
        'FILTER(list, condition, [value])',
        'The rows for which a condition holds, or whose field has a value.',
        'FILTER(rows, "sum > 1 AND name = \'ana\'")',
      ),
      text(
        'MAP(list, fields)',
        'One field of each row, or rows with new names: `"old->new"`.',
        'MAP(rows, "name")',
      ),
      text(
        'JOIN(list, [separator], [key])',
        'The elements as one text; `JOIN(left, right, "key")` joins the rows of two lists.',
        'JOIN([1, 2], "-")',
      ),
      text(
        'COUNT(list, [what])',
        'How many; with a field where it is filled, with a condition where it holds.',
        'COUNT(rows, "sum > 1")',
      ),
      text('SUM(list, [field])', 'The sum.', 'SUM(rows, "sum")'),
      text('AVG(list, [field])', 'The average; of nothing 0.', 'AVG([1, 2])'),
      text(
        'MAX(value, …)',
        'The greatest of its arguments, of a list, or of a field: `MAX(rows, "sum")`.',
        'MAX(1, 3, 2)',
      ),
      text('MIN(value, …)', 'The least.', 'MIN([3, 1])'),
      text(
        'AGGREGATE(operation, list, [field], [condition])',
        'SUM, AVG, COUNT, MIN or MAX of a field.',
        'AGGREGATE("SUM", rows, "sum", "name = \'ana\'")',
      ),
      text(
        'GROUP_BY(list, field)',
        'An object with the rows by the text of a field.',
        'KEYS(GROUP_BY(rows, "name"))',
      ),
      text(
        'PIVOT(list, row, value, [more])',
        'Sums for each row name; `PIVOT(rows, "row", "column", "value")` has columns too.',
        'PIVOT(rows, "name", "sum")',
      ),
      text(
        'FILL(data, template)',
        'Fields in the places `{{name}}` of a text; a list of rows gives a list.',
        'FILL({ n: "Ana" }, "Dear {{n}}")',
      ),
      text(
        'MERGE(left, right)',
        'Two lists one after the other, or two objects in one, in which the second wins.',
        'MERGE({ a: 1 }, { a: 2, b: 3 })',
      ),
      text('KEYS(object)', 'The names of the members.', 'KEYS({ a: 1 })'),
      text('VALUES(object)', 'The values of the members.', 'VALUES({ a: 1 })'),
    ],
  },
  {
    title: 'Dates, all in UTC',
    functions: [
      text('NOW()', 'The time of the run. The word alone is enough: `NOW`.', 'NOW()'),
      text('TODAY()', 'The day of the run.', 'TODAY()'),
      text(
        'DATE([year], [month], [day])',
        'A day; of one date its day, of nothing today.',
        'DATE(2026, 3, 5)',
      ),
      text('DATEVALUE(date)', 'The day of a date or text.', 'DATEVALUE("2026-03-05T10:00:00Z")'),
      text(
        'DATEADD(date, count, [unit])',
        'A later date; the unit is a day unless given. The arguments may stand in other orders.',
        'DATEADD("2026-01-31", 1, "month")',
      ),
      text(
        'DATEDIFF(from, to, [unit])',
        'Whole units between two dates, days unless given.',
        'DATEDIFF("2026-01-01", "2026-03-05", "day")',
      ),
      text('ADD_DAYS(date, count)', 'Days later.', 'ADD_DAYS("2026-03-05", 2)'),
      text('ADD_HOURS(date, count)', 'Hours later.', 'ADD_HOURS("2026-03-05", 2)'),
      text('ADD_MONTHS(date, count)', 'Months later.', 'ADD_MONTHS("2026-03-05", 2)'),
      text('DAYS_BETWEEN(from, to)', 'Whole days.', 'DAYS_BETWEEN("2026-03-01", "2026-03-05")'),
      text('HOURS_BETWEEN(from, to)', 'Whole hours.', 'HOURS_BETWEEN("2026-03-04", "2026-03-05")'),
      text(
        'MINUTES_BETWEEN(from, to)',
        'Whole minutes.',
        'MINUTES_BETWEEN("2026-03-04", "2026-03-05")',
      ),
      text(
        'SECONDS_BETWEEN(from, to)',
        'Whole seconds.',
        'SECONDS_BETWEEN("2026-03-04", "2026-03-05")',
      ),
      text('YEAR(date)', 'The year.', 'YEAR("2026-03-05")'),
      text('MONTH(date)', 'The month, from 1.', 'MONTH("2026-03-05")'),
      text('DAY(date)', 'The day of the month.', 'DAY("2026-03-05")'),
      text('HOUR(date)', 'The hour.', 'HOUR("2026-03-05T10:20:30Z")'),
      text('MINUTE(date)', 'The minute.', 'MINUTE("2026-03-05T10:20:30Z")'),
      text('SECOND(date)', 'The second.', 'SECOND("2026-03-05T10:20:30Z")'),
      text('WEEKDAY(date)', 'The day of the week; Sunday is 1.', 'WEEKDAY("2026-03-05")'),
      text('WEEKDAYNAME(date)', 'The English name of the day.', 'WEEKDAYNAME("2026-03-05")'),
      text('MONTHNAME(month)', 'The English name of a month, by number or date.', 'MONTHNAME(3)'),
      text('DAYS(count)', 'So many days in seconds: `NOW() + DAYS(2)`, `WAIT DAYS(1)`.', 'DAYS(2)'),
      text('HOURS(count)', 'So many hours in seconds.', 'HOURS(2)'),
      text('MINUTES(count)', 'So many minutes in seconds.', 'MINUTES(2)'),
      text('SECONDS(count)', 'So many seconds.', 'SECONDS(2)'),
      text(
        'FORMAT(value, [pattern])',
        'A number or date by a pattern; "JSON" and "YAML" print any value.',
        'FORMAT(1234.5, "#,##0.00")',
      ),
      text(
        'FORMAT_DATE(date, [pattern])',
        'A date, `YYYY-MM-DD` unless given.',
        'FORMAT_DATE("2026-03-05", "DD/MM")',
      ),
      text(
        'FORMAT_TIME(date, [pattern])',
        'A time, `HH:mm:ss` unless given.',
        'FORMAT_TIME("2026-03-05T10:20:30Z")',
      ),
    ],
  },
  {
    title: 'Choice and kinds',
    functions: [
      text(
        'IIF(test, yes, no)',
        'One of two values; the other one is not worked out.',
        'IIF(2 > 1, "more", "less")',
        ['if'],
      ),
      text('NVL(value, other)', 'The second value where the first is NULL.', 'NVL(NULL, 5)'),
      text('COALESCE(value, …)', 'The first value that is not NULL.', 'COALESCE(NULL, NULL, 3)'),
      text('ISNULL(value)', 'TRUE for NULL, and for a FIND without rows.', 'ISNULL(NULL)'),
      text(
        'ISEMPTY(value)',
        'TRUE for NULL, "", and what has no elements or members.',
        'ISEMPTY([])',
      ),
      text('ISNUMERIC(value)', 'TRUE for a number and for text that is one.', 'ISNUMERIC("12.5")', [
        'is_numeric',
      ]),
      text('ISDATE(value)', 'TRUE for a date and for text that is one.', 'ISDATE("2026-02-30")'),
      text('TYPEOF(value)', 'null, boolean, number, string, date, array or object.', 'TYPEOF([1])'),
      text(
        'IS_ACTIVE(value)',
        'TRUE for TRUE and "active", and for objects whose `active` or `status` says so.',
        'IS_ACTIVE({ status: "active" })',
      ),
      text(
        'IS_PERSONAL_EMAIL(address)',
        'TRUE for an address at a provider of free mailboxes.',
        'IS_PERSONAL_EMAIL("ana@gmail.com")',
      ),
      text(
        'IS_AUTOREPLY(text, [headers])',
        'TRUE for the words of automatic answers.',
        'IS_AUTOREPLY("Out of office")',
      ),
    ],
  },
  {
    title: 'Forms of data, chance, the run',
    functions: [
      text('JSON(value)', 'Reads a text; prints everything else.', 'JSON("[1, 2]")'),
      text('TOJSON(value)', 'Prints as JSON.', 'TOJSON({ a: [1] })'),
      text('TOYAML(value)', 'Prints as YAML.', 'TOYAML({ a: 1 })'),
      text('CSV(value)', 'Reads a text as rows; prints rows.', 'CSV("a,b\\n1,2")'),
      text(
        'EXCEL(rows)',
        'Prints rows as a workbook in XML that Excel opens.',
        'CONTAINS(EXCEL(rows), "Workbook")',
      ),
      text('XML(value)', 'Prints as XML.', 'XML({ a: 1 })'),
      text(
        'RANDOM([from], [to])',
        'From 0 to below 1; with one number from 1 to it, with two from one to the other.',
        'RANDOM(6) BETWEEN 1 AND 6',
      ),
      text('RND([unused])', 'From 0 to below 1.', 'RND() < 1'),
      text('UUID()', 'An identifier.', 'LEN(UUID())', ['guid']),
      text(
        'GENERATE_CASE_NUMBER()',
        '`CASE-`, the day, and six digits.',
        'LEFT(GENERATE_CASE_NUMBER(), 14)',
      ),
      text('GENERATE_CODE([digits])', 'So many digits, six unless given.', 'LEN(GENERATE_CODE(4))'),
      text(
        'SESSION_ID()',
        'The variable `session_id`, NULL where nothing sets it.',
        'SESSION_ID()',
      ),
      text('BOT_ID()', 'The variable `bot_id`, NULL where nothing sets it.', 'BOT_ID()'),
    ],
  },
];

/** By every name of a function in small letters; under another name the form has that name. */
export const FUNCTION_TEXTS: ReadonlyMap<string, FunctionText> = new Map(
  FUNCTION_GROUPS.flatMap(({ functions }) => functions).flatMap((known) => {
    const at = known.form.indexOf('(');
    const named = (name: string): readonly [string, FunctionText] => [
      name,
      { ...known, form: `${name.toUpperCase()}${known.form.slice(at)}` },
    ];
    return [known.form.slice(0, at).toLowerCase(), ...(known.aliases ?? [])].map(named);
  }),
);
