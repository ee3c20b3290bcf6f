import fc from '../property';
import type { StepKind, StepOf } from '../../plan/schema';

/** Puts steps into a block of its own, whose name begins with the id of the step; gives its id. */
export type MakeBlock = (name: string, steps: Block) => string;
/** A step that gets its id, and its blocks, when its place is known. */
export type Draft<K extends StepKind = StepKind> = (id: string, makeBlock: MakeBlock) => StepOf<K>;
/** The steps of a block. */
export type Block = readonly Draft[];

/** What steps with blocks are made of. */
export interface Parts {
  readonly block: fc.Arbitrary<Block>;
  /** A block around which a loop stands. */
  readonly loopBlock: fc.Arbitrary<Block>;
}

/** What a step of a kind has beside its id and its blocks. */
export type Fields<K extends StepKind, Without extends string = never> = Omit<
  StepOf<K>,
  'id' | 'kind' | Without
>;

/** A step without blocks. */
export function plain<K extends StepKind>(
  kind: K,
  fields: fc.Arbitrary<Fields<K>>,
): fc.Arbitrary<Draft<K>> {
  return fields.map(
    (given): Draft<K> =>
      (id) =>
        ({ id, kind, ...given }) as unknown as StepOf<K>,
  );
}

/** A step with one block, its body. */
export function withBody<K extends StepKind>(
  kind: K,
  fields: fc.Arbitrary<Fields<K, 'block'>>,
  body: fc.Arbitrary<Block>,
): fc.Arbitrary<Draft<K>> {
  return fc.tuple(fields, body).map(
    ([given, steps]): Draft<K> =>
      (id, makeBlock) =>
        ({ id, kind, ...given, block: makeBlock(`${id}.body`, steps) }) as unknown as StepOf<K>,
  );
}
