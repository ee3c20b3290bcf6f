import fc from '../property';
import { blocksOf } from '../../plan/step-blocks';
import type { Step, StepKind, StepOf } from '../../plan/schema';
import type { Block, Draft } from './draft';
import { expression } from './expressions';

/** Numbers and names of STEPs. */
export const label = fc.constantFrom('1', '2', '10', 'pay', '1.5');
/** Kinds of steps that have the number of their STEP. */
type Labelled = Extract<Step, { label?: string }>['kind'];
const LABELLED: Readonly<Record<Labelled, true>> = {
  approval: true,
  bot: true,
  forEachParallel: true,
  hear: true,
  parallel: true,
  waitEvent: true,
  waitEvents: true,
};

/** STEPs that depend on earlier ones. */
export function graph(block: fc.Arbitrary<Block>): fc.Arbitrary<Draft<'graph'>> {
  const task = fc.record({ label, body: block, after: fc.array(fc.nat(9), { maxLength: 2 }) });
  return fc
    .tuple(fc.array(task, { minLength: 2, maxLength: 4 }), expression)
    .map(([tasks, value]) => (id, makeBlock): StepOf<'graph'> => {
      const names = uniqueNames(tasks.map((each) => each.label));
      // Only a STEP whose number is there once can be named.
      const known = names.filter((name) => !names.some((other) => isSameNumber(name, other)));
      return {
        id,
        kind: 'graph',
        tasks: tasks.map(({ label: own, body, after }, index) => {
          const name = names[index] ?? '';
          const before = known.filter((other) => names.indexOf(other) < index);
          const wanted = after.flatMap((at) => before[at % Math.max(before.length, 1)] ?? []);
          const isLast = index === tasks.length - 1;
          // What stands below the statement of the last STEP comes after the graph.
          const single = body.filter((draft) => !isGraph(draft));
          const wantedBody = isLast ? single.slice(0, 1) : single;
          const steps = wantedBody.length > 0 ? wantedBody : [returning(value)];
          const blockId = makeBlock(`${id}.${name}`, asTask(steps, own));
          return { name, after: [...new Set(wanted)], block: blockId };
        }),
      };
    });
}

/** True for the draft of a graph. */
export function isGraph(draft: Draft): boolean {
  return draft('x', () => 'x').kind === 'graph';
}

function uniqueNames(labels: readonly string[]): readonly string[] {
  return labels.map((own, index) => {
    const count = labels.slice(0, index + 1).filter((other) => other === own).length;
    return count === 1 ? own : `${own}~${count}`;
  });
}

function isSameNumber(name: string, other: string): boolean {
  return name !== other && name.split('~')[0] === other.split('~')[0];
}

function returning(value: StepOf<'return'>['value'] & object): Draft {
  return (id) => ({ id, kind: 'return', value });
}

/** The first step of a task has the label of the task where it can have one, the others have none. */
function asTask([first, ...more]: Block, name: string): Block {
  if (first === undefined) return [];
  const named: Draft = (id, makeBlock) => {
    // The number of the STEP would go to a step further in.
    if (hasBlocks(first)) return { id, kind: 'exit', from: 'program' };
    const step = first(id, makeBlock);
    return hasLabel(step.kind) ? ({ ...step, label: name } as Step) : step;
  };
  return [named, ...more.map(withoutLabel)];
}

function hasBlocks(draft: Draft): boolean {
  const step = draft('x', () => 'x');
  return !hasLabel(step.kind) && blocksOf(step).length > 0;
}

function hasLabel(kind: StepKind): boolean {
  return Object.hasOwn(LABELLED, kind);
}

/** The same step without the number of a STEP. */
export function withoutLabel(draft: Draft): Draft {
  return (id, makeBlock) => {
    const step = draft(id, makeBlock);
    const fields = Object.entries(step).filter(([key]) => key !== 'label');
    return Object.fromEntries(fields) as Step;
  };
}
