import { seedOfRun } from '../../plan/ids';
import type { Plan, Step } from '../../plan/schema';
import type { ObjectValue, Value, Variables } from '../../plan/value';
import type { RecordedAttempt, RecordedRow, RunRecord } from '../../store/run-record';
import { ANY } from './compare';
import { writeDuration } from './duration';
import { plain } from './observe';
import { pathOf } from './path';

/** A test as a file has it: durations are texts. */
export type WrittenTest = Readonly<Record<string, unknown>>;

/** A run that has ended, as a test: what it was given, and what it came to. */
export function testOfRun(plan: Plan, record: RunRecord): WrittenTest {
  const { run } = record;
  return {
    name: `run ${run.id}`,
    given: {
      now: run.createdAt,
      chance: seedOfRun(run.id),
      input: inputOf(plan, run.input),
      ...present('bots', botsOf(plan, record)),
      ...present('decisions', record.questions.map(decisionOf)),
      ...present('events', eventsOf(record)),
      ...present('commands', commandsOf(record)),
      ...present('tables', foundRows(plan, record)),
    },
    expect: expectationOf(plan, record),
  };
}

function expectationOf(
  plan: Plan,
  { run, steps, messages, published, saved }: RunRecord,
): WrittenTest {
  const { status, result, failure } = run;
  const tables = groupBy(
    saved,
    ({ table }) => table,
    ({ data }) => anonymous(plain(data)),
  );
  return {
    status,
    ...(status === 'completed' && result !== null && { result: anonymous(plain(result)) }),
    ...(failure && { failure: { code: failure.code, message: failure.message } }),
    path: pathOf(
      plan,
      steps.map((row) => [row.key, row]),
    ),
    messages,
    events: published.map(({ name, data }) => ({ name, data: anonymous(plain(data)) })),
    ...present('tables', tables),
  };
}

/** Values of the package's configuration come with the package; a workflow with PARAMs takes only these. */
function inputOf(plan: Plan, input: ObjectValue): Variables {
  const names = plan.flows['main']?.parameters.map(({ name }) => name) ?? [];
  if (names.length === 0) return input;
  return Object.fromEntries(Object.entries(input).filter(([name]) => names.includes(name)));
}

/** Answers of bots over HTTP, each with the time it took, in the order of asking. */
function botsOf(
  plan: Plan,
  { steps, attempts }: RunRecord,
): Readonly<Record<string, readonly WrittenTest[]>> {
  const byId = stepsById(plan);
  const calls = steps.filter(({ kind, key }) => kind === 'bot' && key.endsWith('call'));
  const begins = attempts.filter(({ attempt }) => attempt === 0);
  const inOrder = begins.flatMap(({ key, at }) => {
    const row = calls.find((call) => call.key === key);
    const failed = attempts.filter((one) => one.key === key && one.attempt > 0);
    const step = row && byId.get(row.stepId);
    return row && step?.kind === 'bot' ? [{ row, step, failed, at }] : [];
  });
  return groupBy(
    inOrder.flatMap(({ row, step, failed, at }) => {
      const who = row.key.endsWith('fallback.call') ? step.fallback : step.bot;
      const name = literal(who) ?? failed[0]?.error?.bot ?? 'bot';
      const action = literal(step.action);
      const answers = answersOf(name, row, failed, at);
      return answers.map((answer) => ({
        name,
        answer: { ...(action !== undefined && { action }), ...answer },
      }));
    }),
    ({ name }) => name,
    ({ answer }) => answer,
  );
}

function answersOf(
  bot: string,
  row: RecordedRow,
  failed: readonly RecordedAttempt[],
  begunAt: number,
): readonly WrittenTest[] {
  const before = failed.map(({ error, at }, index) => {
    const from = failed[index - 1]?.at ?? begunAt;
    return failureAnswer(bot, error ?? { code: 'BOT_FAILED', message: '' }, at - from);
  });
  const from = failed.at(-1)?.at ?? begunAt;
  if (row.failure === null) return [...before, { answer: row.result, ...after(row.at - from) }];
  const failure = row.failure as unknown as { readonly code: string; readonly message: string };
  return [...before, failureAnswer(bot, failure, row.at - from)];
}

/** A bot that did not answer in time answers later than that. */
function failureAnswer(
  bot: string,
  { code, message }: { readonly code: string; readonly message: string },
  tookMs: number,
): WrittenTest {
  if (code === 'BOT_TIMEOUT') return { answer: null, ...after(tookMs + 1000) };
  const heads = [`The bot ${bot} failed: `, `The bot ${bot} refused the request: `];
  const head = heads.find((one) => message.startsWith(one)) ?? '';
  const error = message.slice(head.length).replace(/\.$/, '') || 'failed';
  return { error, ...(code !== 'BOT_FAILED' && { final: true }), ...after(tookMs) };
}

function decisionOf({
  status,
  by,
  comment,
  askedAt,
  decidedAt,
}: RunRecord['questions'][number]): unknown {
  if (status !== 'approved' && status !== 'rejected') return 'nobody';
  return {
    decision: status === 'approved' ? 'approve' : 'reject',
    ...(by !== null && { by }),
    ...(comment !== null && { comment }),
    ...after((decidedAt ?? askedAt) - askedAt),
  };
}

function eventsOf({ inputs, run }: RunRecord): readonly WrittenTest[] {
  return inputs
    .filter(({ kind }) => kind === 'event')
    .map(({ subject, payload, at }) => ({
      name: subject,
      data: payload,
      ...after(at - Date.parse(run.createdAt)),
    }));
}

function commandsOf({ inputs, run }: RunRecord): readonly WrittenTest[] {
  return inputs
    .filter(({ kind }) => kind === 'control')
    .map(({ subject, at }) => ({ command: subject, ...after(at - Date.parse(run.createdAt)) }));
}

/** Rows that the run has found, as it saw them first; what it had saved itself is not given to it. */
function foundRows(
  plan: Plan,
  { steps, saved }: RunRecord,
): Readonly<Record<string, readonly Value[]>> {
  const byId = stepsById(plan);
  const own = new Set(saved.map(({ table, id }) => `${table}\n${JSON.stringify(id)}`));
  const tables = new Map<string, Map<string, Value>>();
  for (const { kind, stepId, result } of steps) {
    const step = byId.get(stepId);
    const table = step?.kind === 'find' ? literal(step.table) : undefined;
    if (kind !== 'find' || table === undefined) continue;
    const rows = tables.get(table) ?? new Map<string, Value>();
    tables.set(table, rows);
    for (const row of rowsOf(result)) {
      const id = JSON.stringify(row['id']);
      if (!own.has(`${table}\n${id}`) && !rows.has(id)) rows.set(id, row);
    }
  }
  return Object.fromEntries([...tables].map(([name, rows]) => [name, [...rows.values()]]));
}

function rowsOf(result: Value): readonly ObjectValue[] {
  const { rows } = (result ?? {}) as { readonly rows?: readonly ObjectValue[] };
  return rows ?? [];
}

function stepsById({ blocks }: Plan): ReadonlyMap<string, Step> {
  return new Map(Object.values(blocks).flatMap((steps) => steps.map((step) => [step.id, step])));
}

function literal(
  expression: { readonly op: string; readonly value?: unknown } | undefined,
): string | undefined {
  return typeof expression?.value === 'string' ? expression.value : undefined;
}

function after(milliseconds: number): { readonly after: number | string } {
  return { after: writeDuration(Math.max(0, milliseconds)) };
}

const DIFFERENT_EACH_TIME =
  /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)$/;

/** Ids and points in time are others in each run. */
function anonymous(value: Value): Value {
  if (typeof value === 'string') return DIFFERENT_EACH_TIME.test(value) ? ANY : value;
  if (Array.isArray(value)) return value.map((item: Value) => anonymous(item));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as ObjectValue);
  return Object.fromEntries(members.map(([name, member]) => [name, anonymous(member)]));
}

/** A member, unless it would be empty. */
function present(name: string, value: object): WrittenTest {
  return Object.keys(value).length > 0 ? { [name]: value } : {};
}

function groupBy<T, R>(
  items: readonly T[],
  nameOf: (item: T) => string,
  partOf: (item: T) => R,
): Readonly<Record<string, readonly R[]>> {
  const groups = new Map<string, R[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item)) ?? [];
    group.push(partOf(item));
    groups.set(nameOf(item), group);
  }
  return Object.fromEntries(groups);
}
