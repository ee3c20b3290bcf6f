import type { Expression } from '../../basic/syntax';
import type { TreeNode } from '../../basic/visit';
import type { CheckContext, Rule } from '../context';

const MAX_DAYS = 400;
const MAX_SECONDS = MAX_DAYS * 86_400;
const MAX_RETRIES = 1000;

/** Times are numbers of seconds, not negative and not longer than timers can be; so are counts. */
export const durations: Rule = (context) => (node) => {
  for (const [word, value] of timesOf(node)) checkSeconds(context, word, value);
  if (node.kind === 'bot' && node.retry !== undefined) checkCount(context, node.retry);
};

function timesOf(node: TreeNode): readonly (readonly [string, Expression])[] {
  const times: (readonly [string, Expression | undefined])[] = [];
  if (node.kind === 'bot') times.push(['TIMEOUT', node.timeout], ['DELAY', node.delay]);
  if (node.kind === 'approval' || node.kind === 'waitEvent') times.push(['TIMEOUT', node.timeout]);
  if (node.kind === 'step') times.push(['DELAY', node.delay], ['TIMEOUT', node.timeout]);
  if (node.kind === 'try') times.push(['TIMEOUT', node.timeout]);
  if (node.kind === 'wait') times.push(['WAIT', node.seconds]);
  return times.flatMap(([word, value]) => (value === undefined ? [] : [[word, value] as const]));
}

function checkSeconds(context: CheckContext, word: string, value: Expression): void {
  const problem = problemOf(value);
  if (problem === undefined) return;
  context.error({
    code: 'BASIC_TIMEOUT',
    message: `${word} takes a number of seconds; ${problem}.`,
    span: value,
    hint: `Write for example ${word} 1800 for half an hour.`,
  });
}

function problemOf(value: Expression): string | undefined {
  if (value.kind === 'template' || value.kind === 'list' || value.kind === 'object') {
    return 'this is no number';
  }
  if (value.kind !== 'literal') return undefined;
  if (typeof value.value !== 'number') return 'this is no number';
  if (value.value < 0) return 'this is less than zero';
  return value.value > MAX_SECONDS ? `this is longer than ${MAX_DAYS} days` : undefined;
}

function checkCount(context: CheckContext, value: Expression): void {
  if (value.kind !== 'literal') return;
  const { value: count } = value;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= MAX_RETRIES)
    return;
  context.error({
    code: 'BASIC_RETRY',
    message: `RETRY takes a whole number from 0 to ${MAX_RETRIES}.`,
    span: value,
    hint: 'Write for example RETRY 3.',
  });
}
