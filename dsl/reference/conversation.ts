import { entry, type KeywordGroup } from './entry';

/** What a run says and hears. */
export const CONVERSATION: KeywordGroup = {
  title: 'Conversation',
  entries: [
    entry(
      ['TALK', 'TALK message'],
      'Says something in the conversation of the run.',
      ['name = "Ana"', 'TALK "Hello ${name}"'],
      { also: ['SEND MESSAGE'], cost: 'short' },
    ),
    entry(
      ['TALK TO', 'TALK TO "person", message'],
      'Says it to somebody else.',
      ['TALK TO "ann@example.com", "An order has come."'],
      { cost: 'short' },
    ),
    entry(
      ['PRINT', 'PRINT value, …'],
      'Like TALK, with blanks between the values.',
      ['PRINT "Total:", 5'],
      { cost: 'short' },
    ),
    entry(
      ['BEGIN TALK', 'BEGIN TALK … END TALK'],
      'Lines as they stand, with `${…}` filled in, and `{name}` for a variable.',
      ['name = "Ana"', 'BEGIN TALK', 'Dear {name},', 'your order is ${5 * 2}.', 'END TALK'],
      { cost: 'short' },
    ),
    entry(
      [
        'HEAR',
        'HEAR name [AS type | AS "choice", … | AS MENU …] [WITH "prompt"] [DEFAULT value] [TIMEOUT seconds]',
      ],
      'Waits for a reply of the user, and asks again for one that does not fit.',
      [
        `' given replies: ["3", "2"]`,
        `' expect result: "3 red"`,
        'HEAR count AS INTEGER WITH "How many?" DEFAULT 1 TIMEOUT 600',
        'HEAR colour AS MENU "blue", "red"',
        'RETURN count + " " + colour',
      ],
      {
        cost: 'reply',
        clauses: [
          ['AS type', 'What fits: INTEGER, DATE, EMAIL and others; any text without it.'],
          ['AS "a", "b"', 'One of these choices; with `*` behind them anything else as well.'],
          ['WITH "prompt"', 'What is said before.'],
          ['DEFAULT value', 'What counts for an empty reply, or when none fits.'],
          ['TIMEOUT seconds', 'How long it waits; then DEFAULT counts.'],
        ],
      },
    ),
    entry(
      ['ASK', 'name = ASK "prompt"'],
      'Asks the user and waits for the reply.',
      [
        `' given replies: ["Ana"]`,
        `' expect result: "Ana"`,
        'name = ASK "Who are you?"',
        'RETURN name',
      ],
      { cost: 'reply' },
    ),
    entry(
      ['WAIT FOR RESPONSE', 'WAIT FOR RESPONSE AS name [TIMEOUT seconds]'],
      'Waits for what the user says next.',
      [
        `' given replies: ["yes"]`,
        `' expect result: "yes"`,
        'WAIT FOR RESPONSE AS reply TIMEOUT 600',
        'RETURN reply',
      ],
      { cost: 'reply' },
    ),
    entry(
      ['ADD SUGGESTION', 'ADD SUGGESTION "name" [AS "label"]'],
      'Offers a quick reply in the conversation.',
      ['ADD SUGGESTION "yes" AS "Yes, please"', 'ADD SUGGESTION "no"'],
      { also: ['ADD SUGGESTION TOOL'], cost: 'short' },
    ),
    entry(
      ['CLEAR SUGGESTIONS', 'CLEAR SUGGESTIONS'],
      'Offers no quick replies any more.',
      ['ADD SUGGESTION "yes"', 'CLEAR SUGGESTIONS'],
      { cost: 'short' },
    ),
    entry(
      ['GENERATE CODE', 'code = GENERATE CODE digits'],
      'So many digits, for a code that somebody has to type.',
      [`' expect result: 4`, 'code = GENERATE CODE 4', 'RETURN LEN(code)'],
    ),
    entry(
      ['SET PAGE MODE', 'SET PAGE MODE "auto"'],
      'Is read and passed by: how something is shown is the affair of who shows it.',
      ['SET PAGE MODE "auto"', 'SET MAX LINES 10'],
      { also: ['SET MAX LINES', 'SET ANSWER MODE'] },
    ),
    entry(
      ['SET CONTEXT', 'SET CONTEXT ["name" AS] "text"'],
      'Tells a text to all models that are asked afterwards; the same name again replaces it.',
      [
        `' expect result: "Ana buys lamps. What does Ana buy?"`,
        'SET CONTEXT "customer" AS "Ana buys lamps."',
        'answer = LLM "What does Ana buy?"',
        'RETURN answer',
      ],
      { cost: 'short' },
    ),
  ],
};
