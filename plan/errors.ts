/** How an error of this code is answered over HTTP and whether trying again can help. */
interface ErrorRule {
  readonly status: number;
  readonly retryable: boolean;
  /** One sentence; `{name}` takes a detail. */
  readonly message: string;
}

const rule = (status: number, message: string, retryable = false): ErrorRule => ({
  status,
  message,
  retryable,
});

/**
 * Every code that a request, a run or a command can fail with. A code is never renamed or reused.
 * Mistakes in BASIC text have a catalogue of their own, in `dsl/basic/catalogue.ts`.
 */
export const ERRORS = {
  API_KEY_MISSING: rule(401, 'This address needs an API key in the header X-API-KEY.'),
  API_KEY_WRONG: rule(401, 'The API key is not known.'),
  API_FORBIDDEN: rule(403, 'The role {role} may not do this; it needs {needed}.'),
  KEY_UNKNOWN: rule(404, 'There is no key {id}.'),
  KEY_OWN: rule(409, 'This is the key that you use; another admin has to take it back.'),
  API_NOT_FOUND: rule(404, 'There is nothing at {path}.'),
  API_METHOD_NOT_ALLOWED: rule(405, '{path} does not take {method}; it takes {allowed}.'),
  API_BODY_INVALID: rule(422, 'The request does not have the expected form.'),
  API_BODY_MALFORMED: rule(400, 'The body is not valid JSON.'),
  API_BODY_TOO_LARGE: rule(413, 'The body is larger than {limit} bytes.'),
  API_BODY_TYPE: rule(415, 'The body has to be application/json in UTF-8.'),
  API_QUERY_INVALID: rule(400, 'A query parameter does not have the expected form.'),
  API_PATH_INVALID: rule(400, 'The address cannot be read.'),
  API_HOST_WRONG: rule(421, 'This server does not answer for the host {host}.'),
  API_TIMEOUT: rule(408, 'The request took too long to arrive.'),
  API_UNAVAILABLE: rule(503, '{part} cannot be reached at the moment.', true),
  API_INTERNAL: rule(500, 'Something of ours went wrong; it is logged under {requestId}.'),
  API_BACKLOG: rule(503, '{limit} {what} wait already; nothing more is taken for now.', true),
  PACKAGE_UNKNOWN: rule(404, 'There is no package {package}.'),
  PACKAGE_INVALID: rule(422, 'The package {package} has mistakes.'),
  PACKAGE_ARCHIVE: rule(422, 'The archive cannot be read: {reason}.'),
  PACKAGE_PATH: rule(422, 'The package has the entry {entry}, which {reason}.'),
  PACKAGE_LIMIT: rule(422, 'A package has at most {limit} {what}; this one has {found}.'),
  PACKAGE_NAME: rule(422, 'The package cannot be called {name}: {reason}.'),
  PACKAGE_BODY_TYPE: rule(415, 'The body has to be a zip archive, announced as application/zip.'),
  WORKFLOW_UNKNOWN: rule(404, 'The package {package} has no workflow {workflow}.'),
  TEXT_INVALID: rule(422, 'The text has mistakes.'),
  TASKS_INVALID: rule(422, 'The list of tasks has mistakes.'),
  PLAN_INVALID: rule(422, 'The plan does not have the expected form.'),
  PLAN_REFERENCE: rule(422, 'The plan refers to {what} {name}, which it does not have.'),
  PLAN_UNKNOWN: rule(404, 'There is no plan with the hash {hash}.'),
  PLAN_TOO_LARGE: rule(422, 'The plan has {size} bytes, the limit is {limit}.'),
  INPUT_MISSING: rule(422, 'The workflow needs the input {name} ({type}).'),
  INPUT_UNKNOWN: rule(422, 'The workflow takes no input {name}.'),
  INPUT_TYPE: rule(422, 'The input {name} has to be {expected}, but {found} was given.'),
  RUN_UNKNOWN: rule(404, 'There is no run {id}.'),
  TASK_UNKNOWN: rule(404, 'The run {run} has no task {id}.'),
  RUN_CLOSED: rule(409, 'The run {id} has ended: {status}.'),
  RUN_UNSTARTED: rule(409, 'The run {id} has not been started yet.', true),
  RUN_UNREADABLE: rule(409, 'Where the run {id} stood cannot be read from its rows: {reason}.'),
  RUN_FORK_UNREACHED: rule(409, 'The run {id} did not reach visit {visit} of the step {step}.'),
  RUN_MIGRATION_REFUSED: rule(409, 'The run cannot go on with the new plan: {reason}.'),
  RUN_NOT_LOST: rule(409, 'Temporal knows the run {id}: {status}.'),
  RUN_NOT_HELD: rule(409, 'No step of the run {id} waits for an operator.'),
  RUN_NOTHING_TO_SKIP: rule(409, 'The run {id} does not wait at the step {step}.'),
  VARIABLE_RESERVED: rule(422, 'The variable {name} cannot be set: {reason}.'),
  RUN_START_REFUSED: rule(422, 'Temporal does not take the run: {reason}.'),
  RUN_TERMINATED: rule(409, 'The run was ended in Temporal: {reason}.'),
  TRIGGER_UNKNOWN: rule(404, 'There is no {kind} {id}.'),
  TRIGGER_BUSY: rule(409, 'A run of the schedule {id} still goes on.'),
  WEBHOOK_SIGNATURE: rule(
    401,
    'The webhook is not known, or its call is not signed as it has to be.',
  ),
  CHILD_CANCELLED: rule(409, 'The run of {file} was cancelled.'),
  RUN_THROWN: rule(422, '{message}'),
  RUN_BUDGET: rule(422, 'The program did more than {limit} statements without reaching a step.'),
  RUN_TOO_DEEP: rule(422, 'The program is nested deeper than {limit} blocks.'),
  RUN_HANDLER_DEPTH: rule(
    422,
    'The handler of {event} was begun by handlers that began each other more than {limit} times.',
  ),
  RUN_TOO_LARGE: rule(422, 'A value has {size} bytes, the limit is {limit}.'),
  RUN_TIMEOUT: rule(504, 'The statements did not end before their TIMEOUT.'),
  RUN_FAN_OUT: rule(422, 'FOR EACH IN PARALLEL takes {limit} elements, but the list has {size}.'),
  RUN_BRANCHES: rule(422, 'The run would have more than {limit} branches at once.'),
  RUN_CANCELLED: rule(409, 'The run was cancelled.'),
  APPROVAL_UNKNOWN: rule(404, 'There is no approval {id}.'),
  APPROVAL_DECIDED: rule(409, 'The approval was already decided by {by}: {outcome}.'),
  APPROVAL_CLOSED: rule(409, 'The approval is no longer open: {outcome}.'),
  APPROVAL_REJECTED: rule(409, '{by} rejected the request.'),
  APPROVAL_EXPIRED: rule(409, 'Nobody decided in time.'),
  APPROVAL_IMPOSSIBLE: rule(
    422,
    '{needed} approvals are needed, but only {people} people are asked.',
  ),
  APPROVAL_NOT_FOR_YOU: rule(403, 'The approval is for {from}, not for {by}.'),
  APPROVAL_OWN: rule(403, 'Nobody decides a request of his own, and {by} made this one.'),
  APPROVAL_COMMENT: rule(422, 'The decision needs a comment.'),
  APPROVAL_VOTED: rule(409, '{from} has decided already.'),
  APPROVAL_WHOSE: rule(422, 'Several people are asked: {people}. Say whose part it is in from.'),
  APPROVAL_ASKED: rule(409, '{to} is asked already.'),
  GROUPS_FULL: rule(422, 'The workspace has {limit} groups, which is the most there can be.'),
  GROUP_UNKNOWN: rule(404, 'There is no group {name}.'),
  QUESTION_UNKNOWN: rule(404, 'There is no question {id}.'),
  REPLY_NOT_ASKED: rule(409, 'The run {id} waits for no reply now.'),
  REPLY_ANSWERED: rule(409, 'The question was already answered by {by}.'),
  REPLY_CLOSED: rule(409, 'The question takes no reply any more: {outcome}.'),
  MESSAGE_ID_USED: rule(409, 'Another message has the id {id}.'),
  EVENT_RESERVED: rule(422, 'The event {name} is published by the engine only.'),
  BOT_UNKNOWN: rule(422, 'There is no bot {bot}.'),
  BOT_FAILED: rule(502, 'The bot {bot} failed: {reason}.', true),
  BOT_REFUSED: rule(502, 'The bot {bot} refused the request: {reason}.'),
  BOT_TIMEOUT: rule(504, 'The bot {bot} did not answer within {seconds} seconds.', true),
  BOT_ANSWER_INVALID: rule(502, 'The bot {bot} gave an answer that cannot be read: {reason}.'),
  BOT_ADDRESS_FORBIDDEN: rule(403, 'The address {address} may not be called: {reason}.'),
  MEMORY_KEY: rule(422, 'The name {key} has {size} characters; memory takes up to {limit}.'),
  MEMORY_TOO_LARGE: rule(
    422,
    'The value of {key} has {size} characters as JSON; the limit is {limit}.',
  ),
  MEMORY_UNKNOWN: rule(404, 'The {owner} {id} remembers nothing under {key}.'),
  MEMORY_FULL: rule(422, '{who} has {limit} keys in its memory, which is the most there can be.'),
  HTTP_REQUEST_INVALID: rule(422, 'The HTTP request cannot be made: {reason}.'),
  HTTP_ADDRESS_FORBIDDEN: rule(403, 'The address {address} may not be called: {reason}.'),
  HTTP_FAILED: rule(502, 'The call of {address} failed: {reason}.', true),
  HTTP_REFUSED: rule(502, '{address} refused the call with status {status}.'),
  HTTP_TIMEOUT: rule(504, '{address} did not answer within {seconds} seconds.', true),
  HTTP_ANSWER_INVALID: rule(502, 'The answer of {address} cannot be used: {reason}.'),
  MODEL_UNKNOWN: rule(422, 'There is no model {model}; there are: {known}.'),
  MODEL_BUDGET: rule(
    422,
    'No model answers for {limit} dollars; the cheapest takes about {cheapest}.',
  ),
  MODEL_FAILED: rule(502, 'The model {model} failed: {reason}.', true),
  MODEL_REFUSED: rule(502, 'The model {model} refused the call with status {status}.'),
  MODEL_ANSWER_INVALID: rule(502, 'The answer of the model {model} cannot be used: {reason}.'),
  SECRET_UNKNOWN: rule(422, 'There is no secret {name}.'),
  SECRET_PLACE: rule(
    422,
    'The secret {name} can only be a part of a header, an address or a body.',
  ),
  FILE_UNKNOWN: rule(422, 'The package has no file {file} that could be called.'),
  FILE_NOT_FOUND: rule(422, 'The drive has no file {path}.'),
  FILE_PATH: rule(422, 'The path {path} does not lead to a file of the drive.'),
  FILE_TOO_LARGE: rule(422, 'The file {path} would have {size} bytes, the limit is {limit}.'),
  KEYWORD_NOT_AVAILABLE: rule(422, '{keyword} is not available here.'),
  VALUE_TYPE: rule(422, '{where} needs {expected}, but has {found}.'),
  VALUE_NAME: rule(422, 'The name {name} is reserved.'),
  VALUE_RANGE: rule(422, '{where}: {found} is out of range, {expected} is needed.'),
  FUNCTION_UNKNOWN: rule(422, 'There is no function {name}.'),
  FUNCTION_ARGUMENTS: rule(422, '{name} takes {expected}, but {found} were given.'),
  STORE_TABLE_NAME: rule(422, 'The table name {name} cannot be used.'),
  STORE_BUSY: rule(503, 'The database is busy.', true),
  STORE_DOWN: rule(503, 'The database cannot be reached.', true),
  STORE_MIGRATION_CHANGED: rule(500, 'The migration {name} was changed after it was applied.'),
  STORE_MIGRATION_MISSING: rule(500, 'The database has the migration {name}, which is not here.'),
  TEST_YAML: rule(422, 'The test file is no YAML: {reason}.'),
  TEST_KEY: rule(422, '{where} has no {key}.'),
  TEST_VALUE: rule(422, '{where}: {reason}.'),
  TEST_UNUSED: rule(422, 'The workflow never uses the {what} {name}.'),
  WORKER_OUTDATED: rule(
    409,
    'Open runs were begun with the behaviour flags {flags}, which this worker does not know.',
  ),
  WORKER_REPLAY: rule(500, 'This worker does not replay the recorded run {history}: {reason}.'),
  STACK_SETTING_INVALID: rule(422, '{setting} is {value}; it has to be {expected}.'),
  STACK_PORT_TAKEN: rule(
    409,
    'Port {port} is taken by another program. Set {setting} to a free port.',
  ),
  STACK_LOCKED: rule(
    409,
    'The data directory {dataDir} is used by process {pid} since {since}. {advice}',
  ),
  STACK_DATA_DIR: rule(500, 'The data directory {dataDir} cannot be used: {reason}. {advice}'),
  STACK_PROCESS_FAILED: rule(500, '{name} {reason}. Read {logFile}; it ends with: {lines}'),
  STACK_POSTGRES: rule(500, 'PostgreSQL cannot be started here: {reason}. {advice}'),
  STACK_TEMPORAL_CLI: rule(
    500,
    'There is no Temporal command here and none could be fetched: {reason}. {advice}',
  ),
  STACK_TEMPORAL: rule(503, 'Temporal does not answer at {address}: {reason}.', true),
  STACK_STOPPED: rule(503, 'The start was stopped before everything was up.'),
} as const satisfies Record<string, ErrorRule>;

/** A stable code of the table above. */
export type ErrorCode = keyof typeof ERRORS;
/** Facts that complete the message; they are shown to the user. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** A request, run or command failed for a reason that the user can be told. */
export class AppError extends Error {
  override readonly name = 'AppError';
  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
    options?: { cause?: unknown },
  ) {
    super(fillMessage(ERRORS[code].message, details), options);
  }
  /** The HTTP status that answers this error. */
  get status(): number {
    return ERRORS[this.code].status;
  }
  /** True when the same request can succeed later. */
  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }
}

/** True where doing the same once more can help; of a program's failures, also what THROW has said. */
export function isRetryable(code: string): boolean {
  if (code === 'RUN_THROWN' || code === 'RUN_TIMEOUT') return true;
  return Object.hasOwn(ERRORS, code) && ERRORS[code as ErrorCode].retryable;
}

/** Puts details into the `{name}` places of a message. */
function fillMessage(template: string, details: ErrorDetails): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = details[name];
    if (typeof value === 'string') return value.length > 500 ? `${value.slice(0, 500)}…` : value;
    return value === undefined ? place : JSON.stringify(value);
  });
}

/** Throws when a condition of ours does not hold: a defect of this program, never a user's mistake. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${message}`);
}
