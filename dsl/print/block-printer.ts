import { AppError } from '../../plan/errors';
import type { Plan, StepKind, StepOf } from '../../plan/schema';
import { ExpressionPrinter } from './print-expression';
import { escapePointer } from '../../plan/json-pointer';

/** Writes the step of one kind. */
export type StepWriter<K extends StepKind> = (printer: BlockPrinter, step: StepOf<K>) => void;

/** A writer for every kind: a gap is a type error. */
export type StepWriters = { readonly [K in StepKind]: StepWriter<K> };

/** Collects lines, and for each one which part of the plan it came from. */
export class BlockPrinter {
  readonly lines: string[] = [];
  /** JSON pointers, one for each line. */
  readonly pointers: string[] = [];
  readonly expressions: ExpressionPrinter;
  private depth = 0;
  private pointer = '';

  constructor(
    readonly plan: Plan,
    private readonly writers: StepWriters,
    careful: boolean,
  ) {
    this.expressions = new ExpressionPrinter(careful);
  }

  /** Adds a line at the present depth. */
  line(text: string): void {
    this.lines.push('  '.repeat(this.depth) + text);
    this.pointers.push(this.pointer);
  }

  /** What is written inside stands one level deeper. */
  indented(write: () => void): void {
    this.depth += 1;
    write();
    this.depth -= 1;
  }

  /** What is written inside belongs to this part of the plan. */
  at(pointer: string, write: () => void): void {
    const outer = this.pointer;
    this.pointer = pointer;
    write();
    this.pointer = outer;
  }

  /** The steps of a block, one level deeper. */
  block(id: string): void {
    this.indented(() => {
      this.steps(id);
    });
  }

  /** The steps of a block at the present depth, or those from one to before another. */
  steps(id: string, from = 0, to = Infinity): void {
    (this.plan.blocks[id] ?? []).forEach((step, index) => {
      if (index < from || index >= to) return;
      this.at(`/blocks/${escapePointer(id)}/${index}`, () => {
        const write = this.writers[step.kind] as StepWriter<StepKind>;
        write(this, step);
      });
    });
  }

  /** Tells that the language has no form for the present part. */
  refuse(reason: string, below = ''): never {
    throw new AppError('PLAN_INVALID', { pointer: this.pointer + below, reason });
  }
}
