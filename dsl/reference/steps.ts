import { entry, type KeywordGroup } from './entry';

/** Steps, bots, branches, approvals. */
export const STEPS: KeywordGroup = {
  title: 'Steps, bots, branches, approvals',
  entries: [
    entry(
      ['STEP', 'STEP number: statement [DEPENDS ON …] [DELAY seconds] [TIMEOUT seconds]'],
      'Gives the statement after it a number that people know it by; `steps[1]` has its answer.',
      [
        `' given bots: { "calculator": { "price": 25 } }`,
        `' expect result: 25`,
        'STEP 1: BOT "calculator" "price a parcel"',
        'RETURN steps[1].price',
      ],
      {
        clauses: [
          ['DEPENDS ON 1, 2', 'It begins when these STEPs have ended.'],
          ['DELAY seconds', 'Waits before it; on the next line as well.'],
          ['TIMEOUT seconds', 'Behind a block: its lines fail after so long.'],
        ],
      },
    ),
    entry(
      ['DEPENDS ON', 'STEP number: statement DEPENDS ON number, … | NONE'],
      'Makes the STEPs of a block a graph: each begins when those that it depends on have ended, with NONE at once.',
      [
        `' expect result: 5`,
        'STEP 1: a = 2',
        'STEP 2: b = 3 DEPENDS ON NONE',
        'STEP 3: sum = a + b DEPENDS ON 1, 2',
        'RETURN sum',
      ],
      { cost: 'branches' },
    ),
    entry(
      [
        'BOT',
        'BOT "name" "action" [WITH input] [TIMEOUT seconds] [RETRY number] [FALLBACK "bot"] [DELAY seconds] [CACHE time] [INTO name]',
      ],
      'Asks a bot to do something and waits for its answer. One that is a script costs what its statements cost.',
      [
        `' given bots: { "calculator": { "price": 25 } }`,
        `' expect result: 25`,
        'BOT "calculator" "price a parcel" WITH { weight: 10 }',
        '  TIMEOUT 30',
        '  RETRY 2',
        '  FALLBACK "calculator"',
        '  CACHE 1 HOUR',
        '  INTO answer',
        'RETURN answer.price',
      ],
      {
        cost: 'call',
        clauses: [
          ['WITH { a: 1 }, WITH a = 1, b = 2', 'What the bot gets.'],
          [
            'TIMEOUT seconds',
            'For each attempt; unless given, 60 for a bot over HTTP, none for a script.',
          ],
          [
            'RETRY number',
            'How often the call is repeated; unless given, a bot over HTTP 2 times, a script not.',
          ],
          ['FALLBACK "bot"', 'Who is asked when this bot has failed.'],
          ['DELAY seconds', 'Waits before.'],
          [
            'CACHE time',
            'Uses an answer to the same question again for so long: a number of seconds, or one with `HOUR`, `DAY`, `WEEK` and the like.',
          ],
          ['INTO name', 'The variable that takes the answer.'],
        ],
      },
    ),
    entry(
      [
        'PARALLEL',
        'PARALLEL [JOIN ALL | JOIN ANY | JOIN number OF | SETTLED] … BRANCH name: … END PARALLEL',
      ],
      'Runs branches at the same time and waits for all of them, or for as many as JOIN says.',
      [
        `' expect result: ["a", "b"]`,
        'PARALLEL JOIN ALL',
        '  BRANCH A: APPEND seen, "a"',
        '  BRANCH B:',
        '    APPEND seen, "b"',
        'END PARALLEL',
        'RETURN seen',
      ],
      {
        cost: 'branches',
        clauses: [
          ['JOIN ALL', 'All have to complete; so without a word.'],
          ['JOIN ANY', 'The first that completes is enough.'],
          ['JOIN number OF', 'So many are enough.'],
          ['SETTLED', 'Waits for all and fails for none; `errors` tells which have failed.'],
        ],
      },
    ),
    entry(
      ['RACE', 'RACE … BRANCH name: … END RACE'],
      'Runs branches at the same time; the first that completes wins, the others are cancelled.',
      [
        `' expect result: "quick"`,
        'RACE',
        '  BRANCH quick: winner = "quick"',
        '  BRANCH slow:',
        '    WAIT 60',
        '    winner = "slow"',
        'END RACE',
        'RETURN winner',
      ],
      { cost: 'branches' },
    ),
    entry(
      ['BRANCH', 'BRANCH name: statement'],
      'Begins a branch of PARALLEL or RACE; its statements may stand on the next lines.',
      ['PARALLEL', '  BRANCH 1: TALK "one"', '  BRANCH 2: TALK "two"', 'END PARALLEL'],
    ),
    entry(
      [
        'HUMAN APPROVAL',
        'HUMAN APPROVAL FROM [n OF] "person", … [MESSAGE "text"] [TIMEOUT seconds] [REMIND EVERY seconds] [NO SELF APPROVAL] [COMMENT REQUIRED] [ON TIMEOUT: action] [ON REJECT: CONTINUE]',
      ],
      'Asks people to decide and waits for the answer, which is in `approval`.',
      [
        `' given decisions: [false]`,
        `' expect result: "rejected"`,
        'HUMAN APPROVAL FROM "manager@company.com" MESSAGE "Refund 250?" TIMEOUT 1800',
        '  ON TIMEOUT: ESCALATE TO "boss@company.com"',
        '  ON REJECT: CONTINUE',
        'RETURN approval.status',
      ],
      {
        cost: 'approval',
        clauses: [
          ['FROM "person"', 'Who is asked; of several the first decision counts.'],
          ['FROM GROUP "name"', 'Asks the members of a group of the workspace.'],
          ['FROM ROLE "name"', 'Asks the owners of the API keys of a role.'],
          ['FROM n OF', 'So many have to approve; ALL OF and ANY OF are the ends of that.'],
          ['REMIND EVERY seconds', 'Writes again to those who have not answered; from 60 on.'],
          ['NO SELF APPROVAL', 'Who launched the run, or speaks with it, may not decide.'],
          ['COMMENT REQUIRED', 'A decision needs a comment.'],
          ['MESSAGE "text"', 'What is asked.'],
          ['TIMEOUT seconds', 'How long it waits; for ever without it.'],
          ['ON TIMEOUT: ESCALATE TO "person"', 'That person is asked next.'],
          ['ON TIMEOUT: APPROVE', 'Goes on; APPROVE WITH WARNING sets `approval.warning`.'],
          ['ON TIMEOUT: REJECT', 'Counts as rejected; so without a word.'],
          ['ON TIMEOUT: CONTINUE', 'Goes on with `approval.approved` FALSE.'],
          ['ON TIMEOUT: FAIL', 'Fails with `APPROVAL_EXPIRED`.'],
          ['ON REJECT: CONTINUE', 'Goes on after a rejection, which else ends the run.'],
          ['ON REJECT: statement', 'Does that after a rejection, then goes on.'],
        ],
      },
    ),
  ],
};
