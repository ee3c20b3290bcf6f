import { entry, type KeywordGroup } from './entry';

/** Bots that work for each other, and that belong to a conversation. */
export const TEAM: KeywordGroup = {
  title: 'Bots for each other',
  entries: [
    entry(
      ['DELEGATE', 'answer = DELEGATE message TO BOT "name" [TIMEOUT seconds]'],
      'Lets another bot do it and waits for its answer, as `BOT` does; 30 seconds unless told.',
      [
        `' given bots: { "translator": "Bom dia" }`,
        `' expect result: "Bom dia"`,
        'answer = DELEGATE "Good morning" TO BOT "translator" TIMEOUT 10',
        'RETURN answer',
      ],
      { cost: 'call' },
    ),
    entry(
      ['DELEGATE TO', 'answer = DELEGATE TO "name"'],
      'The same; the bot is told `continue`, and has all that the program knows.',
      [
        `' given bots: { "closer": "closed" }`,
        `' expect result: "closed"`,
        'answer = DELEGATE TO "closer"',
        'RETURN answer',
      ],
      { cost: 'call' },
    ),
    entry(
      ['ADD BOT', 'ADD BOT "name" [WITH TRIGGER "word, word"]'],
      'Adds a bot to the conversation. Whenever a `HEAR` has a reply with one of its words, in small or capital letters, the bot answers it, and the program goes on. Of several bots the one of the highest priority answers, else the one that stands first in the text.',
      [
        `' given bots: { "bank": "Your balance is 7." }`,
        `' given replies: ["What is my BALANCE?"]`,
        `' expect result: ["bank"]`,
        'ADD BOT "bank" WITH TRIGGER "balance, transfer"',
        'HEAR wish',
        'bots = LIST BOTS',
        'RETURN bots',
      ],
      {
        clauses: [
          ['WITH TRIGGER "a, b"', 'The words that call it; `TRIGGER ON "a, b"` is the same.'],
        ],
      },
    ),
    entry(['REMOVE BOT', 'REMOVE BOT "name"'], 'Takes a bot out of the conversation.', [
      `' expect result: []`,
      'ADD BOT "bank"',
      'REMOVE BOT "bank"',
      'bots = LIST BOTS',
      'RETURN bots',
    ]),
    entry(
      ['SET BOT PRIORITY', 'SET BOT PRIORITY "name", number'],
      'Says which of several bots answers: the one of the highest number; 0 unless told.',
      [
        `' given bots: { "sales": "A price.", "support": "Help." }`,
        `' given replies: ["a price, please"]`,
        'ADD BOT "sales" WITH TRIGGER "price"',
        'ADD BOT "support" WITH TRIGGER "please"',
        'SET BOT PRIORITY "support", 5',
        'HEAR wish',
      ],
    ),
    entry(
      ['LIST BOTS', 'bots = LIST BOTS'],
      'The names of the bots that belong to the conversation now, in the order of the text.',
      [
        `' expect result: ["bank", "sales"]`,
        'ADD BOT "bank"',
        'ADD BOT "sales"',
        'bots = LIST BOTS',
        'RETURN bots',
      ],
    ),
    entry(
      ['CREATE SWARM', 'CREATE SWARM "name" WITH BOTS "a, b"'],
      'Adds several bots to the conversation.',
      [
        `' expect result: ["a", "b"]`,
        'CREATE SWARM "team" WITH BOTS "a, b"',
        'bots = LIST BOTS',
        'RETURN bots',
      ],
    ),
    entry(
      ['BROADCAST', 'answers = BROADCAST message TO BOTS'],
      'Asks all bots of the conversation side by side; the answers are in the order of the text.',
      [
        `' given bots: { "a": 1, "b": 2 }`,
        `' expect result: [1, 2]`,
        'CREATE SWARM "team" WITH BOTS "a, b"',
        'answers = BROADCAST "your offer" TO BOTS',
        'RETURN answers',
      ],
      { cost: 'call' },
    ),
    entry(
      ['TRANSFER CONVERSATION', 'TRANSFER CONVERSATION TO "name"'],
      'Hands the conversation to another bot: it is told `continue`, has all that the program knows, and its result is the result.',
      [
        `' given bots: { "sales": "sold" }`,
        `' expect result: "sold"`,
        'TRANSFER CONVERSATION TO "sales"',
        'TALK "never said"',
      ],
      { cost: 'call' },
    ),
  ],
};
