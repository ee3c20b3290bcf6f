import type { StepOf } from '../../plan/schema';
import type { BlockPrinter } from './block-printer';
import { ANY, SUM } from './print-expression';

/** A call over HTTP: the verb, the address and what goes with it. */
export function printHttp(printer: BlockPrinter, step: StepOf<'http'>): void {
  const { expressions } = printer;
  const verb = step.method === 'DELETE' ? 'DELETE HTTP' : step.method;
  const more = step.query ?? step.body;
  printer.line(
    [
      step.into === undefined ? '' : `${step.into} = `,
      `${verb} ${expressions.bare(step.url, SUM)}`,
      more === undefined ? '' : `, ${expressions.bare(more, SUM)}`,
      step.timeout === undefined ? '' : ` TIMEOUT ${expressions.print(step.timeout, SUM)}`,
    ].join(''),
  );
}

/** What later calls are made with. */
export function printSetting(printer: BlockPrinter, step: StepOf<'setting'>): void {
  if (step.setting === 'clearHeaders') {
    printer.line('CLEAR HEADERS');
    return;
  }
  if (!step.key || !step.value) {
    printer.refuse('A header has a name and a value.', '');
    return;
  }
  const { expressions } = printer;
  const value = expressions.print(step.value, ANY);
  printer.line(`SET HEADER ${expressions.bare(step.key, SUM)}, ${value}`);
}
