import type { StepOf } from '../../plan/schema';
import type { BlockPrinter } from './block-printer';
import { SUM } from './print-expression';
import { printFilter } from './print-filter';
import { quoteText } from './print-text';
import { stepLabel } from './print-blocks';

type Clauses = Pick<StepOf<'waitEvents'>, 'timeout' | 'escalateTo' | 'into' | 'label'>;

/** WAIT FOR EVENT. */
export function printWaitEvent(printer: BlockPrinter, step: StepOf<'waitEvent'>): void {
  printWait(printer, step, `EVENT ${awaited(printer, step)}`);
}

/** WAIT FOR ANY and WAIT FOR ALL. */
export function printWaitEvents(printer: BlockPrinter, step: StepOf<'waitEvents'>): void {
  const events = step.events.map((each) => awaited(printer, each));
  printWait(printer, step, `${step.mode.toUpperCase()} ${events.join(', ')}`);
}

function awaited(
  { expressions }: BlockPrinter,
  { event, where }: StepOf<'waitEvents'>['events'][number],
): string {
  const condition = where === undefined ? '' : ` WHERE ${printFilter(expressions, where)}`;
  return `${expressions.print(event, SUM)}${condition}`;
}

function printWait(printer: BlockPrinter, clauses: Clauses, what: string): void {
  const { timeout, escalateTo, into, label } = clauses;
  const { expressions } = printer;
  const target = into === undefined ? '' : `${into} = `;
  const limit = timeout === undefined ? '' : ` TIMEOUT ${expressions.print(timeout, SUM)}`;
  const contact =
    escalateTo === undefined
      ? ''
      : ` ON TIMEOUT: ESCALATE TO ${expressions.print(escalateTo, SUM)}`;
  printer.line(`${stepLabel(printer, label)}${target}WAIT FOR ${what}${limit}${contact}`);
}

/** ON EVENT. */
export function printHandler(printer: BlockPrinter, { name, block }: StepOf<'handler'>): void {
  printer.line(`ON EVENT ${quoteText(name)} DO`);
  printer.block(block);
  printer.line('END ON');
}
