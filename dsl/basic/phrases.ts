/** A keyword of one or more words. */
export interface Phrase {
  /** Upper case, words separated by one blank. */
  readonly name: string;
  /** True when it can stand in an expression. */
  readonly hasValue: boolean;
  /** True when it is a statement first of all; an operator at the end of a line does not reach it. */
  readonly isStatement: boolean;
}

/** Phrases that only stand at the beginning of a statement. */
const STATEMENTS = `
IF | SELECT CASE | SWITCH | WHILE | DO | FOR | FOR EACH | EXIT | EXIT FOR | EXIT DO | EXIT WHILE | EXIT LOOP
EXIT SUB | EXIT FUNCTION | EXIT WORKFLOW | BREAK | RETURN | SUB | FUNCTION | LET | SET | WITH | APPEND | PUSH
PARAM | DESCRIPTION | TABLE | CREATE INDEX | CREATE UNIQUE INDEX | ORCHESTRATE WORKFLOW | STEP | PARALLEL | RACE
HUMAN APPROVAL | DELAY | WAIT | PUBLISH EVENT | PUBLISH | BOT SHARE MEMORY | BOT SYNC MEMORY FROM
SET BOT MEMORY | SET USER MEMORY | SET USER FACT | SET SESSION | CACHE SET | TALK | TALK TO | BEGIN TALK | BEGIN SYSTEM PROMPT | BEGIN MAIL | PRINT | THROW
ON EVENT | ON FORM SUBMIT | ON INSERT OF | ON UPDATE OF | ON DELETE OF | ON EMAIL | ON CHANGE
ON FAILURE | ON ERROR RESUME NEXT | ON ERROR GOTO | TRY | SCHEDULE IN | GOTO | GOSUB
SET SCHEDULE | REMEMBER
`;

/** Statements that may give a value all the same; what they give is up to whoever offers them. */
const ACTIONS = `
LOG
SET HEADER | CLEAR HEADERS | SET CONTEXT | SET ANSWER MODE | SET PAGE MODE | SET MAX LINES
SET USER | SET KB | SET PRIORITY | SET BOT PRIORITY
SET BOT REFLECTION | ALLOW ROLE | ADD SUGGESTION | ADD SUGGESTION TOOL | CLEAR ERROR | CREATE FILE | CLEAR SUGGESTIONS | SEND MESSAGE | SEND FILE
SEND TO SESSION | NOTIFY AGENT | NOTIFY ATTENDANT | ESCALATE TO SUPERVISOR | ASSIGN CONVERSATION
RESOLVE CONVERSATION | TAG CONVERSATION | ADD NOTE | USE KB | ADD KB | CLEAR KB
ADD TOOL | USE TOOL | REMOVE TOOL | CLEAR TOOLS | USE WEBSITE | ADD WEBSITE | REFRESH | USE MODEL
USE MCP | LOG ACTIVITY | RECORD METRIC | RESET REPORT | WRITE | DELETE FILE | CREATE SITE | WEBHOOK
TRIGGER | BOOK | ADD BOT | REMOVE BOT | TRANSFER CONVERSATION | BOT REFLECTION | REFLECT ON
CREATE SWARM | DELEGATE TO | PLAY | WAIT FOR RESPONSE | SAVE FROM UNSTRUCTURED
`;

/** Phrases that give a value; they can stand alone as well. */
const VALUES = `
FIND | SAVE | UPSERT | INSERT | INSERT INTO | UPDATE | DELETE | DELETE FROM | DELETE HTTP | MERGE
AGGREGATE | FILTER | JOIN | MAP | FILL | PIVOT | GROUP BY | SORT | JSON PARSE | QUERY | QUERY METRICS
SELECT | CHART | SEARCH PRODUCTS | PRODUCT | BOT | WAIT FOR EVENT | WAIT FOR ANY | WAIT FOR ALL | GET BOT MEMORY | CALL
GET | POST | PUT | PATCH | GRAPHQL | SOAP | SCRAPE | SCRAPE ALL | WEBSITE OF | WEBHOOK POST | DOWNLOAD
LIST | COMPRESS | GENERATE PDF | GENERATE CODE | GENERATE SECURE LINK | MERGE PDF | UPLOAD | COPY | MOVE
READ | EXTRACT | DIR | SCAN BARCODE | SEND MAIL | SEND EMAIL | SEND TEMPLATE | SEND SMS | SEND WHATSAPP | CREATE DRAFT
POST TO | CREATE TASK | LLM | REWRITE | KB STATISTICS | KB LIST COLLECTIONS | KB COLLECTION STATS
KB STORAGE SIZE | KB DOCUMENTS COUNT | KB DOCUMENTS ADDED SINCE | AI SCORE LEAD | SCORE LEAD | GET LEAD SCORE | UPDATE LEAD SCORE
SEE | DESCRIBE IMAGE | DESCRIBE VIDEO | SPEECH TO TEXT | IMAGE | GET IMAGE | IMPROVE TEXT | ANALYZE THEMES | ANALYZE SENTIMENT | LIST TOOLS | LIST BOTS
HEAR | ASK | ANSWER | TRANSFER TO HUMAN | GET QUEUE | GET ATTENDANTS | GET ATTENDANT STATS
GET ATTENDANT STATUS | GET CUSTOMER HISTORY | GET TIPS | GET SMART REPLIES | GET SUMMARY | POLISH MESSAGE
GET SESSION | GET USER MEMORY | FIND ROWS WHERE | UPDATE ROWS WHERE | DELETE ROWS WHERE | SAVE ROW VALUES | INSERT ROW VALUES | USER FACTS | RECALL | CACHE GET | DELEGATE | BROADCAST | THINK KB | RUN PYTHON
RUN JAVASCRIPT | RUN BASH | CREATE OBJECT | BOT REFLECTION INSIGHTS
TRANSLATE | SUMMARIZE | EXCEL | DETECT URGENCY | CLASSIFY INTENT | GET NEXT AVAILABLE AGENT
IS VALID | GENERATE CASE NUMBER | IS AUTOREPLY | GET LAST MESSAGE TIME | IS ACTIVE
`;

/** Words that follow an argument and begin a clause of a generic keyword. */
const CLAUSE_WORDS = `
WITH | AS | TO | FROM | BY | WHERE | ORDER BY | GROUP BY | LIMIT | SET | VALUES | INTO | ON | USING
TEMPLATE | DATA | EXPIRES | DAYS | FOR | OFFSET | SUBJECT | BODY | ATTACHMENT | TIMEOUT | DEFAULT | AT
TONE | CONTENT | REFRESH | TRIGGER | TOOLS | SCHEDULE | ASC | DESC | IN | LAST | TO BOT | TO BOTS
WITH TRIGGER | WITH TOOLS | WITH SCHEDULE | WITH BOTS | WITH TONE | SECONDS | MINUTES | HOURS | MENU
`;

/** Words that end an operand: they never begin one. */
const STOPS = `
THEN DO TO STEP AND OR IS CONTAINS STARTS ENDS LIKE ILIKE BETWEEN MOD ELSE IN
WITH AS FROM BY WHERE INTO ON USING FOR LIMIT SET VALUES
`;
/** Clause words that are common names as well: they begin a clause only before an operand. */
const SOFT_STOPS = `
TEMPLATE DATA EXPIRES DAYS OFFSET SUBJECT BODY ATTACHMENT TIMEOUT DEFAULT AT TONE CONTENT REFRESH
TRIGGER TOOLS SCHEDULE ASC DESC LAST SECONDS MINUTES HOURS MENU
`;

/** All statements and values. */
export const PHRASES: readonly Phrase[] = [
  ...readList(STATEMENTS).map((name) => ({ name, hasValue: false, isStatement: true })),
  // One word alone is as well a name; only phrases are taken for values.
  ...readList(ACTIONS).map((name) => ({ name, hasValue: name.includes(' '), isStatement: true })),
  ...readList(VALUES).map((name) => ({ name, hasValue: true, isStatement: false })),
];
/** The words that begin a clause of a generic keyword. */
export const CLAUSES: readonly Phrase[] = readList(CLAUSE_WORDS).map((name) => ({
  name,
  hasValue: false,
  isStatement: false,
}));
/** Phrases as one word: `CREATE_TASK`. */
export const UNDERSCORED: ReadonlyMap<string, Phrase> = new Map(
  PHRASES.filter((phrase) => phrase.name.includes(' ')).map((phrase) => [
    phrase.name.split(' ').join('_'),
    phrase,
  ]),
);
export const STOP_WORDS: ReadonlySet<string> = new Set(readWords(STOPS));
export const SOFT_STOP_WORDS: ReadonlySet<string> = new Set(readWords(SOFT_STOPS));

function readWords(text: string): string[] {
  return readList(text.split(' ').join('|'));
}

function readList(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => line.split('|'))
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
