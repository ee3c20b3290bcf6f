import { entry, type KeywordGroup } from './entry';

/** Values that outlive a run. */
export const MEMORY: KeywordGroup = {
  title: 'Memory',
  entries: [
    entry(
      ['SET BOT MEMORY', 'SET BOT MEMORY "key", value'],
      'Keeps a value in the memory of the bot.',
      [
        `' expect result: 1`,
        'SET BOT MEMORY "visits", (GET BOT MEMORY("visits") OR 0) + 1',
        'RETURN GET BOT MEMORY("visits")',
      ],
      { cost: 'short' },
    ),
    entry(
      ['GET BOT MEMORY', 'GET BOT MEMORY("key")'],
      'Gives a value of the memory of the bot; `""` where there is none. `GET "bot.key"` is the same.',
      [`' expect result: ""`, 'RETURN GET BOT MEMORY("nothing")'],
      { cost: 'short' },
    ),
    entry(
      ['SET USER MEMORY', 'SET USER MEMORY "key", value'],
      'Keeps a value for the user of the run, for all bots.',
      [`' expect result: "pt"`, 'SET USER MEMORY "language", "pt"', 'RETURN GET "user.language"'],
      { also: ['SET USER FACT'], cost: 'short' },
    ),
    entry(
      ['GET USER MEMORY', 'GET USER MEMORY("key")'],
      'Gives a value of the memory of the user.',
      [
        `' expect result: "pt"`,
        'SET USER FACT "language", "pt"',
        'RETURN GET USER MEMORY("language")',
      ],
      { cost: 'short' },
    ),
    entry(
      ['REMEMBER', 'REMEMBER "key", value[, "30 days"]'],
      'Keeps a value for the user, for a time or for ever.',
      [
        `' expect result: "pt"`,
        'REMEMBER "language", "pt", "90 days"',
        'RETURN RECALL("language")',
      ],
      { cost: 'short' },
    ),
    entry(
      ['RECALL', 'RECALL "key"'],
      'Gives a value of the memory of the user.',
      [`' expect result: ""`, 'RETURN RECALL("language")'],
      { cost: 'short' },
    ),
    entry(
      ['SET SESSION', 'SET SESSION [session,] "key", value'],
      'Keeps a value for the session of the run, or for another one.',
      [`' expect result: 2`, 'SET SESSION "step", 2', 'RETURN GET "session.step"'],
      { cost: 'short' },
    ),
    entry(
      ['GET SESSION', 'GET SESSION [session,] "key"'],
      'Gives a value of the session of the run, or of another one.',
      [`' expect result: 2`, 'SET SESSION "step" = 2', 'RETURN GET SESSION "step"'],
      { cost: 'short' },
    ),
    entry(
      ['CACHE SET', 'CACHE SET "key", value[, seconds]'],
      'Keeps a value of the bot for a time, an hour where nothing is said.',
      [`' expect result: 5`, 'CACHE SET "rate", 5, 60', 'RETURN CACHE GET "rate"'],
      { cost: 'short' },
    ),
    entry(
      ['CACHE GET', 'CACHE GET "key"'],
      'Gives a value of the cache of the bot.',
      [`' expect result: ""`, 'CACHE SET "rate", 5, 60', 'WAIT 61', 'RETURN CACHE GET "rate"'],
      { cost: 'short' },
    ),
    entry(
      ['BOT SHARE MEMORY', 'BOT SHARE MEMORY "key" WITH "bot"'],
      'Gives another bot a copy of a value of the memory.',
      ['SET BOT MEMORY "last", 7', 'BOT SHARE MEMORY "last" WITH "reporter"'],
      { cost: 'short', clauses: [['WITH "bot"', 'Who gets it.']] },
    ),
    entry(
      ['BOT SYNC MEMORY FROM', 'BOT SYNC MEMORY FROM "bot"'],
      'Takes over what another bot has shared, where it is newer.',
      ['BOT SYNC MEMORY FROM "warehouse"'],
      { cost: 'short' },
    ),
  ],
};
