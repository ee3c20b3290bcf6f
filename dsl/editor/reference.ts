import { FUNCTION_NAMES, functionArity } from '../../plan/function-names';
import { PHRASES } from '../basic/phrases';

/** What a keyword is for. */
export interface KeywordHelp {
  readonly name: string;
  /** How it is written. */
  readonly form: string;
  readonly text: string;
}

const HELP = `
ORCHESTRATE WORKFLOW | ORCHESTRATE WORKFLOW "name" | Begins a workflow; it owns all lines up to END WORKFLOW.
STEP | STEP 1: BOT "name" "action" | Gives the statement after it a number that people know it by.
BOT | BOT "name" "action" [WITH input] [TIMEOUT seconds] [RETRY n] [FALLBACK "bot"] [CACHE 1 HOUR] [INTO name] | Asks a bot to do something and waits for its answer.
DEPENDS ON | STEP 3: statement DEPENDS ON 1, 2 | The STEP begins when these STEPs have ended; with NONE at once.
PARALLEL | PARALLEL [JOIN ALL | ANY | n OF] [SETTLED] … BRANCH A: … END PARALLEL | Runs branches at the same time and waits for all of them, or for as many as JOIN says.
RACE | RACE … BRANCH A: … END RACE | Runs branches at the same time; the first that completes wins, the others are cancelled.
BRANCH | BRANCH A: statement | Begins a branch of a PARALLEL.
HUMAN APPROVAL | HUMAN APPROVAL FROM "person" [TIMEOUT seconds] [MESSAGE "text"] [ON TIMEOUT: action] [ON REJECT: CONTINUE] | Asks a person to decide and waits for the answer.
WAIT FOR EVENT | WAIT FOR EVENT "name" [WHERE condition] [TIMEOUT seconds] [ON TIMEOUT: ESCALATE TO "person"] | Waits for an event; FALSE when it does not come in time.
WAIT FOR ANY | WAIT FOR ANY "name", "name" [TIMEOUT seconds] | Waits for the first of several events and gives its name; FALSE when none comes in time.
WAIT FOR ALL | WAIT FOR ALL "name", "name" [TIMEOUT seconds] | Waits for each of several events; FALSE when they do not come in time.
PUBLISH EVENT | PUBLISH EVENT "name" [WITH data] | Tells an event to this run and to all that wait for it.
ON EVENT | ON EVENT "name" DO … END ON | Runs its lines each time when the event comes.
BOT SHARE MEMORY | BOT SHARE MEMORY "key" WITH "bot" | Gives another bot a copy of a value of the memory.
BOT SYNC MEMORY FROM | BOT SYNC MEMORY FROM "bot" | Takes over what another bot has shared, where it is newer.
SET BOT MEMORY | SET BOT MEMORY "key", value | Keeps a value in the memory of the bot.
GET BOT MEMORY | GET BOT MEMORY("key") | Gives a value of the memory of the bot.
SET USER MEMORY | SET USER MEMORY "key", value | Keeps a value for the user of the run, for all bots.
GET USER MEMORY | GET USER MEMORY("key") | Gives a value of the memory of the user.
SET USER FACT | SET USER FACT "key", value | Keeps a value in the memory of the user.
REMEMBER | REMEMBER "key", value [, "30 days"] | Keeps a value for the user, for a time or for ever.
RECALL | RECALL "key" | Gives a value of the memory of the user.
SET SESSION | SET SESSION [session,] "key", value | Keeps a value for the session of the run, or for another one.
GET SESSION | GET SESSION [session,] "key" | Gives a value of the session of the run, or of another one.
CACHE SET | CACHE SET "key", value [, seconds] | Keeps a value of the bot for a time, an hour where nothing is said.
CACHE GET | CACHE GET "key" | Gives a value of the cache of the bot.
WAIT | WAIT seconds | Waits; the time also passes while nothing runs.
WAIT UNTIL | WAIT UNTIL date | Waits until a date or the text of one.
DELAY | DELAY seconds | Waits. Below a STEP it waits before the step.
IF | IF condition THEN … [ELSE IF condition THEN …] [ELSE …] END IF | Runs the lines of the first condition that holds.
SELECT CASE | SELECT CASE value … CASE a, b … CASE ELSE … END SELECT | Runs the lines of the first CASE with the value.
FOR EACH | FOR EACH item IN list [IN PARALLEL [MAX n]] … NEXT item | Runs its lines for each item of a list, one after the other or side by side.
FOR | FOR i = first TO last [STEP n] … NEXT i | Counts, and runs its lines each time.
WHILE | WHILE condition … END WHILE | Runs its lines as long as the condition holds.
DO | DO [WHILE condition] … LOOP [UNTIL condition] | Runs its lines again and again.
EXIT | EXIT [FOR | DO | WHILE | SUB] | Leaves the loop or SUB; alone it ends the program.
SUB | SUB name(a, b) … END SUB | Lines that CALL runs by name.
FUNCTION | FUNCTION name(a, b) … RETURN value … END FUNCTION | Lines that give a value.
CALL | CALL name(values), CALL "file.bas", values | Runs a SUB, or another file of the package.
TRY | TRY [TIMEOUT seconds] … CATCH problem … [FINALLY …] END TRY | Runs its lines; when one fails, the lines below CATCH, and those below FINALLY in any case.
ON FAILURE | ON FAILURE DO … END ON | Takes back what was done before it, when the run fails or is cancelled.
ON ERROR RESUME NEXT | ON ERROR RESUME NEXT | From here to the end of the block a line that fails is passed by.
RETURN | RETURN [value] | Leaves the SUB or ends the program with a value.
PARAM | PARAM name AS type [LIKE example] [DESCRIPTION "text"] [DEFAULT value] | A value that the program gets when it is started.
DESCRIPTION | DESCRIPTION "text" | What the program does, for people and bots.
TALK | TALK message | Sends a message to the user.
HEAR | HEAR name [AS type | "choice", "choice"] [WITH "prompt"] [DEFAULT value] [TIMEOUT seconds] | Waits for a reply of the user, and asks again for one that does not fit.
ASK | name = ASK "prompt" | Asks the user and waits for the reply.
WAIT FOR RESPONSE | WAIT FOR RESPONSE AS name [TIMEOUT seconds] | Waits for what the user says next.
ADD SUGGESTION | ADD SUGGESTION "name" AS "label" | Offers a quick reply.
CLEAR SUGGESTIONS | CLEAR SUGGESTIONS | Offers no quick replies any more.
SET CONTEXT | SET CONTEXT "name" AS "text" | Keeps a text about the conversation for models.
LET | LET name = value | Sets a variable.
SET | SET name = value | Sets a variable.
APPEND | APPEND list, value | Adds a value to the end of a list.
THROW | THROW "what is wrong" | Fails with a message, or again with the failure that CATCH has taken.
FIND | FIND "table" [WHERE condition] [ORDER BY column] [LIMIT n] | Reads the rows of a table.
SAVE | SAVE "table", values | Writes a row of a table.
UPDATE | UPDATE "table" SET column = value WHERE condition | Changes rows of a table.
DELETE FROM | DELETE FROM "table" WHERE condition | Removes rows of a table.
MERGE | MERGE "table" WITH rows BY "key" | Changes the rows that the table has, and adds the others.
QUERY | QUERY "SELECT columns FROM table WHERE filter" | Reads columns or figures of a table.
SAVE FROM UNSTRUCTURED | SAVE FROM UNSTRUCTURED "table", json | Saves a row that is given as text in JSON form.
SEND MAIL | SEND MAIL to, subject, body | Puts a mail into the outbox.
CREATE TASK | CREATE TASK title[, assignee][, due][, priority] | Adds a task for a person or bot.
READ | READ path | Gives the text of a file of the drive.
WRITE | WRITE path, value | Writes a file of the drive.
RECORD METRIC | RECORD METRIC "name" WITH value = number | Keeps a figure with its time.
TABLE | TABLE name … END TABLE | Declares a table and its columns.
`;

const KEYWORDS: ReadonlyMap<string, KeywordHelp> = new Map(
  HELP.trim()
    .split('\n')
    .map((line) => {
      const [name = '', ...rest] = line.split(' | ');
      const text = rest.pop() ?? '';
      return [name, { name, form: rest.join(' | '), text }];
    }),
);

/** What is known of a keyword; undefined when it is none. */
export function keywordHelp(name: string): KeywordHelp | undefined {
  const upper = name.toUpperCase();
  const known = KEYWORDS.get(upper);
  if (known !== undefined) return known;
  const phrase = PHRASES.find((one) => one.name === upper);
  if (phrase === undefined) return undefined;
  const text = phrase.hasValue ? 'A keyword that gives a value.' : 'A keyword.';
  return { name: upper, form: upper, text };
}

/** How a function is called, e.g. `ROUND(a, [b])`; undefined when there is none of the name. */
export function functionSignature(name: string): string | undefined {
  const arity = functionArity(name.toLowerCase());
  if (arity === undefined) return undefined;
  const shown = Math.min(arity.most, Math.max(arity.least, 1) + 3);
  const names = Array.from({ length: shown }, (_, index) => String.fromCharCode(97 + index));
  const args = names
    .slice(0, arity.most)
    .map((one, index) => (index < arity.least ? one : `[${one}]`));
  if (arity.most > shown) args.push('…');
  return `${name.toUpperCase()}(${args.join(', ')})`;
}

/** The names of all functions, as they are written. */
export function functionNames(): readonly string[] {
  return FUNCTION_NAMES.map((name) => name.toUpperCase());
}
