/** What comes after what. */
interface Ordered {
  readonly name: string;
  readonly after: readonly string[];
}

/** Tasks so that each comes after those it depends on, else as they stand; or a path that leads back. */
export type TaskOrder<T> = { readonly order: readonly T[] } | { readonly cycle: readonly string[] };

/** Orders tasks by what they come after. Names that no task has are passed by. Uses no recursion. */
export function orderTasks<T extends Ordered>(tasks: readonly T[]): TaskOrder<T> {
  const known = new Set(tasks.map(({ name }) => name));
  const done = new Set<string>();
  const order: T[] = [];
  for (;;) {
    const ready = tasks.find(
      ({ name, after }) =>
        !done.has(name) && after.every((other) => done.has(other) || !known.has(other)),
    );
    if (!ready) break;
    done.add(ready.name);
    order.push(ready);
  }
  if (order.length === tasks.length) return { order };
  return { cycle: findCycle(tasks.filter(({ name }) => !done.has(name))) };
}

/** Every one of these tasks comes after another one of them: walking on must come back. */
function findCycle(tasks: readonly Ordered[]): readonly string[] {
  const left = new Map(tasks.map((task) => [task.name, task]));
  const path: string[] = [];
  let name = tasks[0]?.name;
  while (name !== undefined && !path.includes(name)) {
    path.push(name);
    name = left.get(name)?.after.find((other) => left.has(other));
  }
  return [...path.slice(path.indexOf(name ?? '')), name ?? ''];
}
