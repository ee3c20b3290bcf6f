import { entry, type ClauseText, type KeywordGroup } from './entry';

const INTO: ClauseText = ['INTO name', 'The variable that takes the answer.'];
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
      '`{ sentiment, score, urgency, escalation_risk }`; `ANALYZE_SENTIMENT(text)` gives the word alone.',
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
    entry(
      ['SUMMARIZE', 'name = SUMMARIZE text'],
      'The text in a few sentences.',
      [
        'text = SUMMARIZE "The lamp came broken. It was late."',
        'IF text = "" THEN THROW "nothing"',
      ],
      { cost: 'call' },
    ),
    entry(
      ['TRANSLATE', 'name = TRANSLATE text TO "language"'],
      'The text in another language; the simulated model has a small dictionary of English, Spanish and Portuguese.',
      [`' expect result: "hola"`, 'RETURN TRANSLATE "hello" TO "es"'],
      { cost: 'call', clauses: [['TO "language"', 'A second value is the same.']] },
    ),
    entry(
      ['CLASSIFY INTENT', 'name = CLASSIFY INTENT text'],
      'What the writer wants: `purchase_intent`, `pricing`, `support`, `refund`, `cancellation`, `complaint`, `question` or `other`.',
      [`' expect result: "refund"`, 'RETURN CLASSIFY INTENT "I want my money back"'],
      { cost: 'call' },
    ),
    entry(
      ['DETECT URGENCY', 'name = DETECT URGENCY text'],
      '`high`, `medium` or `low`.',
      [`' expect result: "high"`, 'RETURN DETECT URGENCY "Please answer asap"'],
      { cost: 'call' },
    ),
    entry(
      ['AI SCORE LEAD', 'name = AI SCORE LEAD lead'],
      '`{ score, grade, qualified, reason }` of a lead that is given as an object.',
      [
        `' expect result: true`,
        'result = AI SCORE LEAD { email: "ann@acme.example", company: "Acme" }',
        'RETURN result.qualified',
      ],
      { also: ['SCORE LEAD'], cost: 'call' },
    ),
    entry(
      ['POLISH MESSAGE', 'name = POLISH MESSAGE text, tone'],
      '`{ polished, changes }`.',
      [
        `' expect result: "Hello there."`,
        'result = POLISH MESSAGE "hi  there", "formal"',
        'RETURN result.polished',
      ],
      { cost: 'call' },
    ),
    entry(
      ['GET TIPS', 'name = GET TIPS conversation, text'],
      'Tips for who answers a customer: `items` with `type`, `content` and `priority`.',
      [
        `' expect result: "tone"`,
        'tips = GET TIPS "s-1", "This is terrible"',
        'RETURN tips.items[0].type',
      ],
      { cost: 'call' },
    ),
    entry(
      ['ANSWER', 'name = ANSWER "question"'],
      'The same as LLM without clauses.',
      ['text = ANSWER "What do you sell?"'],
      { cost: 'call' },
    ),
    entry(
      ['USE KB', 'USE KB "collection"'],
      'All later questions of this flow are asked with what the documents of the collection say about them: a folder below a `.gbkb` folder of the package, or `"name.gbkb"` for all of them. Finding it is a short step.',
      [
        `' expect result: "A refund takes five days."`,
        `' given tables: { "package_knowledge": [{ "package": "", "collection": "faq", "document": "faq.md", "text": "A refund takes five days." }] }`,
        'USE KB "faq"',
        'RETURN LLM "How long does a refund take?"',
      ],
      { also: ['ADD KB', 'SET KB'] },
    ),
    entry(
      ['CLEAR KB', 'CLEAR KB ["collection"]'],
      'Later questions are asked without the collection, or without any.',
      ['USE KB "faq"', 'CLEAR KB "faq"'],
    ),
    entry(
      ['USE TOOL', 'USE TOOL "script"'],
      'Models of all later questions are told that the program has this tool. They can name it, and the program calls it with CALL.',
      ['USE TOOL "get-price"', 'answer = LLM "Which tool says what a lamp costs?"'],
      { also: ['ADD TOOL'] },
    ),
    entry(
      ['CLEAR TOOLS', 'CLEAR TOOLS'],
      'Forgets the tools; REMOVE TOOL forgets one.',
      ['USE TOOL "get-price"', 'REMOVE TOOL "get-price"', 'CLEAR TOOLS'],
      { also: ['REMOVE TOOL'] },
    ),
  ],
};
