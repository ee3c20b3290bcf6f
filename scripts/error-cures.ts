import type { PackageProblem } from '../dsl/package/load-package';
import type { PlanProblem } from '../plan/check-plan';
import type { ErrorCode } from '../plan/errors';
import { API_ERROR_TEXTS } from './api-error-cures';
import { APPROVAL_ERROR_TEXTS } from './approval-error-cures';
import { CALL_ERROR_TEXTS } from './call-error-cures';
import { TRIGGER_ERROR_TEXTS } from './trigger-error-cures';
import { text, type ErrorText } from './error-text';

/** For every code of a request, run or command. A new code does not compile without its text. */
export const ERROR_TEXTS: Readonly<Record<ErrorCode, ErrorText>> = {
  ...API_ERROR_TEXTS,
  PACKAGE_UNKNOWN: text(
    'No folder `<name>.gbai` lies in the packages folder.',
    'Look at `GET /api/packages`, and at `EVERSTEP_PACKAGES_DIR`.',
  ),
  PACKAGE_INVALID: text(
    'A text that the run would use has mistakes, or the folder cannot be read.',
    'Run `everstep check` on the package; `errors` names each place.',
  ),
  PACKAGE_ARCHIVE: text(
    'The zip archive is broken, encrypted, or made to harm: nothing of it was used.',
    'Pack the folder again with a common zip program, without a password and without archives inside.',
  ),
  PACKAGE_PATH: text(
    'A path of the package could leave its folder, cannot be written on every system, or is there twice.',
    'Rename or remove the entry and pack the folder again. Nothing of the package was used.',
  ),
  PACKAGE_LIMIT: text(
    'The package is larger than a package may be. Nothing of it was used.',
    'Take out what does not belong to it, or split it.',
  ),
  PACKAGE_NAME: text(
    'A package is known by its name, and this one has none that can be used.',
    'Pack a folder `<name>.gbai`, or give the name in the address: `?name=shop`.',
  ),
  PACKAGE_BODY_TYPE: text(
    'A package is uploaded as a zip archive, not as JSON or a form, and not compressed again.',
    'With curl: `--data-binary @shop.zip -H "Content-Type: application/zip"`.',
  ),
  WORKFLOW_UNKNOWN: text(
    'The package has no workflow of this name, or none at all.',
    'Name the file of the workflow, without `.bas`.',
  ),
  TEXT_INVALID: text(
    'A BASIC text was to be launched, but has mistakes. `errors` names each with its line.',
    'Mend the lines; `POST /api/check` tells the mistakes without launching.',
  ),
  TASKS_INVALID: text(
    'A list of tasks was to be launched, but has a number twice, depends on a task that is not there, or waits for itself.',
    '`errors` points at each task. Take the dependency away, or give the missing task.',
  ),
  PLAN_INVALID: text(
    'A plan does not have the form of `plan/schema.json`.',
    'Compile the text anew.',
  ),
  PLAN_REFERENCE: text(
    'A plan names a block, flow or bot that it does not have.',
    'Compile the text anew.',
  ),
  PLAN_UNKNOWN: text(
    'A run refers to a plan that the database does not have.',
    'Restore the table `plans` from the backup that the runs come from.',
  ),
  PLAN_TOO_LARGE: text(
    'The compiled workflow is too large.',
    'Split it into several workflows that talk by events.',
  ),
  INPUT_MISSING: text(
    'A PARAM without OPTIONAL and DEFAULT got no value, at launch or when a bot was called.',
    'Give the input, set a variable of that name before the bot, or declare the PARAM as OPTIONAL.',
  ),
  INPUT_UNKNOWN: text(
    'A workflow that declares PARAMs takes exactly these.',
    'Correct the name, or declare a PARAM for it.',
  ),
  INPUT_TYPE: text(
    'An input has another type than its PARAM. JSON text is never turned into a number.',
    'Send the type that the message names. On the command line, `name:=value` sends JSON.',
  ),
  RUN_UNKNOWN: text('No run has this id.', 'Look at `everstep status`.'),
  TASK_UNKNOWN: text(
    'The plan of the run has no bot or person at this step.',
    'Look at `GET /api/workflows/{id}/tasks`.',
  ),
  RUN_CLOSED: text('The run has ended, so it takes nothing any more.', 'Start another run.'),
  RUN_UNSTARTED: text(
    'The run is accepted, but Temporal has not started it.',
    'Try again in some seconds. If it stays so, look at `everstep doctor`: a worker starts it.',
  ),
  RUN_UNREADABLE: text(
    'A fork or a restore reads from the rows of a run where it stood. What an `ON EVENT` handler has set, and what came before a reset in Temporal, is not in them.',
    'Fork a run without handlers that have begun, or start another run.',
  ),
  RUN_FORK_UNREACHED: text(
    'A fork goes on before a step that its source has reached, and the source never came to this visit of it.',
    'Look at the tasks and events of the source (`everstep status RUN`), and name a step that has begun, with a visit that it had.',
  ),
  RUN_MIGRATION_REFUSED: text(
    'A run goes on in a newer plan only where everything that is under way is in it still: the step that it waits at, the loop or branches around it, what it will take back.',
    'Keep these steps in the new version, or let this run end with its own plan: runs that are started from now on have the new one.',
  ),
  RUN_NOT_LOST: text(
    'Only a run that Temporal has forgotten is started again from its rows.',
    'Nothing has to be done: the run goes on. To repeat a part of it, fork it.',
  ),
  RUN_NOT_HELD: text(
    'A retry or skip came for a run of which no step has failed and waits, or another step than the one named.',
    'Look at `holds` of the run; only a run with `ON FAILURE HOLD` waits instead of failing. A run that has ended can be forked.',
  ),
  RUN_NOTHING_TO_SKIP: text(
    'The step named is not one that the run waits at: it is over, not reached, or being done.',
    'Look at the state of the run, and skip the step that it shows.',
  ),
  VARIABLE_RESERVED: text(
    'The name belongs to the engine, to a loop, or is no name of a variable.',
    'Set another variable; what a loop or the engine sets would not stay.',
  ),
  RUN_START_REFUSED: text(
    'Temporal has refused to start the run, e.g. as its input is too large. Trying again would not help.',
    'Read the reason; launch the run again with a smaller input.',
  ),
  RUN_TERMINATED: text(
    'Somebody has ended the workflow in Temporal, past Everstep.',
    'Start another run. To end one, use `everstep cancel`.',
  ),
  RUN_THROWN: text('The program did THROW; the message is its own.', 'Do what the message says.'),
  RUN_BUDGET: text(
    'The program walks in a circle without ever reaching a step.',
    'Look at the loop that the step id names: its condition never changes.',
  ),
  RUN_TOO_DEEP: text(
    'Calls, blocks or values are nested too deep, mostly because a SUB calls itself.',
    'Add the condition that ends the calls, or use a loop.',
  ),
  RUN_HANDLER_DEPTH: text(
    'A handler publishes an event that begins a handler, and so on without end.',
    'Publish the event under a condition that ends, or outside of its handler.',
  ),
  RUN_TIMEOUT: text(
    'What stands below TRY TIMEOUT, or in a STEP with a TIMEOUT, took longer than that.',
    'Handle it with CATCH, or give it more time.',
  ),
  RUN_BRANCHES: text(
    'Branches of PARALLEL and of FOR EACH … IN PARALLEL stood inside each other, and together they would be more than a run can keep at once.',
    'Give the outer loop MAX, or call a file AS CHILD for each element, which is a run of its own.',
  ),
  RUN_FAN_OUT: text(
    'A FOR EACH … IN PARALLEL goes through more elements than a run can keep branches for.',
    'Give it parts of the list, one after the other: an outer FOR EACH over SLICEs.',
  ),
  RUN_TOO_LARGE: text(
    'A text, list or value has outgrown its limit.',
    'Keep rows in a table with SAVE and read what you need.',
  ),
  RUN_CANCELLED: text('The run was cancelled.', 'Start another run if that was a mistake.'),
  ...APPROVAL_ERROR_TEXTS,
  QUESTION_UNKNOWN: text(
    'The run has asked nothing under this id.',
    'Look at `everstep messages RUN`, or leave the question out: the reply goes to the oldest one.',
  ),
  REPLY_NOT_ASKED: text(
    'The run is between two HEARs, or waits for something else.',
    'Reply when it asks: `everstep chat --run RUN` waits for that.',
  ),
  REPLY_ANSWERED: text(
    'Somebody was faster. The first reply stands.',
    'Reply without naming the question, if the run asks something else now.',
  ),
  REPLY_CLOSED: text(
    'The TIMEOUT of the HEAR was over, or its branch has ended.',
    'Reply without naming the question, if the run asks something else now.',
  ),
  MESSAGE_ID_USED: text(
    'The id belongs to a message with another text or of another run.',
    'Make a new id for every message, and repeat it only to send the same message again.',
  ),
  EVENT_RESERVED: text(
    'approval_received, approval_denied and timeout_occurred are published by Everstep alone.',
    'Choose another name.',
  ),
  BOT_UNKNOWN: text(
    'Neither the package nor the workspace has a bot of this name. Bots are looked up when a run is launched.',
    'Add `bots/<name>.bas`, a line `bot-<name>-url` in config.csv, or register it; then start another run.',
  ),
  BOT_FAILED: text(
    'The bot could not be reached, or answered with 408, 429 or 5xx, in all attempts.',
    'Look at the bot. RETRY gives more attempts, FALLBACK another bot.',
  ),
  BOT_REFUSED: text(
    'The bot answered with a status of 3xx or 4xx. That is final: no attempt follows.',
    'Look at the log of the bot: the request does not please it.',
  ),
  BOT_TIMEOUT: text(
    'The bot did not answer in time, in all attempts.',
    'Give it more seconds with TIMEOUT, or let it answer faster.',
  ),
  BOT_ANSWER_INVALID: text('The answer is no JSON, or larger than 1 MB.', 'Correct the bot.'),
  BOT_ADDRESS_FORBIDDEN: text(
    'The address is no http or https address, has a password in it, or is not public.',
    'For bots on your own machine or network set `EVERSTEP_ALLOW_PRIVATE_ADDRESSES=true` for the worker.',
  ),
  MEMORY_KEY: text(
    'A key of memory, or the name of a bot, user or session, is longer than it may be.',
    'Keys take up to 400 characters, names up to 200.',
  ),
  MEMORY_TOO_LARGE: text(
    'The value is too large to be remembered.',
    'Remember less, or keep it as a row of a table with `SAVE`.',
  ),
  MEMORY_UNKNOWN: text(
    'No value was ever kept under this key, it has expired, or it was deleted. Keys of other workspaces are unknown too.',
    'Look at `everstep memory list`.',
  ),
  MEMORY_FULL: text(
    'The bot, user or session has 10,000 keys in its memory; another one was refused.',
    'Delete keys with `everstep memory delete`, let values expire, or keep them as rows of a table with `SAVE`.',
  ),
  ...CALL_ERROR_TEXTS,
  ...TRIGGER_ERROR_TEXTS,
  FILE_UNKNOWN: text(
    'CALL names a file that is not in the package, or one that has mistakes.',
    'Put the file beside the workflow, and look at `everstep check`.',
  ),
  FILE_NOT_FOUND: text(
    'READ, COPY or MOVE names a file that the drive of the workflow does not have.',
    'Compare the path with what `LIST ""` gives. Each workflow has a drive of its own.',
  ),
  FILE_PATH: text(
    'The path is empty, has more than 500 characters, or has `..` in it.',
    'Name the file from the root of the drive: `reports/may.txt`.',
  ),
  FILE_TOO_LARGE: text(
    'A file of a drive has at most 1,000,000 bytes.',
    'Write several files, or keep the rows in a table.',
  ),
  KEYWORD_NOT_AVAILABLE: text(
    'The keyword belongs to the language, but nothing here offers it. `everstep check --strict` finds it before.',
    'Let a bot over HTTP do this work.',
  ),
  VALUE_TYPE: text(
    'A value is of another kind than needed here.',
    'Look at [the table of kinds](reference/basic-language.md#values).',
  ),
  VALUE_NAME: text(
    'A member cannot be called so; or two inputs differ in case only.',
    'Choose another name.',
  ),
  VALUE_RANGE: text(
    'A number, place or date is outside of what can be.',
    'The message says what is needed.',
  ),
  FUNCTION_UNKNOWN: text(
    'There is no function or method of this name.',
    'Look at [the functions](reference/basic-language.md#functions).',
  ),
  FUNCTION_ARGUMENTS: text(
    'A function got too few or too many arguments.',
    'The message says how many it takes.',
  ),
  STORE_TABLE_NAME: text('A table cannot be called so.', 'Use letters, digits and `_`.'),
  STORE_BUSY: text(
    'The database has no free connection, or a lock was not free in time.',
    'Nothing: steps are tried again. If it lasts, look at the load.',
  ),
  STORE_DOWN: text(
    'The database does not answer. Runs wait and lose nothing.',
    'Look at `everstep doctor` and `logs/postgres.log`.',
  ),
  STORE_MIGRATION_CHANGED: text(
    'A file in `migrations/` is not the one that was applied.',
    'Take the file back to what it was; a change is a new migration.',
  ),
  STORE_MIGRATION_MISSING: text(
    'The database was used by a newer Everstep.',
    'Run that version, or take the database back with it: `everstep migrate --down`.',
  ),
  TEST_YAML: text(
    'A file `*.test.yaml` of a package cannot be read as YAML.',
    'Look at the place that is named: blanks in front of a line, a missing `:` or a quote that is not closed.',
  ),
  TEST_KEY: text(
    'A test file has a key that nobody reads. It would be left out in silence, so it is refused.',
    'Take the key that is proposed, or compare with [the guide to tests](guides/testing.md).',
  ),
  TEST_VALUE: text(
    'A value of a test file is not of the kind that belongs there, or something is missing.',
    'Read the place and the reason; [the guide to tests](guides/testing.md) lists every key.',
  ),
  TEST_UNUSED: text(
    'A test answers for a bot that no step calls, or publishes an event that no step waits for.',
    'Compare the name with the workflow; take the part out where it is no longer needed.',
  ),
  WORKER_OUTDATED: text(
    'A newer version has begun runs in this database, and this worker would walk them in another way. It does not start, or it stops.',
    'Update the worker. In an update, start the new workers first, then the API, and then stop the old workers.',
  ),
  WORKER_REPLAY: text(
    'The code of the worker takes another way than an older version did, or the build is damaged. Open runs would get stuck, so it does not start.',
    'Run the version that ran before, and build this one again. Where the code was changed, give the change a behaviour flag.',
  ),
  STACK_SETTING_INVALID: text(
    'A setting has a value that cannot be used.',
    'Look at [the settings](guides/operations.md#settings).',
  ),
  STACK_PORT_TAKEN: text(
    'You have chosen this port, and another program has it. Default ports give way by themselves.',
    'Choose another port, or end that program.',
  ),
  STACK_LOCKED: text(
    'Another start uses the same data directory.',
    'Stop that one, or use another `EVERSTEP_DATA_DIR`.',
  ),
  STACK_DATA_DIR: text(
    'The data directory cannot be made or written.',
    'Do what the message advises.',
  ),
  STACK_PROCESS_FAILED: text(
    'A part did not come up, or died again and again.',
    'Read the log that the message names.',
  ),
  STACK_POSTGRES: text(
    'The embedded PostgreSQL cannot run here.',
    'Do what the message advises, or set `DATABASE_URL` to a server of yours.',
  ),
  STACK_TEMPORAL_CLI: text(
    'Temporal could neither be found, nor downloaded, nor built.',
    'Install Go, or set `TEMPORAL_CLI_PATH` to the `temporal` program, or `TEMPORAL_ADDRESS` to a server.',
  ),
  STACK_TEMPORAL: text(
    'Temporal does not answer.',
    'Look at `everstep doctor` and `logs/temporal.log`.',
  ),
  STACK_STOPPED: text('Ctrl-C came while everything was starting.', 'Start again.'),
};

/** What `parsePlan` and `checkPlan` find. */
export const PLAN_PROBLEMS: Readonly<Record<PlanProblem['code'], string>> = {
  PLAN_INVALID:
    'The text is no JSON or no plan, or it cannot be printed because the language has no form for a part of it.',
  PLAN_VERSION: 'The plan is of a version that this release does not read.',
  PLAN_REFERENCE: 'A flow, block or bot is named that the plan does not have.',
  PLAN_STEP_TWICE: 'Two steps have one id.',
  PLAN_CYCLE: 'A block belongs to two steps, or leads back to itself.',
  PLAN_UNREACHABLE: 'Nothing leads to a block.',
  PLAN_TOO_LARGE:
    'The plan has more than 1 MB, too many steps, blocks, flows or bots, or an expression too many parts.',
  PLAN_TOO_DEEP: 'Blocks or expressions are nested too deep.',
  PLAN_NAME:
    'An input is declared twice, the name of a bot has capital letters, or a name could reach into the machinery.',
};

/** What is wrong with a package apart from its BASIC texts. */
export const PACKAGE_PROBLEMS: Readonly<Record<PackageProblem['code'], string>> = {
  PACKAGE_CSV:
    'A table cannot be read: no header, a bad column name, broken quotes, or more than 100,000 rows.',
  PACKAGE_CONFIG: 'A line of config.csv is no `name,value`; it is passed by.',
  PACKAGE_TWICE: 'Two scripts of one kind have the same name.',
  PACKAGE_EMPTY: 'The package has no script.',
  PACKAGE_MANIFEST: 'package.json or config.json is not JSON; it is passed by.',
  PACKAGE_BOT:
    'No script and no setting of the package is the bot. A registered bot of the name answers, else the default bot.',
  PACKAGE_TOOL: 'ADD TOOL or USE TOOL names no script of the package.',
  PACKAGE_FILE: 'CALL or SET SCHEDULE names no script of the package.',
  PACKAGE_KNOWLEDGE: 'USE KB names no collection of the package.',
  PACKAGE_TEXT: 'A script has the character NUL, which no database keeps as text.',
  PACKAGE_SCHEDULE: 'A schedule is neither cron nor a time in English that is known.',
};
