import { entry } from './entry';

/** What the form allows and the meaning does not. */
export const MEANING = {
  BASIC_NOT_AVAILABLE: entry(
    'A keyword cannot run here',
    'The keyword belongs to the language, so the file compiles. A run that reaches it fails.',
    ['PLAY "song.mp3"'],
    ['TALK "la la"'],
  ),
  BASIC_FILTER: entry(
    'A filter cannot be read',
    'A filter compares columns with values. It has to stand in the text, so that it can be checked.',
    ['x = FIND "orders", "1=1) UNION"'],
    ['x = FIND "orders", "state = \'open\' AND total > 10"'],
  ),
  BASIC_UNKNOWN_FUNCTION: entry(
    'There is no such function',
    'The name is neither a function of the language nor a FUNCTION of the file.',
    ['x = UCAES("a")'],
    ['x = UCASE("a")'],
  ),
  BASIC_FUNCTION_ARGUMENTS: entry(
    'A function gets the wrong number of arguments',
    'The message tells how many it takes.',
    ['x = UCASE("a", "b")'],
    ['x = UCASE("a")'],
  ),
  BASIC_UNKNOWN_SUB: entry(
    'There is no such SUB',
    'CALL names a SUB or FUNCTION of the same file.',
    ['CALL greet("Ana")'],
    ['CALL greet("Ana")', 'SUB greet(who)', '  TALK who', 'END SUB'],
  ),
  BASIC_SUB_TWICE: entry(
    'Two SUBs with one name',
    'Each SUB and FUNCTION of a file has a name of its own.',
    ['SUB a', 'END SUB', 'SUB a', 'END SUB'],
    ['SUB a', 'END SUB', 'SUB b', 'END SUB'],
  ),
  BASIC_RESERVED_NAME: entry(
    'A reserved name',
    'The names __proto__, prototype and constructor cannot be used for anything.',
    ['constructor = 1'],
    ['builder = 1'],
  ),
  BASIC_NAME_LENGTH: entry(
    'A name is empty or too long',
    'A name has 1 to 200 characters.',
    [`${'n'.repeat(201)} = 1`],
    ['n = 1'],
  ),
  BASIC_PARAM_TWICE: entry(
    'An input is declared twice',
    'Each PARAM of a program has a name of its own.',
    ['PARAM total AS NUMBER', 'PARAM total AS NUMBER'],
    ['PARAM total AS NUMBER', 'PARAM count AS NUMBER'],
  ),
  BASIC_PARAM_TYPE: entry(
    'An unknown type',
    'The types are STRING, TEXT, INTEGER, NUMBER, BOOLEAN, DATE, DATETIME, EMAIL, PHONE, MONEY, NAME, FILE, OBJECT, ARRAY and ENUM.',
    ['PARAM total AS NUMBR'],
    ['PARAM total AS NUMBER'],
  ),
  BASIC_EXIT_OUTSIDE: entry(
    'EXIT outside of what it leaves',
    'EXIT FOR stands in a FOR, EXIT DO in a DO, EXIT WHILE in a WHILE, BREAK in any loop, EXIT SUB in a SUB.',
    ['EXIT FOR'],
    ['FOR i = 1 TO 3', '  IF i = 2 THEN EXIT FOR', 'NEXT'],
  ),
  BASIC_UNREACHABLE: entry(
    'Statements that are never reached',
    'After RETURN, EXIT or THROW nothing of the same block is done.',
    ['RETURN 1', 'TALK "never"'],
    ['TALK "first"', 'RETURN 1'],
  ),
  BASIC_NO_EXPIRY: entry(
    'An approval does not say what happens when nobody answers',
    'Without ON TIMEOUT an approval that expires counts as rejected. Without TIMEOUT it never expires.',
    ['HUMAN APPROVAL FROM "boss" TIMEOUT 60'],
    ['HUMAN APPROVAL FROM "boss" TIMEOUT 60', '  ON TIMEOUT: REJECT'],
  ),
  BASIC_TIMEOUT: entry(
    'A time is no number of seconds',
    'TIMEOUT, DELAY and WAIT take seconds, from 0 up to 400 days.',
    ['BOT "a" "b" TIMEOUT "30 min"'],
    ['BOT "a" "b" TIMEOUT 1800'],
  ),
  BASIC_RETRY: entry(
    'RETRY takes a whole number',
    'RETRY tells how often a call is repeated after its first failure: 0 to 1000 times.',
    ['BOT "a" "b" RETRY -1'],
    ['BOT "a" "b" RETRY 3'],
  ),
  BASIC_EVENT_NAME: entry(
    'An event has no good name',
    'The name of an event is a text of 1 to 200 characters.',
    ['PUBLISH EVENT ""'],
    ['PUBLISH EVENT "order_paid"'],
  ),
  BASIC_EVENT_LOOP: entry(
    'A handler publishes its own event',
    'It would be called again by what it does itself, again and again.',
    ['ON EVENT "a" DO', '  PUBLISH EVENT "a"', 'END ON'],
    ['ON EVENT "a" DO', '  PUBLISH EVENT "b"', 'END ON'],
  ),
  BASIC_BRANCH_TWICE: entry(
    'Two branches with one name',
    'The name tells branches apart where a run is shown.',
    ['PARALLEL', 'BRANCH A: BOT "a" "b"', 'BRANCH A: BOT "c" "d"', 'END PARALLEL'],
    ['PARALLEL', 'BRANCH A: BOT "a" "b"', 'BRANCH B: BOT "c" "d"', 'END PARALLEL'],
  ),
  BASIC_DEPENDS_UNKNOWN: entry(
    'A STEP depends on one that is not there',
    'DEPENDS ON names the numbers of STEPs of the same block.',
    ['STEP 1: BOT "a" "b"', 'STEP 2: BOT "c" "d" DEPENDS ON 3'],
    ['STEP 1: BOT "a" "b"', 'STEP 2: BOT "c" "d" DEPENDS ON 1'],
  ),
  BASIC_DEPENDS_TWICE: entry(
    'A STEP depends on a number that two STEPs have',
    'Two STEPs may have one number, but then no other one can depend on it.',
    ['STEP 1: WAIT 1', 'STEP 1: WAIT 2', 'STEP 2: WAIT 3 DEPENDS ON 1'],
    ['STEP 1: WAIT 1', 'STEP 2: WAIT 2', 'STEP 3: WAIT 3 DEPENDS ON 1, 2'],
  ),
  BASIC_DEPENDS_CYCLE: entry(
    'STEPs wait for each other',
    'The message names the way that leads back. A STEP without DEPENDS ON depends on the STEP before it.',
    ['STEP 1: WAIT 1 DEPENDS ON 2', 'STEP 2: WAIT 2 DEPENDS ON 1'],
    ['STEP 1: WAIT 1 DEPENDS ON NONE', 'STEP 2: WAIT 2 DEPENDS ON 1'],
  ),
  BASIC_TOO_MANY_BRANCHES: entry(
    'Too many branches',
    'A PARALLEL has at most 100 branches.',
    ['PARALLEL', ...Array.from({ length: 101 }, (_, n) => `BRANCH B${n}: WAIT 1`), 'END PARALLEL'],
    ['PARALLEL', 'BRANCH A: WAIT 1', 'END PARALLEL'],
  ),
  BASIC_WORKFLOW_TWICE: entry(
    'Two workflows in one file',
    'ORCHESTRATE WORKFLOW stands at most once in a file.',
    ['ORCHESTRATE WORKFLOW "a"', 'END WORKFLOW', 'ORCHESTRATE WORKFLOW "b"', 'END WORKFLOW'],
    ['ORCHESTRATE WORKFLOW "a"', 'END WORKFLOW'],
  ),
  BASIC_END_WORKFLOW: entry(
    'END WORKFLOW without a workflow',
    'END WORKFLOW stands once, after ORCHESTRATE WORKFLOW.',
    ['TALK "x"', 'END WORKFLOW'],
    ['ORCHESTRATE WORKFLOW "a"', 'TALK "x"', 'END WORKFLOW'],
  ),
} as const;
