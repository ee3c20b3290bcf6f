import type { StepOf } from '../../plan/schema';
import type { GraphTask } from '../../plan/steps/graph';
import type { BlockPrinter } from './block-printer';
import { isPlainNumber, isWord } from './print-text';

/** The STEPs of a graph, each with its DEPENDS ON. */
export function printGraph(printer: BlockPrinter, { tasks }: StepOf<'graph'>): void {
  tasks.forEach((task, index) => {
    const [label = ''] = task.name.split('~');
    if (!isWord(label) && !isPlainNumber(label)) {
      printer.refuse('A STEP is called by a number or a word.', `/tasks/${index}/name`);
    }
    printTask(printer, task, { label, clause: dependsOn(task, tasks[index - 1]) });
  });
}

/** The clause stands below the first statement of the STEP, as it belongs to the STEP. */
function printTask(
  printer: BlockPrinter,
  { block }: GraphTask,
  { label, clause }: { readonly label: string; readonly clause: string | undefined },
): void {
  const [first] = printer.plan.blocks[block] ?? [];
  const isLabelled = first !== undefined && 'label' in first && first.label === label;
  if (!isLabelled) printer.line(`STEP ${label}:`);
  printer.steps(block, 0, 1);
  if (clause !== undefined) {
    printer.indented(() => {
      printer.line(clause);
    });
  }
  printer.steps(block, 1);
}

/** A STEP whose number is used twice can only be followed, not be named. */
function dependsOn({ after }: GraphTask, previous: GraphTask | undefined): string | undefined {
  const follows = after.length === 1 && after[0] === previous?.name;
  if (follows && previous?.name.includes('~')) return undefined;
  return `DEPENDS ON ${after.length === 0 ? 'NONE' : after.join(', ')}`;
}
