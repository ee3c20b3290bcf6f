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
