import { checkTasks } from '../dsl/task-list/check-tasks';
import { writeTasks } from '../dsl/task-list/write-tasks';
import type { ListedTask } from '../dsl/task-list/listed-task';
import { printPlan } from '../dsl/print/print-plan';
import { AppError } from '../plan/errors';
import type { LaunchRequest } from '../plan/launch-messages';
import { parsePlan } from '../plan/parse-plan';
import { RequestError } from './request-error';

/**
 * The BASIC text of a launch that names no package: as it was sent, or of its plan or tasks, so that every run
 * has a text that people can read. PLAN_INVALID or TASKS_INVALID with each wrong place.
 */
export function textOf({ text, plan, tasks, description }: LaunchRequest): string {
  if (plan !== undefined) return textOfPlan(plan);
  return tasks === undefined ? (text ?? '') : textOfTasks(tasks, description ?? 'tasks');
}

function textOfPlan(given: NonNullable<LaunchRequest['plan']>): string {
  const { plan, problems = [] } = parsePlan(JSON.stringify(given));
  if (plan === undefined) {
    throw new RequestError(
      'PLAN_INVALID',
      problems.map(({ pointer, code, message }) => ({
        pointer: `/plan${pointer}`,
        message: `${code}: ${message}`,
      })),
    );
  }
  try {
    return printPlan(plan);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'PLAN_INVALID') throw error;
    const { pointer = '', reason = error.message } = error.details;
    throw new RequestError('PLAN_INVALID', [
      { pointer: `/plan${String(pointer)}`, message: String(reason) },
    ]);
  }
}

function textOfTasks(given: NonNullable<LaunchRequest['tasks']>, name: string): string {
  const tasks = given.map((task, index): ListedTask => ({
    number: task.order_index ?? index + 1,
    agent: task.agent_id,
    text: task.description,
    dependsOn: task.depends_on,
  }));
  const issues = checkTasks(tasks).map(({ index, dependency, message }) => ({
    pointer: `/tasks/${index}${dependency === undefined ? '' : `/depends_on/${dependency}`}`,
    message,
  }));
  if (issues.length > 0) throw new RequestError('TASKS_INVALID', issues);
  return writeTasks(name.slice(0, 200), tasks);
}
