import { AppError, isRetryable } from '../../plan/errors';
import { FLAGS } from '../../plan/flags';
import type { StepOf } from '../../plan/schema';
import type { Value, Variables } from '../../plan/value';
import type { Failure, StepMemory } from '../../plan/walk';
import { pauseAfter } from '../back-off';
import type { Branch } from '../branch';
import { evaluate, toNumber, toText } from '../evaluate';
import { createForkRunner } from '../fork-step';
import type { Flow, WalkHost, Work } from '../host';
import { applyWrites } from '../join';
import { readDuration } from '../limits';
import { isBounded } from '../bounded-blocks';
import { callScript, type ScriptCall } from './call-script';

type BotStep = StepOf<'bot'>;

/** Most repetitions of a call. */
const MAX_RETRIES = 100;

/** How often a call is repeated after its first failure; undefined where the step does not say. */
export function readRetries(step: BotStep, branch: Branch): number | undefined {
  if (!step.retry) return undefined;
  const retries = toNumber(evaluate(step.retry, branch), 'RETRY');
  return Math.min(Math.max(0, Math.trunc(retries)), MAX_RETRIES);
}

/**
 * Has a script walked: in place, or, where it has a time limit that it may outlast, in a branch of its own,
 * which can be closed.
 */
export function walkScript(
  step: BotStep,
  branch: Branch,
  host: WalkHost,
  { flowName, data }: { readonly flowName: string; readonly data: Variables },
): Flow {
  const script = callScript(step, branch, host, { flowName, bot: toText(data['bot'] ?? null) });
  const turn = 2 * attemptOf(data) + (data['fallback'] === true ? 1 : 0);
  const inPlace = (memory: Omit<StepMemory, 'phase'>): Flow => {
    return { go: 'enter', ...script, memory: { phase: 'called', turn, ...memory } };
  };
  if (!host.flags.includes(FLAGS.scriptClauses)) return inPlace({ data });
  const retries = readRetries(step, branch);
  const begun = { ...data, ...(retries !== undefined && { retries }) };
  const timeoutMs = readDuration(step.timeout, branch, 'TIMEOUT');
  if (timeoutMs === null) return inPlace({ data: begun });
  const until = host.now() + timeoutMs;
  const limited = { ...begun, timeoutMs };
  if (isBounded(host.plan, script.block)) return inPlace({ until, data: limited });
  const forked = { ...limited, script: script as unknown as Value };
  return { go: 'fork', memory: { phase: 'timed', turn, until, children: [], data: forked } };
}

/** The branch of a script with a time limit. */
export const timedScript = createForkRunner<BotStep>({
  begin: () => ({ phase: 'timed' }),
  next(_step, branch, [child]) {
    if (child) return child.end ? { over: failureOf(child) } : { begin: [] };
    const { data = {}, turn = 0 } = branch.memory ?? {};
    const { block, call } = data['script'] as unknown as ScriptCall;
    const frame = branch.childFrame(`bot${turn}`, block, turn);
    return { begin: [{ ...frame, levels: [{ block, index: 0, call }] }] };
  },
  join(_step, branch, [child]) {
    if (child) applyWrites(branch, child);
    return answerNext(branch, child?.returned ?? null);
  },
  fail(step, branch, { failure }) {
    const isExpired = failure.code === 'RUN_TIMEOUT' && failure.stepId === step.id;
    return scriptFailed(branch, isExpired ? tooLate(branch) : failure);
  },
});

function failureOf({ end }: Branch): Failure | null {
  return end?.status === 'failed' ? end.failure : null;
}

/** A script that was walked in place has ended: its answer counts, unless it comes too late. */
export function scriptEnded(branch: Branch, host: WalkHost): Flow {
  const answer = branch.returned;
  branch.returned = null;
  const until = branch.memory?.until ?? Infinity;
  return host.now() > until ? scriptFailed(branch, tooLate(branch)) : answerNext(branch, answer);
}

/** An attempt has failed: it is counted where another one follows, else the failure is the bot's. */
export function scriptFailed(branch: Branch, failure: Failure): Flow {
  const data = branch.memory?.data;
  const isLast = attemptOf(data) >= Number(data?.['retries'] ?? 0) || !isRetryable(failure.code);
  return perform(branch, isLast ? 'failing' : 'retrying', {
    failure: failure as unknown as Value,
  });
}

/** The step that counts a failed attempt. */
export function attemptFailed({ data = {} }: StepMemory): Work {
  const { code, message } = data['failure'] as unknown as Failure;
  const told = { bot: data['bot'] ?? null, code, message };
  return {
    part: `${data['fallback'] === true ? 'fallback.' : ''}attempt${attemptOf(data)}`,
    effect: null,
    events: [{ type: 'attempt_failed', data: told }],
  };
}

/** Waits before the next attempt. */
export function pauseNext(branch: Branch, at: number): Flow {
  const data = branch.memory?.data;
  const attempt = attemptOf(data) + 1;
  const until = at + pauseAfter(attempt, branch.random());
  const wait = { kind: 'timer', until } as const;
  return { go: 'wait', memory: { phase: 'pausing', wait, data: { ...whoOf(data), attempt } } };
}

function answerNext(branch: Branch, answer: Value): Flow {
  return perform(branch, 'answered', { answer });
}

/** Goes on with a short step; what only the walk of the script needed is forgotten. */
function perform(branch: Branch, phase: string, more: Variables): Flow {
  const { turn = 0, data } = branch.memory ?? {};
  const attempt = attemptOf(data);
  const kept = { ...whoOf(data), ...(attempt > 0 && { attempt }), ...more };
  return { go: 'perform', long: false, memory: { phase, turn, data: kept } };
}

function whoOf(data: Variables = {}): Variables {
  const { bot = null, fallback = false, startedAt = 0 } = data;
  return { bot, fallback, startedAt };
}

function attemptOf(data: Variables | undefined): number {
  return Number(data?.['attempt'] ?? 0);
}

function tooLate(branch: Branch): Failure {
  const { bot = null, timeoutMs = 0 } = branch.memory?.data ?? {};
  const error = new AppError('BOT_TIMEOUT', {
    bot: toText(bot),
    seconds: Number(timeoutMs) / 1000,
  });
  return { code: error.code, message: error.message };
}
