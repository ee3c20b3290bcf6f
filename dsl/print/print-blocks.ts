import type { Expression } from '../../plan/expression';
import type { StepOf } from '../../plan/schema';
import type { BlockPrinter } from './block-printer';
import { ANY, SUM } from './print-expression';
import { isPlainNumber, isWord } from './print-text';

/** IF with its ELSE IF and ELSE, or SELECT CASE where the ids of the blocks say so. */
export function printIf(printer: BlockPrinter, step: StepOf<'if'>): void {
  const [first] = step.arms;
  if (first?.block === `${step.id}.case0`) printSelect(printer, step);
  else if (first?.block === `${step.id}.else`) printCaseElse(printer, first.block);
  else printArms(printer, step);
}

function printArms(printer: BlockPrinter, step: StepOf<'if'>): void {
  step.arms.forEach(({ when, block }, index) => {
    const word = index === 0 ? 'IF' : 'ELSE IF';
    printer.line(`${word} ${printer.expressions.print(when, ANY)} THEN`);
    printer.block(block);
  });
  if (step.otherwise !== undefined) {
    printer.line('ELSE');
    printer.block(step.otherwise);
  }
  printer.line('END IF');
}

function printSelect(printer: BlockPrinter, step: StepOf<'if'>): void {
  const subject = subjectOf(step.arms[0]?.when);
  if (subject === undefined) printer.refuse('A CASE compares one value with others.', '/arms/0');
  printer.line(`SELECT CASE ${printer.expressions.print(subject, ANY)}`);
  printer.indented(() => {
    for (const { when, block } of step.arms) {
      const values = valuesOf(when).map((value) => {
        const text = printer.expressions.print(value, SUM);
        // `CASE [` would be an element of a variable.
        return text.startsWith('[') ? `(${text})` : text;
      });
      printer.line(`CASE ${values.join(', ')}`);
      printer.block(block);
    }
    if (step.otherwise === undefined) return;
    printer.line('CASE ELSE');
    printer.block(step.otherwise);
  });
  printer.line('END SELECT');
}

/** A SELECT with nothing but CASE ELSE: its value does not matter. */
function printCaseElse(printer: BlockPrinter, block: string): void {
  printer.line('SELECT CASE TRUE');
  printer.indented(() => {
    printer.line('CASE ELSE');
    printer.block(block);
  });
  printer.line('END SELECT');
}

function subjectOf(when: Expression | undefined): Expression | undefined {
  let node = when;
  while (node?.op === 'lazy') node = node.left;
  return node?.op === 'binary' ? node.left : undefined;
}

/** `s = a OR (s = b OR s = c)` compares with a, b and c. */
function valuesOf(when: Expression): readonly Expression[] {
  if (when.op === 'lazy') return [...valuesOf(when.left), ...valuesOf(when.right)];
  return when.op === 'binary' ? [when.right] : [when];
}

/** WHILE, or DO … LOOP WHILE where the condition is asked after each turn. */
export function printWhile(printer: BlockPrinter, step: StepOf<'while'>): void {
  const condition = printer.expressions.print(step.when, ANY);
  printer.line(step.test === 'before' ? `WHILE ${condition}` : 'DO');
  printer.block(step.block);
  printer.line(step.test === 'before' ? 'END WHILE' : `LOOP WHILE ${condition}`);
}

/** FOR … NEXT. */
export function printFor(printer: BlockPrinter, step: StepOf<'for'>): void {
  const { expressions } = printer;
  const by = step.by === undefined ? '' : ` STEP ${expressions.print(step.by, ANY)}`;
  const range = `${expressions.print(step.from, ANY)} TO ${expressions.print(step.to, ANY)}`;
  printer.line(`FOR ${step.variable} = ${range}${by}`);
  printer.block(step.block);
  printer.line(`NEXT ${step.variable}`);
}

/** FOR EACH … NEXT. */
export function printForEach(printer: BlockPrinter, step: StepOf<'forEach'>): void {
  const { expressions } = printer;
  const last = step.last === undefined ? '' : ` LAST ${expressions.print(step.last, SUM)}`;
  printer.line(`FOR EACH ${step.variable} IN ${expressions.print(step.list, ANY)}${last}`);
  printer.block(step.block);
  printer.line(`NEXT ${step.variable}`);
}

/** FOR EACH … IN PARALLEL … NEXT. */
export function printForEachParallel(printer: BlockPrinter, step: StepOf<'forEachParallel'>): void {
  const { expressions } = printer;
  const last = step.last === undefined ? '' : ` LAST ${expressions.print(step.last, SUM)}`;
  const max = step.max === undefined ? '' : ` MAX ${expressions.print(step.max, SUM)}`;
  const loop = `FOR EACH ${step.variable} IN ${expressions.print(step.list, ANY)}${last}`;
  printer.line(
    `${stepLabel(printer, step.label)}${loop} IN PARALLEL${max}${joinClause(printer, step)}`,
  );
  printer.block(step.block);
  printer.line(`NEXT ${step.variable}`);
}

/** ` JOIN ANY SETTLED`, or nothing. */
function joinClause(
  printer: BlockPrinter,
  { join, settled }: Pick<StepOf<'parallel'>, 'join' | 'settled'>,
): string {
  const count =
    join === undefined || join === 'any'
      ? 'ANY'
      : `${printer.expressions.print(join.count, SUM)} OF`;
  return `${join === undefined ? '' : ` JOIN ${count}`}${settled ? ' SETTLED' : ''}`;
}

/** PARALLEL with its branches. */
export function printParallel(printer: BlockPrinter, step: StepOf<'parallel'>): void {
  printer.line(`${stepLabel(printer, step.label)}PARALLEL${joinClause(printer, step)}`);
  printer.indented(() => {
    for (const { name, block } of step.branches) {
      const isBare = isWord(name) || isPlainNumber(name);
      printer.line(`BRANCH ${isBare ? name : `"${name}"`}:`);
      printer.block(block);
    }
  });
  printer.line('END PARALLEL');
}

/** TRY with its CATCH and FINALLY. */
export function printTry(printer: BlockPrinter, step: StepOf<'try'>): void {
  const limit =
    step.timeout === undefined ? '' : ` TIMEOUT ${printer.expressions.print(step.timeout, SUM)}`;
  printer.line(`TRY${limit}`);
  printer.block(step.block);
  if (step.catch !== undefined) {
    printer.line(step.variable === undefined ? 'CATCH' : `CATCH ${step.variable}`);
    printer.block(step.catch);
  }
  if (step.finally !== undefined) {
    printer.line('FINALLY');
    printer.block(step.finally);
  }
  printer.line('END TRY');
}

/** `STEP 1: `, or nothing. */
export function stepLabel(printer: BlockPrinter, label: string | undefined): string {
  if (label === undefined) return '';
  if (isWord(label) || isPlainNumber(label)) return `STEP ${label}: `;
  return printer.refuse('A STEP is called by a number or a word.', '/label');
}
