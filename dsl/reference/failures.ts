import { entry, type KeywordGroup } from './entry';

/** What fails, and what is done about it. */
export const FAILURES: KeywordGroup = {
  title: 'Failures',
  entries: [
    entry(
      ['THROW', 'THROW "what is wrong", THROW problem'],
      'Fails with a message, or again with the failure that CATCH has taken.',
      [`' expect failure: RUN_THROWN`, 'THROW "There is no order 7."'],
    ),
    entry(
      ['TRY', 'TRY [TIMEOUT seconds] … [CATCH [name] …] [FINALLY …] END TRY'],
      'Runs its lines; when one fails, the lines below CATCH, and those below FINALLY in any case.',
      [
        `' expect result: "VALUE_RANGE"`,
        'TRY TIMEOUT 60',
        '  x = 10 / 0',
        'CATCH problem',
        '  code = problem.code',
        'FINALLY',
        '  closed = TRUE',
        'END TRY',
        'RETURN code',
      ],
      {
        cost: 'limit',
        clauses: [
          ['TIMEOUT seconds', 'After so long its lines fail with `RUN_TIMEOUT`.'],
          ['CATCH name', 'What is done after a failure; the variable tells of it.'],
          ['FINALLY', 'What is done in any case.'],
        ],
      },
    ),
    entry(
      ['ON FAILURE', 'ON FAILURE DO … END ON'],
      'Takes back what was done before it, when the run fails or is cancelled.',
      [
        `' expect failure: RUN_THROWN`,
        'SET BOT MEMORY "reserved", TRUE',
        'ON FAILURE DO',
        '  SET BOT MEMORY "reserved", FALSE',
        'END ON',
        'THROW "The card was refused."',
      ],
      { cost: 'limit' },
    ),
    entry(
      ['ON FAILURE HOLD', 'ON FAILURE HOLD'],
      'From here on a step that fails waits for an operator instead of ending the run.',
      ['ON FAILURE HOLD', 'TALK "Done"'],
      { cost: 'limit' },
    ),
    entry(
      ['ON ERROR RESUME NEXT', 'ON ERROR RESUME NEXT'],
      'From here to the end of the block a statement that fails is passed by, and `error` tells why.',
      [`' expect result: "VALUE_RANGE"`, 'ON ERROR RESUME NEXT', 'x = 10 / 0', 'RETURN error.code'],
    ),
    entry(['ON ERROR GOTO', 'ON ERROR GOTO 0'], 'Ends ON ERROR RESUME NEXT.', [
      `' expect failure: VALUE_RANGE`,
      'ON ERROR RESUME NEXT',
      'x = 10 / 0',
      'ON ERROR GOTO 0',
      'x = 10 / 0',
    ]),
    entry(['CLEAR ERROR', 'CLEAR ERROR'], 'Forgets what has failed.', [
      `' expect result: null`,
      'ON ERROR RESUME NEXT',
      'x = 10 / 0',
      'CLEAR ERROR',
      'RETURN error',
    ]),
  ],
};
