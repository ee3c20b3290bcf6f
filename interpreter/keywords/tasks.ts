import type { Value } from '../../plan/value';
import { dateOf, dateValue } from '../value/date';
import { isNull } from '../value/kinds';
import { parseNumber } from '../value/number';
import { toText } from '../value/text';
import { optionalText, textAt, type Adapter, type Call } from './adapter';

/** 1 comes first. */
const PRIORITIES: Readonly<Record<string, number>> = {
  critical: 1,
  urgent: 1,
  high: 2,
  normal: 3,
  medium: 3,
  low: 4,
};
const DEFAULT_PRIORITY = 3;

interface Parts {
  description?: string;
  assignedTo?: string;
  due?: string;
  priority?: number;
}

/**
 * CREATE TASK: `title, description, assignee, due, priority`, or a title with any of these three, which are
 * told apart by what they look like: a date, the word or number of a priority, or anybody's name.
 */
const createTask: Adapter = (call) => {
  const title = textAt(call, 0, 'a title');
  const parts = call.args.length > 3 ? inOrder(call) : byLook(call.args.slice(1));
  const id = call.id('task');
  const task = {
    id,
    title,
    description: parts.description ?? null,
    priority: parts.priority ?? DEFAULT_PRIORITY,
    assignedTo: parts.assignedTo ?? null,
    dueDate: parts.due ?? null,
  };
  return {
    effect: { effect: 'create_task', ...task, createdBy: call.owner },
    events: [{ type: 'task_created', data: { taskId: id, title, assignedTo: task.assignedTo } }],
  };
};

function inOrder({ args }: Call): Parts {
  const [, description, assignee, due, priority] = args;
  return {
    ...textPart('description', description),
    ...textPart('assignedTo', assignee),
    ...(due === undefined || dayOf(due) === undefined ? {} : { due: dayOf(due) ?? '' }),
    ...(priority === undefined || priorityOf(priority) === undefined
      ? {}
      : { priority: priorityOf(priority) ?? DEFAULT_PRIORITY }),
  };
}

function textPart(name: 'description' | 'assignedTo', value: Value | undefined): Parts {
  const text = optionalText(value);
  return text === null ? {} : { [name]: text };
}

function byLook(values: readonly Value[]): Parts {
  const parts: Parts = {};
  for (const value of values) {
    if (isNull(value) || value === '') continue;
    const due = dayOf(value);
    const priority = priorityOf(value);
    if (due !== undefined) parts.due = due;
    else if (priority !== undefined) parts.priority = priority;
    else if (parts.assignedTo === undefined) parts.assignedTo = toText(value);
    else parts.description = toText(value);
  }
  return parts;
}

function dayOf(value: Value): string | undefined {
  const at = dateOf(value);
  return at === undefined ? undefined : dateValue(at).$date;
}

function priorityOf(value: Value): number | undefined {
  const text = toText(value).trim().toLowerCase();
  const number = parseNumber(text);
  if (number !== undefined)
    return Number.isInteger(number) && number >= 1 && number <= 5 ? number : undefined;
  return Object.hasOwn(PRIORITIES, text) ? PRIORITIES[text] : undefined;
}

export const TASK_KEYWORDS = { 'CREATE TASK': createTask } as const;
