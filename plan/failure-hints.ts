import type { ErrorCode } from './errors';

/** For the codes that the author of a program can do something about: what to do next. */
const HINTS: Partial<Record<ErrorCode, string>> = {
  APPROVAL_REJECTED: 'Add ON REJECT to the approval if the run has another way to go on.',
  BOT_ANSWER_INVALID: 'Let the bot answer with JSON in UTF-8 of at most 1 MB.',
  BOT_FAILED: 'See whether the bot answers; raise RETRY, or name another bot with FALLBACK.',
  BOT_REFUSED: 'Compare what the step sends with what the bot takes; RETRY would not help.',
  BOT_TIMEOUT: 'Give the step a longer TIMEOUT, or name another bot with FALLBACK.',
  BOT_UNKNOWN: 'Compare the name with the bots of the package and the registry.',
  FILE_UNKNOWN: 'Compare the name with the files of the package.',
  FUNCTION_ARGUMENTS: 'Look the function up in the language reference.',
  FUNCTION_UNKNOWN: 'Compare the name with the functions of the language reference.',
  KEYWORD_NOT_AVAILABLE: 'Use one of the keywords of the language reference, or a bot.',
  RUN_BRANCHES: 'Let fewer branches go on at once, e.g. with MAX in FOR EACH … IN PARALLEL.',
  RUN_BUDGET: 'Look at the condition of the loop: it never ends, or needs a step inside.',
  RUN_FAN_OUT: 'Split the list and walk the parts one after the other.',
  RUN_THROWN: 'Do what the message says, or handle it with TRY and CATCH.',
  RUN_TIMEOUT: 'Give the block a longer TIMEOUT, or handle it with CATCH.',
  RUN_TOO_DEEP: 'Look for a routine, bot or file that calls itself without an end.',
  RUN_TOO_LARGE: 'Keep large data in a table or a file, and only its key in a variable.',
  STORE_TABLE_NAME: 'Use letters, digits and underscores, and begin with a letter.',
  VALUE_NAME: 'Use another name; this one belongs to the engine.',
  VALUE_RANGE: 'Check the value before the step that uses it, e.g. with IF.',
  VALUE_TYPE: 'Look at the value with TALK, or convert it, e.g. with VAL or STR.',
};

/** What to do about a failure; undefined where only its message can say. */
export function hintOf(code: string): string | undefined {
  return Object.hasOwn(HINTS, code) ? HINTS[code as ErrorCode] : undefined;
}
