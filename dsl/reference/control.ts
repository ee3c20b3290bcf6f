import { entry, type KeywordGroup } from './entry';

/** Choice, loops, SUBs, jumps and the end. */
export const CONTROL: KeywordGroup = {
  title: 'Choice, loops, SUBs',
  entries: [
    entry(
      ['IF', 'IF condition THEN … [ELSE IF condition THEN …] [ELSE …] END IF'],
      'Runs the lines of the first condition that holds. ELSEIF and ENDIF are accepted; on one line there is no END IF.',
      [
        `' expect result: "small"`,
        'total = 5',
        'IF total > 100 THEN',
        '  size = "large"',
        'ELSE IF total > 10 THEN',
        '  size = "medium"',
        'ELSE',
        '  size = "small"',
        'END IF',
        'IF total < 0 THEN size = "none" ELSE size = size',
        'RETURN size',
      ],
    ),
    entry(
      ['SELECT CASE', 'SELECT CASE value … CASE a, b … [CASE ELSE …] END SELECT'],
      'Runs the lines of the first CASE with the value. `SWITCH value … CASE a … DEFAULT … END SWITCH` is the same.',
      [
        `' expect result: "on its way"`,
        'status = "shipped"',
        'SELECT CASE status',
        '  CASE "new", "paid"',
        '    answer = "here"',
        '  CASE "shipped"',
        '    answer = "on its way"',
        '  CASE ELSE',
        '    answer = "unknown"',
        'END SELECT',
        'RETURN answer',
      ],
      { also: ['SWITCH'] },
    ),
    entry(
      ['FOR', 'FOR name = first TO last [STEP number] … NEXT [name]'],
      'Counts from one bound to the other, both included, and runs its lines each time.',
      [
        `' expect result: [9, 6, 3]`,
        'FOR i = 9 TO 1 STEP -3',
        '  APPEND seen, i',
        'NEXT i',
        'RETURN seen',
      ],
      { clauses: [['STEP number', 'How far it counts each time, 1 unless given.']] },
    ),
    entry(
      [
        'FOR EACH',
        'FOR EACH name IN list [LAST number] [IN PARALLEL [MAX number] [JOIN …]] [DO] … NEXT [name]',
      ],
      'Runs its lines for each element of a list, one after the other or side by side. END FOR is accepted for NEXT.',
      [
        `' expect result: [4, 9]`,
        'FOR EACH n IN [1, 2, 3] LAST 2 IN PARALLEL MAX 2 JOIN ALL',
        '  APPEND squares, n * n',
        'NEXT n',
        'RETURN squares',
      ],
      {
        cost: 'branches',
        clauses: [
          ['LAST number', 'Takes only so many elements, the last ones.'],
          ['IN PARALLEL', 'Walks the turns side by side, each as a branch.'],
          ['MAX number', 'At most so many turns at one time.'],
          ['JOIN ALL, JOIN ANY, JOIN number OF, SETTLED', 'When it goes on, as of PARALLEL.'],
        ],
      },
    ),
    entry(
      ['WHILE', 'WHILE condition … END WHILE'],
      'Runs its lines as long as the condition holds. WEND and ENDWHILE are accepted for END WHILE.',
      [`' expect result: 3`, 'n = 0', 'WHILE n < 3', '  n = n + 1', 'WEND', 'RETURN n'],
    ),
    entry(
      ['DO', 'DO [WHILE condition | UNTIL condition] … LOOP [WHILE condition | UNTIL condition]'],
      'Runs its lines again and again; a condition behind LOOP is asked after each turn.',
      [`' expect result: 3`, 'DO', '  n = n + 1', 'LOOP UNTIL n = 3', 'RETURN n'],
    ),
    entry(
      ['EXIT FOR', 'EXIT FOR, EXIT DO, EXIT WHILE, EXIT LOOP'],
      'Leaves the nearest loop of that kind.',
      [`' expect result: 2`, 'FOR i = 1 TO 9', '  IF i = 2 THEN EXIT FOR', 'NEXT i', 'RETURN i'],
      { also: ['EXIT DO', 'EXIT WHILE', 'EXIT LOOP'] },
    ),
    entry(['BREAK', 'BREAK'], 'Leaves the innermost loop of any kind.', [
      `' expect result: 1`,
      'DO',
      '  n = n + 1',
      '  BREAK',
      'LOOP',
      'RETURN n',
    ]),
    entry(
      ['SUB', 'SUB name(parameter, …) … END SUB'],
      'Lines that CALL runs by name. They work on the variables of the program.',
      [
        `' expect result: "Hello Ana"`,
        'CALL greet("Ana")',
        'RETURN text',
        'SUB greet(name)',
        '  text = "Hello " + name',
        'END SUB',
      ],
    ),
    entry(
      ['FUNCTION', 'FUNCTION name(parameter, …) … RETURN value … END FUNCTION'],
      'Lines that give a value.',
      [
        `' expect result: 42`,
        'RETURN twice(21)',
        'FUNCTION twice(n)',
        '  RETURN n * 2',
        'END FUNCTION',
      ],
    ),
    entry(
      ['EXIT SUB', 'EXIT SUB, EXIT FUNCTION'],
      'Leaves the SUB or FUNCTION.',
      [
        `' expect result: "none"`,
        'CALL look("")',
        'RETURN answer',
        'SUB look(name)',
        '  answer = "none"',
        '  IF name = "" THEN EXIT SUB',
        '  answer = name',
        'END SUB',
      ],
      { also: ['EXIT FUNCTION'] },
    ),
    entry(
      ['CALL', 'CALL name(values), CALL name values, [name =] CALL "file.bas", values [AS CHILD]'],
      'Runs a SUB, or another file of the package.',
      [
        `' expect result: 3`,
        'CALL add 1, 2',
        'RETURN sum',
        'SUB add(a, b)',
        '  sum = a + b',
        'END SUB',
      ],
      {
        clauses: [
          [
            'AS CHILD',
            'The file is a run of its own: its end costs 4 events, and it can be followed.',
          ],
        ],
      },
    ),
    entry(
      ['GOTO', 'GOTO label'],
      'Goes on behind the label `name:`, on the outermost level of the program or SUB.',
      [`' expect result: 3`, 'again:', 'n = n + 1', 'IF n < 3 THEN GOTO again', 'RETURN n'],
    ),
    entry(
      ['GOSUB', 'GOSUB label'],
      'Does what follows the label up to the first RETURN, and comes back.',
      ['GOSUB greet', 'EXIT', 'greet:', '  TALK "Hello"', 'RETURN'],
    ),
    entry(
      ['RETURN', 'RETURN [value], RETURN WITH name AS value, …'],
      'Leaves the SUB or ends the program with a value.',
      [
        `' expect result: { "price": 5, "currency": "EUR" }`,
        'RETURN WITH price AS 5, currency AS "EUR"',
      ],
    ),
    entry(
      ['EXIT', 'EXIT, EXIT WORKFLOW'],
      'Ends the program without a value.',
      [`' expect result: null`, 'IF NOT order THEN EXIT', 'TALK "There is one"'],
      { also: ['EXIT WORKFLOW'] },
    ),
  ],
};
