import { orderTasks } from '../../plan/task-order';
import type { ListedTask, TaskListProblem } from './listed-task';

/** What is wrong with a list: numbers that are there twice or not at all, and tasks that wait for each other. */
export function checkTasks(tasks: readonly ListedTask[]): readonly TaskListProblem[] {
  const indexes = new Map<number, number>();
  const problems: TaskListProblem[] = [];
  tasks.forEach(({ number }, index) => {
    const first = indexes.get(number);
    if (first === undefined) indexes.set(number, index);
    else problems.push({ index, message: `there are two tasks with the number ${number}` });
  });
  tasks.forEach(({ dependsOn }, index) => {
    dependsOn.forEach((number, dependency) => {
      if (indexes.has(number)) return;
      problems.push({ index, dependency, message: `there is no task with the number ${number}` });
    });
  });
  return problems.length > 0 ? problems : findCircle(tasks);
}

function findCircle(tasks: readonly ListedTask[]): readonly TaskListProblem[] {
  const ordered = orderTasks(
    tasks.map(({ number, dependsOn }) => ({ name: String(number), after: dependsOn.map(String) })),
  );
  if (!('cycle' in ordered)) return [];
  const index = tasks.findIndex(({ number }) => String(number) === ordered.cycle[0]);
  return [{ index, message: `these tasks wait for each other: ${ordered.cycle.join(' → ')}` }];
}
