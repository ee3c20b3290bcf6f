import fc from '../property';
import type { Flow, InputField, Plan, Step, StepKind } from '../../plan/schema';
import { text, variableName } from './expressions';
import type { Block, Draft, Parts } from './draft';
import { isGraph, withoutLabel } from './graph';
import { anyStep, exitFlow, exitLoop, stepOf } from './steps';

const SUBS = ['first_sub', 'greet'];

const parameters: fc.Arbitrary<InputField[]> = fc.uniqueArray(
  fc
    .record({
      name: variableName,
      type: fc.constantFrom<InputField['type'][]>('any', 'string', 'number', 'date', 'object'),
      required: fc.boolean(),
      description: fc.option(text),
    })
    .map(({ description, ...field }) => ({
      ...field,
      ...(description !== null && { description }),
    })),
  { maxLength: 3, selector: ({ name }) => name },
);

/** What every SUB takes, so that it can be called with up to two values. */
const SUB_PARAMETERS = ['p_1', 'p_2'].map((name): InputField => ({
  name,
  type: 'any',
  required: false,
}));

/** Plans as the compiler makes them: of every kind of step, with ids that tell the place of a step. */
export const randomPlan: fc.Arbitrary<Plan> = planWith(undefined);

/** Plans that have a step of one kind at least. */
export function planOf(kind: StepKind): fc.Arbitrary<Plan> {
  return planWith(kind);
}

function planWith(kind: StepKind | undefined): fc.Arbitrary<Plan> {
  const { block, loopBlock } = blocks();
  const first =
    kind === undefined ? fc.constant([]) : stepOf(kind, { block, loopBlock }).map((step) => [step]);
  return fc
    .record({
      name: text.filter((given) => given.trim() !== ''),
      description: fc.option(text),
      parameters,
      main: fc.tuple(first, block).map(([one, more]) => oneGraph([...one, ...more])),
      subs: fc.tuple(
        ...SUBS.map(() => fc.tuple(parameters, block, fc.constantFrom([], [exitFlow]))),
      ),
    })
    .map(({ name, description, parameters: inputs, main, subs }) => {
      const made: Record<string, Step[]> = {};
      const flows: Record<string, Flow> = {
        main: { parameters: inputs, block: fill(made, 'main', main), scope: 'own' },
      };
      subs.forEach(([fields, steps, exit], index) => {
        const flow = `sub:${SUBS[index] ?? ''}`;
        const blockId = fill(made, flow, [...steps, ...exit]);
        const all = [...SUB_PARAMETERS, ...fields];
        flows[flow] = { parameters: all, block: blockId, scope: 'shared' };
      });
      return {
        planVersion: 1,
        name,
        ...(description !== null && { description }),
        flows,
        blocks: made,
        bots: {},
        awaitedEvents: awaited(made),
      };
    });
}

function blocks(): Parts {
  return fc.letrec<{ block: Block; loopBlock: Block; step: Draft }>((tie) => {
    const parts: Parts = { block: tie('block'), loopBlock: tie('loopBlock') };
    const list = (step: fc.Arbitrary<Draft>): fc.Arbitrary<Block> =>
      fc.array(step, { maxLength: 3, depthIdentifier: 'blocks' }).map(oneGraph);
    return {
      step: anyStep(parts),
      block: list(tie('step')),
      loopBlock: list(fc.oneof({ weight: 4, arbitrary: tie('step') }, fc.constant(exitLoop))),
    };
  });
}

/** The STEPs of a block form one graph or none. */
function oneGraph(steps: Block): Block {
  const first = steps.findIndex(isGraph);
  if (first < 0) return steps;
  return steps
    .filter((draft, index) => index === first || !isGraph(draft))
    .map((draft) => withoutLabel(draft));
}

function fill(made: Record<string, Step[]>, id: string, steps: Block): string {
  const mine: Step[] = [];
  made[id] = mine;
  for (const draft of steps) {
    mine.push(draft(`${id}.${mine.length}`, (name, inner) => fill(made, name, inner)));
  }
  return id;
}

/** What is awaited by a literal name, whatever its data are. */
function awaited(made: Readonly<Record<string, readonly Step[]>>): string[] {
  const events = Object.values(made).flatMap((steps) =>
    steps.flatMap((step) => {
      if (step.kind === 'waitEvent') return [step];
      return step.kind === 'waitEvents' ? step.events : [];
    }),
  );
  const names = events.flatMap(({ event, where }) =>
    event.op === 'literal' && where === undefined ? [String(event.value)] : [],
  );
  const handled = Object.values(made).flatMap((steps) =>
    steps.flatMap((step) => (step.kind === 'handler' ? [step.name] : [])),
  );
  return [...new Set([...names, ...handled])];
}
