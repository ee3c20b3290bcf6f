import type { Expression } from '../../plan/expression';
import type { Step } from '../../plan/schema';
import type { LiveBranch } from './live-branch';

/** One line about a step, as the Temporal Web UI shows it beside an activity or timer. */
export function describeStep(step: Step | undefined): string {
  if (!step) return 'end';
  const label = 'label' in step ? `STEP ${step.label} ` : '';
  return `${label}${describeKind(step)}`.slice(0, 120);
}

function describeKind(step: Step): string {
  switch (step.kind) {
    case 'bot':
      return `${literal(step.bot)}: ${literal(step.action)}`;
    case 'http':
      return `${step.method} ${literal(step.url).split('?')[0] ?? ''}`;
    case 'model':
      return `model: ${step.task}`;
    case 'setting':
      return step.setting;
    case 'approval':
      return `approval from ${literal(step.from)}`;
    case 'waitEvent':
      return `event ${literal(step.event)}`;
    case 'waitEvents':
      return `${step.mode} of events ${step.events.map(({ event }) => literal(event)).join(', ')}`;
    case 'publish':
      return `publish ${literal(step.event)}`;
    case 'shareMemory':
      return `share ${literal(step.key)} with ${literal(step.with)}`;
    default:
      return `${wordsOf(step.kind)}${subjectOf(step)}`;
  }
}

/** `for each parallel` for `forEachParallel`. */
function wordsOf(kind: string): string {
  return kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Fields that say what a step is about. */
const SUBJECTS = ['table', 'key', 'file'];

/** ` orders` for a step over the table `orders`; nothing where the text does not say it. */
function subjectOf(step: Step): string {
  const fields: Readonly<Record<string, unknown>> = { ...step };
  const [subject] = SUBJECTS.flatMap((name) => fields[name] ?? []);
  if (typeof subject === 'string') return ` ${subject}`;
  const isText = isExpression(subject) && subject.op === 'literal';
  return isText ? ` ${String(subject.value)}` : '';
}

function isExpression(field: unknown): field is Expression {
  return typeof field === 'object' && field !== null && 'op' in field;
}

function literal(expression: Expression): string {
  return expression.op === 'literal' ? String(expression.value) : '…';
}

/** Branches that the details name. */
const MAX_LINES = 50;

/** Where the branches stand, in Markdown: the current details of the run. */
export function describeRun(branches: Iterable<LiveBranch>): string {
  const lines = [...branches]
    .filter(({ state }) => state !== 'closed' && state !== 'forked')
    .slice(0, MAX_LINES)
    .map(({ branch, state }) => {
      const place = state === 'ended' ? 'ended' : `${state} at **${describeStep(branch.step)}**`;
      return `- \`${branch.path}\`: ${place}`;
    });
  return lines.join('\n');
}
