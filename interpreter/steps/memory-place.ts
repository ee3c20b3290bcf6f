import type { MemoryPlace } from '../../plan/effects';
import { AppError } from '../../plan/errors';
import type { Expression } from '../../plan/expression';
import { MEMORY_LIMITS } from '../../plan/memory';
import type { StepOf } from '../../plan/schema';
import type { Value } from '../../plan/value';
import type { Branch } from '../branch';
import { evaluate, toText } from '../evaluate';
import type { EffectHost, Flow } from '../host';
import { cleanText } from '../value/text';
import { memoryOwner } from './memory-owner';

/** The value of a memory that a step is about. User and session of the run are known to its row. */
export function memoryPlace(
  step: StepOf<'getMemory' | 'setMemory'>,
  branch: Branch,
  host: EffectHost,
): MemoryPlace {
  const bot = memoryOwner(host.plan);
  const { owner } = step;
  const key = readMemoryKey(step.key, branch);
  if (owner === undefined) return { bot, key };
  // A session that has no name is the run's own.
  const session = step.session === undefined ? '' : readOwnerName(step.session, branch);
  return session === '' ? { bot, owner, key } : { bot, owner, session, key };
}

/** The key of a value. */
export function readMemoryKey(expression: Expression, branch: Branch): string {
  return checkedText(expression, branch, MEMORY_LIMITS.keyLength);
}

/** The name of a bot or session that a step names itself. */
export function readOwnerName(expression: Expression, branch: Branch): string {
  return checkedText(expression, branch, MEMORY_LIMITS.ownerLength);
}

function checkedText(expression: Expression, branch: Branch, limit: number): string {
  const text = cleanText(toText(evaluate(expression, branch)));
  if (text.length <= limit) return text;
  throw new AppError('MEMORY_KEY', { key: text, limit, size: text.length });
}

/** Goes on, or fails when the memory has as many keys as it may have. */
export function unlessFull(result: Value, who: string): Flow {
  const isFull = typeof result === 'object' && result !== null && 'full' in result;
  if (!isFull) return { go: 'next' };
  const { code, message, details } = new AppError('MEMORY_FULL', {
    who,
    limit: MEMORY_LIMITS.keys,
  });
  return { go: 'fail', failure: { code, message, details } };
}
