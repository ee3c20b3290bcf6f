import { entry, type ClauseText, type KeywordGroup } from './entry';

const ITEMS = `' given http: { "GET https://shop.example/items": [{ "name": "lamp" }], "POST https://shop.example/items": { "id": 7 }, "PUT https://shop.example/items": { "id": 8 }, "PATCH https://shop.example/items": { "id": 9 }, "DELETE https://shop.example/items": { "gone": true } }`;
const TIMEOUT: ClauseText = ['TIMEOUT seconds', 'For each attempt, 30 unless given.'];
const INTO: ClauseText = ['INTO name', 'The variable that takes the answer.'];
const BODY: ClauseText = [
  'WITH body, WITH a = 1, b = 2',
  'What is sent; BODY is the same word, and so is a second value.',
];

/** Calls over HTTP. */
export const HTTP: KeywordGroup = {
  title: 'Calls over HTTP',
  entries: [
    entry(
      ['GET', 'name = GET address[, query] [INTO name] [TIMEOUT seconds]'],
      'Reads an address; `http.status` has the status. A text with a path reads a member or the memory.',
      [
        ITEMS,
        `' expect result: "lamp"`,
        'items = GET "https://shop.example/items" TIMEOUT 10',
        'RETURN items[0].name',
      ],
      { cost: 'call', clauses: [INTO, TIMEOUT] },
    ),
    entry(
      [
        'POST',
        'name = POST address, body [TIMEOUT seconds], POST address WITH body [INTO name | TO name]',
      ],
      'Sends a body.',
      [
        ITEMS,
        `' expect result: 7`,
        'POST "https://shop.example/items" WITH name = "lamp" INTO made',
        'RETURN made.id',
      ],
      { cost: 'call', clauses: [BODY, INTO, TIMEOUT] },
    ),
    entry(
      ['PUT', 'name = PUT address, body'],
      'As POST, with its own method.',
      [
        ITEMS,
        `' expect result: 8`,
        'made = PUT "https://shop.example/items", { price: 5 }',
        'RETURN made.id',
      ],
      { cost: 'call', clauses: [BODY, INTO, TIMEOUT] },
    ),
    entry(
      ['PATCH', 'name = PATCH address, body'],
      'As POST, with its own method.',
      [
        ITEMS,
        `' expect result: 9`,
        'made = PATCH "https://shop.example/items", { price: 5 }',
        'RETURN made.id',
      ],
      { cost: 'call', clauses: [BODY, INTO, TIMEOUT] },
    ),
    entry(
      ['DELETE HTTP', 'name = DELETE HTTP address[, query]'],
      'Deletes what the address names.',
      [
        ITEMS,
        `' expect result: true`,
        'done = DELETE HTTP "https://shop.example/items"',
        'RETURN done.gone',
      ],
      { cost: 'call', clauses: [INTO, TIMEOUT] },
    ),
    entry(
      ['GRAPHQL', 'name = GRAPHQL address, "query"[, variables]'],
      'Posts a query; the answer has `data` and `errors`.',
      [
        `' given http: { "POST https://shop.example/graphql": { "data": { "count": 3 } } }`,
        `' expect result: 3`,
        'found = GRAPHQL "https://shop.example/graphql", "{ count }"',
        'RETURN found.data.count',
      ],
      { cost: 'call', clauses: [INTO, TIMEOUT] },
    ),
    entry(
      ['WEBHOOK POST', 'name = WEBHOOK POST address WITH body'],
      'The same as POST.',
      [
        ITEMS,
        `' expect result: 7`,
        'made = WEBHOOK POST "https://shop.example/items" WITH { a: 1 }',
        'RETURN made.id',
      ],
      { cost: 'call', clauses: [BODY, INTO, TIMEOUT] },
    ),
    entry(
      ['SET HEADER', 'SET HEADER "name", value'],
      'A header of all calls that follow in this flow; `SECRET("name")` can stand in it.',
      [
        ITEMS,
        'SET HEADER "Authorization", "Bearer " + SECRET("shop-key")',
        'items = GET "https://shop.example/items"',
      ],
    ),
    entry(['CLEAR HEADERS', 'CLEAR HEADERS'], 'Forgets the headers.', [
      'SET HEADER "Accept", "text/csv"',
      'CLEAR HEADERS',
    ]),
  ],
};

const MODEL: readonly ClauseText[] = [
  ['WITH TONE "formal"', 'How it is to sound; TONE alone is the same.'],
  ['WITH MODEL "name"', 'Which model.'],
  ['WITH OPTIMIZE FOR "speed"', 'Or "cost", "quality", "balanced": how the model is chosen.'],
  ['WITH MAX_COST dollars', 'Leaves out models that cost more.'],
  ['WITH MAX_LATENCY milliseconds', 'Puts slower models last.'],
  INTO,
];

/** Questions to models. */
export const MODELS: KeywordGroup = {
  title: 'Models',
  entries: [
    entry(
      [
        'LLM',
        'name = LLM "question" [WITH MODEL "name"] [WITH OPTIMIZE FOR "speed"] [WITH MAX_COST dollars] [WITH MAX_LATENCY milliseconds]',
      ],
      'Asks a model. An answer that is JSON becomes its value.',
      [
        `' expect result: "refund"`,
        'kind = LLM "Classify this mail as order, refund or question: I want a refund." WITH OPTIMIZE FOR "speed"',
        'RETURN kind',
      ],
      { cost: 'call', clauses: MODEL },
    ),
    entry(
      ['REWRITE', 'name = REWRITE text'],
      'The text, so that it reads well.',
      ['text = REWRITE "the lamp  came broken"', 'IF text = "" THEN THROW "nothing"'],
      { cost: 'call' },
    ),
    entry(
      ['IMPROVE TEXT', 'name = IMPROVE TEXT text [WITH TONE "formal"]'],
      'The text, in a tone.',
      ['text = IMPROVE TEXT "hi there" WITH TONE "formal"', 'IF text = "" THEN THROW "nothing"'],
      { cost: 'call' },
    ),
    entry(
      ['ANALYZE SENTIMENT', 'name = ANALYZE SENTIMENT FROM text'],
      '`{ sentiment, score }`.',
      [
        `' expect result: "negative"`,
        'mood = ANALYZE SENTIMENT FROM "The lamp came broken and late."',
        'RETURN mood.sentiment',
      ],
      { cost: 'call', clauses: [['FROM text', 'What is looked at; FROM may be left out.']] },
    ),
    entry(
      ['ANALYZE THEMES', 'name = ANALYZE THEMES FROM text'],
      'A list of at most five themes.',
      [
        'themes = ANALYZE THEMES FROM "The lamp came broken and late."',
        'IF LEN(themes) > 5 THEN THROW "many"',
      ],
      { cost: 'call' },
    ),
    entry(
      ['BEGIN SYSTEM PROMPT', 'BEGIN SYSTEM PROMPT … END SYSTEM PROMPT'],
      'What the models of all later questions in this flow are told first.',
      [
        'BEGIN SYSTEM PROMPT',
        'You sell lamps.',
        'END SYSTEM PROMPT',
        'answer = LLM "What do you sell?"',
      ],
    ),
    entry(
      ['USE MODEL', 'USE MODEL "name"'],
      'The model of all later questions; "fast", "quality" and "auto" choose one.',
      ['USE MODEL "fast"', 'answer = LLM "What do you sell?"'],
    ),
  ],
};
