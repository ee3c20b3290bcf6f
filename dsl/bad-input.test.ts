import { compile } from './compile';
import { MAX_DIAGNOSTICS } from './reporter';
import { positionAt } from './source';

/** A text and what is told about it: `line:column severity CODE`, hints left out. */
type Case = readonly [name: string, text: string, ...told: string[]];

function toldAbout(text: string): readonly string[] {
  const { diagnostics, source } = compile({ file: 'bad.bas', text });
  return diagnostics.flatMap(({ code, severity, span }) => {
    const { line, column } = positionAt(source, span.start);
    return severity === 'hint' ? [] : [`${line}:${column} ${severity} ${code}`];
  });
}

const CHARACTERS: readonly Case[] = [
  ['a text without its end', 'TALK "abc', '1:6 error BASIC_OPEN_TEXT'],
  ['quotes of a word processor', 'TALK “a b”', '1:6 error BASIC_SMART_QUOTE'],
  ['a NUL', 'x = 1\ny = \u0000 2', '2:5 error BASIC_CHARACTER'],
  ['a NUL in a text', 'x = 1\nTALK "a\u0000b"', '2:8 error BASIC_CHARACTER'],
  ['a NUL in lines of text', 'BEGIN TALK\na\u0000\nEND TALK', '2:2 error BASIC_CHARACTER'],
  ['a NUL in a comment', "' \u0000\nTALK 1", '1:3 error BASIC_CHARACTER'],
  ['half a character', 'TALK "a\ud800b"', '1:8 error BASIC_CHARACTER'],
  ['line ends of old Macs', 'x = 1\ry = 2\rTALK y +', '3:9 error BASIC_VALUE_MISSING'],
  ['a line separator in a text', 'TALK "a\u2028b"'],
  ['a line separator outside of one', 'x = 1 \u2028 2', '1:7 error BASIC_CHARACTER'],
  ['a turn of the direction of writing', 'x = \u202e 1', '1:5 warning BASIC_DIRECTION'],
  ['an invisible blank in a keyword', 'TA\u200bLK "x"', '1:1 error BASIC_UNKNOWN_KEYWORD'],
  ['two points in a number', 'x = 1..2', '1:5 error BASIC_NUMBER'],
  ['letters behind a number', 'x = 12abc', '1:5 error BASIC_NUMBER'],
  ['a number that is too large', 'x = 1e999', '1:5 error BASIC_NUMBER_RANGE'],
  ['a hexadecimal number', 'x = 0x1F', '1:5 error BASIC_NUMBER'],
  ['UTF-16 without its mark', 'T\u0000A\u0000L\u0000K\u0000', '1:1 error BASIC_ENCODING'],
  ['bytes that are no UTF-8', 'TALK "\ufffd("', '1:7 error BASIC_ENCODING'],
  ['a mark of UTF-8', '\ufeffTALK "x"'],
  ['a letter of another alphabet', '\u0422ALK "x"', '1:1 error BASIC_UNKNOWN_KEYWORD'],
];

const BLOCKS: readonly Case[] = [
  ['IF without its end', 'IF x THEN\nTALK "a"', '1:1 error BASIC_BLOCK_OPEN'],
  ['END IF alone', 'END IF', '1:1 error BASIC_STRAY_END'],
  ['NEXT of another variable', 'FOR i = 1 TO 3\nNEXT j', '2:6 error BASIC_NEXT_VARIABLE'],
  ['one END FOR too many', 'FOR EACH a IN b\nEND FOR\nEND FOR', '3:1 error BASIC_STRAY_END'],
  [
    'CASE while an IF is open',
    'SELECT CASE a\nCASE 1\nIF x THEN\nTALK "a"\nCASE 2\nTALK "b"\nEND SELECT',
    '3:1 error BASIC_BLOCK_OPEN',
  ],
  ['PARALLEL without its end', 'PARALLEL\nBRANCH A: TALK "x"', '1:1 error BASIC_BLOCK_OPEN'],
  ['BRANCH outside of PARALLEL', 'BRANCH A: TALK "x"', '1:1 error BASIC_BRANCH_OUTSIDE'],
  ['END ON alone', 'END ON', '1:1 error BASIC_STRAY_END'],
  ['ELSE twice', 'IF x THEN\nELSE\nELSE\nEND IF', '3:1 error BASIC_ELSE_TWICE'],
  ['ELSE IF after ELSE', 'IF x THEN\nELSE\nELSE IF y THEN\nEND IF', '3:1 error BASIC_ELSE_TWICE'],
  ['SELECT without CASE', 'SELECT CASE a\nEND SELECT', '1:1 error BASIC_NO_CASE'],
  ['WEND that ends FOR', 'FOR i = 1 TO 2\nWEND', '2:1 error BASIC_STRAY_END'],
  ['SUB inside SUB', 'SUB a()\nSUB b()\nEND SUB\nEND SUB', '2:1 error BASIC_SUB_INSIDE'],
  ['BEGIN TALK without its end', 'BEGIN TALK\nhello', '1:1 error BASIC_BLOCK_OPEN'],
  [
    'END WORKFLOW twice',
    'ORCHESTRATE WORKFLOW "a"\nEND WORKFLOW\nEND WORKFLOW',
    '3:1 error BASIC_END_WORKFLOW',
  ],
  [
    'ends of blocks the wrong way round',
    'IF x THEN\nFOR i = 1 TO 2\nEND IF\nNEXT i',
    '2:1 error BASIC_BLOCK_OPEN',
  ],
];

const STATEMENTS: readonly Case[] = [
  ['IF without THEN', 'IF x\nTALK "a"\nEND IF', '1:5 error BASIC_MISSING_THEN'],
  ['STEP without its number', 'STEP : BOT "a" "b"', '1:6 error BASIC_STEP_NUMBER'],
  ['STEP without a colon', 'STEP 1 BOT', '1:8 error BASIC_STEP_COLON'],
  ['BOT without an action', 'BOT "a",', '1:9 error BASIC_BOT'],
  ['HUMAN APPROVAL of nobody', 'HUMAN APPROVAL', '1:15 error BASIC_APPROVAL_FROM'],
  ['TIMEOUT of nothing', 'HUMAN APPROVAL FROM "m" TIMEOUT', '1:32 error BASIC_VALUE_MISSING'],
  [
    'an action that is none',
    'HUMAN APPROVAL FROM "m" TIMEOUT 5\nON TIMEOUT: EXPLODE',
    '2:13 error BASIC_TIMEOUT_ACTION',
  ],
  ['WAIT FOR without EVENT', 'WAIT FOR "x"', '1:6 error BASIC_WAIT_FOR'],
  ['OPTIMIZE FOR nothing', 'x = LLM "p" WITH OPTIMIZE FOR', '1:30 error BASIC_VALUE_MISSING'],
  ['an assignment of nothing', 'x =', '1:4 error BASIC_VALUE_MISSING'],
  ['an assignment to nothing', '= 5', '1:1 error BASIC_NO_STATEMENT'],
  ['an operator at the end', 'TALK "a" +\nTALK "b"', '1:11 error BASIC_VALUE_MISSING'],
  ['FOR EACH without a variable', 'FOR EACH IN list\nNEXT', '1:13 error BASIC_FOR'],
  ['a memory without a value', 'SET BOT MEMORY "k"', '1:19 error BASIC_MEMORY'],
  ['a keyword with a letter too many', 'TALKE "x"', '1:1 error BASIC_UNKNOWN_KEYWORD'],
  [
    'a loop whose words stand in another order',
    'EACH FOR x IN list\nTALK x\nNEXT x',
    '1:1 error BASIC_WORD_ORDER',
  ],
  ['GOTO nowhere', 'GOTO nowhere', '1:6 error BASIC_LABEL_UNKNOWN'],
];

const MEANING: readonly Case[] = [
  ['a time below zero', 'HUMAN APPROVAL FROM "m" TIMEOUT -5', '1:33 error BASIC_TIMEOUT'],
  ['a time without end', 'WAIT FOR EVENT "e" TIMEOUT 1e12', '1:28 error BASIC_TIMEOUT'],
  ['a time in words', 'WAIT FOR EVENT "e" TIMEOUT "soon"', '1:28 error BASIC_TIMEOUT'],
  [
    'two branches of one name',
    'PARALLEL\nBRANCH A: TALK "x"\nBRANCH A: TALK "y"\nEND PARALLEL',
    '3:8 warning BASIC_BRANCH_TWICE',
  ],
  ['two SUBs of one name', 'SUB a()\nEND SUB\nSUB a()\nEND SUB', '3:5 error BASIC_SUB_TWICE'],
  [
    'a goal of a model that nobody knows',
    'x = LLM "p" WITH OPTIMIZE FOR "vibes"',
    '1:31 warning BASIC_MODEL_OPTION',
  ],
  ['a negative cost', 'x = LLM "p" WITH MAX_COST -1', '1:27 error BASIC_MODEL_OPTION'],
  [
    'an event that brings itself about',
    'ON EVENT "e" DO\nPUBLISH EVENT "e"\nEND ON',
    '2:1 warning BASIC_EVENT_LOOP',
  ],
  ['a delegation to nobody', 'DELEGATE m', '1:1 warning BASIC_NOT_AVAILABLE'],
  ['a SUB that calls itself', 'SUB a()\nCALL a()\nEND SUB'],
  ['EXIT FOR outside of a loop', 'EXIT FOR', '1:1 error BASIC_EXIT_OUTSIDE'],
  [
    'two workflows',
    'ORCHESTRATE WORKFLOW "a"\nORCHESTRATE WORKFLOW "b"',
    '2:1 error BASIC_WORKFLOW_TWICE',
  ],
  ['an event without a name', 'WAIT FOR EVENT ""', '1:16 error BASIC_EVENT_NAME'],
  [
    'an event with an endless name',
    `WAIT FOR EVENT "${'e'.repeat(2000)}"`,
    '1:16 error BASIC_EVENT_NAME',
  ],
  ['an input twice', 'PARAM x AS STRING\nPARAM x AS STRING', '2:7 error BASIC_PARAM_TWICE'],
  ['a constructor', 'constructor = 1', '1:1 error BASIC_RESERVED_NAME'],
  ['a prototype', '__proto__ = 1', '1:1 error BASIC_RESERVED_NAME'],
];

const HOSTILE: readonly Case[] = [
  ['a script of a page', 'TALK "<img src=x onerror=alert(1)>"'],
  [
    'a call of a constructor',
    'TALK "${constructor.constructor("return 1")}"',
    '1:9 error BASIC_RESERVED_NAME',
    '1:21 error BASIC_RESERVED_NAME',
  ],
  ['SQL as a table', 'x = FIND "t; DROP TABLE runs", "id=1"', '1:10 error BASIC_TABLE_NAME'],
  ['SQL as a filter', 'x = FIND "t", "1=1) UNION SELECT"', '1:15 error BASIC_FILTER'],
  ['a value in a filter', 'y = 1\nx = FIND "t", "id=\'${y}\'"'],
  ['SQL as a new table', 'TABLE "a""; DROP"\nid number\nEND TABLE', '1:1 error BASIC_TABLE_NAME'],
  ['a table of the database', 'TABLE pg_catalog.pg_user\nid number\nEND TABLE'],
  ['an address that only a run refuses', 'x = GET "http://169.254.169.254/"'],
  ['a file of the machine', 'x = GET "file:///etc/passwd"', '1:5 warning BASIC_NOT_AVAILABLE'],
  ['a path that leads up', 'x = GET "../../etc/passwd"', '1:5 warning BASIC_NOT_AVAILABLE'],
  ['a time with seven parts', 'SET SCHEDULE "* * * * * * *"', '1:1 warning BASIC_NOT_AVAILABLE'],
  ['templates of others', 'TALK "{{7*7}} <%= 7*7 %>"'],
];

const ACCEPTED: readonly Case[] = [
  ['nothing', ''],
  ['comments', "' only\nREM x\n// y"],
  ['a variable called case', 'case = FIND "t", "id=1"'],
  ['a variable called step', 'step = 1'],
  ['a STEP twice', 'ORCHESTRATE WORKFLOW "a"\nSTEP 4: BOT "a" "b"\nSTEP 4: BOT "c" "d"'],
  ['semicolons', 'TALK "x";\nRETURN true;'],
  ['line ends of Windows', 'IF x THEN\r\n  TALK "a"\r\nEND IF\r\n'],
  ['a text over lines', 'TALK "a\nb\nc"'],
  [
    'an IF that a canvas left open',
    'ORCHESTRATE WORKFLOW "a"\nIF x THEN\nTALK "a"\nEND WORKFLOW',
    '2:1 warning BASIC_CLOSED_FOR_YOU',
  ],
  ['a bot that nobody knows', 'BOT "unknown" "x"'],
  ['names that are keywords', 'list = [1]\nfilter = 2\norder = list[0]\nRETURN order'],
];

describe.each([
  ['of characters', CHARACTERS],
  ['of blocks', BLOCKS],
  ['of statements', STATEMENTS],
  ['of meaning', MEANING],
  ['that are hostile', HOSTILE],
  ['that are none', ACCEPTED],
])('mistakes %s', (_, cases) => {
  it.each(cases)('%s', (_name, text, ...told) => {
    expect(toldAbout(text)).toEqual(told);
  });
});

/** Texts that are made to take long, in a size; what is told first. */
const BOMBS: readonly (readonly [string, (size: number) => string, string])[] = [
  ['open brackets', (size) => `x = ${'('.repeat(size)}`, 'BASIC_TOO_DEEP'],
  ['open blocks', (size) => 'IF a THEN\n'.repeat(size), 'BASIC_TOO_DEEP'],
  ['open objects', (size) => `x = ${'{a:'.repeat(size)}`, 'BASIC_TOO_DEEP'],
  ['a long sum', (size) => `x = 1${' + 1'.repeat(size)}`, 'BASIC_TOO_LONG'],
  [
    'branches',
    (size) => `PARALLEL\n${'BRANCH a: TALK "x"\n'.repeat(size)}END PARALLEL`,
    'BASIC_TOO_MANY_BRANCHES',
  ],
  ['AND NOT', (size) => `x = 1${' AND NOT 1'.repeat(size)}`, 'BASIC_TOO_LONG'],
  ['comments before a mistake', (size) => `${"' c\n".repeat(size)}x =`, 'BASIC_VALUE_MISSING'],
  ['unknown keywords', (size) => 'foo1 "x"\n'.repeat(size), 'BASIC_UNKNOWN_KEYWORD'],
  ['a long name', (size) => `x = ${'a'.repeat(size)}`, 'BASIC_NAME_LENGTH'],
];

describe('a text that is made to take long', () => {
  it.each(BOMBS)('%s', (_, make, code) => {
    const { diagnostics, plan } = compile({ file: 'bomb.bas', text: make(5_000) });
    expect(plan).toBeUndefined();
    expect(diagnostics.length).toBeLessThanOrEqual(MAX_DIAGNOSTICS);
    expect(diagnostics.map((one) => one.code)).toContain(code);
  });

  it.each([
    ['lines', 'TALK "x"\n'.repeat(200_000)],
    ['a line', `TALK "${'a'.repeat(100_000)}"`],
    ['eight million characters in a line', `TALK ${'a'.repeat(8_000_000)}`],
    ['a text of fifty million', `x = "${'a'.repeat(50_000_000)}"`],
    ['a name of a million', `${'a'.repeat(1_000_000)} = 1`],
    ['ELSE IF', `IF a THEN\n${'ELSE IF b THEN\n'.repeat(100_000)}END IF`],
    ['AND NOT two hundred thousand times', `x = 1${' AND NOT 1'.repeat(200_000)}`],
    ['quotes', `x = ${'"'.repeat(500_000)}`],
  ])('and is too large: %s', (_, text) => {
    expect(toldAbout(text)).toEqual(['1:1 error BASIC_TOO_LARGE']);
  });

  it('by keywords that nobody knows, each another one, is told of up to the limit', () => {
    const text = Array.from({ length: 20_000 }, (_, number) => `w${number} x`).join('\n');
    expect(toldAbout(text)).toHaveLength(MAX_DIAGNOSTICS);
  });

  it('by interpolations in interpolations that never end stays text', () => {
    const text = `x = "${'${'.repeat(30_000)}"`;
    expect(compile({ file: 'bomb.bas', text }).plan?.blocks['main']).toMatchObject([
      { kind: 'assign', value: { op: 'literal', value: '${'.repeat(30_000) } },
    ]);
  });
});
