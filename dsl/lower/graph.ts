import type { Lowering } from './lowering';
import type { GraphNode } from './graph-tasks';

/** The STEPs of a block as a graph: one block for each task. What cannot be is reported by a rule. */
export function lowerGraph(context: Lowering, { tasks }: GraphNode): void {
  const [first] = tasks;
  if (first === undefined) return;
  const id = context.nextId;
  const { loops } = context;
  context.loops = [];
  const lowered = tasks.map(({ name, after, statements }) => ({
    name: name === '' ? '?' : name,
    after: [...after],
    block: context.body(`${id}.${name}`, statements),
  }));
  context.loops = loops;
  context.emit({ kind: 'graph', tasks: lowered }, first.step);
}
