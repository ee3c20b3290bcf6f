import type { Expression } from '../../plan/expression';
import type { StepOf } from '../../plan/schema';
import { stepLabel } from './print-blocks';
import type { BlockPrinter } from './block-printer';
import { isReserved } from './print-text';
import { SUM } from './print-expression';

/** HEAR with its clauses. */
export function printHear(printer: BlockPrinter, step: StepOf<'hear'>): void {
  const clause = (word: string, value: Expression | undefined): string =>
    value === undefined ? '' : ` ${word} ${asValue(printer, value)}`;
  const { into } = step;
  const isPlain = into !== undefined && !isReserved(into);
  const verb = isPlain ? `HEAR ${into}` : into === undefined ? 'HEAR' : `${into} = HEAR`;
  printer.line(
    [
      `${stepLabel(printer, step.label)}${verb} AS ${kindOf(printer, step, isPlain)}`,
      clause('WITH', step.prompt),
      clause('DEFAULT', step.default),
      clause('TIMEOUT', step.timeout),
    ].join(''),
  );
}

/** With a sign or bracket first the clause word would be taken for a name. */
function asValue({ expressions }: BlockPrinter, value: Expression): string {
  const text = expressions.bare(value, SUM);
  return text.startsWith('[') ? expressions.hole(value) : text;
}

/** A type by its name; a menu by its choices, with a star where anything else is taken. */
function kindOf(
  printer: BlockPrinter,
  { type, choices, open }: StepOf<'hear'>,
  isNamed: boolean,
): string {
  if (type !== 'menu') return type.toUpperCase();
  const items = choices?.op === 'list' ? choices.items : choices === undefined ? [] : [choices];
  const texts = items.map((item) => printer.expressions.print(item, SUM));
  const all = [...texts, ...(open === true ? ['*'] : [])].join(', ');
  // Without a name before it AS would be taken for one; one text alone would be a prompt.
  if (isNamed) return `MENU ${all}`;
  return texts.length === 1 && open !== true && choices?.op === 'list' ? `[${all}]` : all;
}

/** ADD SUGGESTION, CLEAR SUGGESTIONS and SET CONTEXT. */
export function printConversation(printer: BlockPrinter, step: StepOf<'conversation'>): void {
  const { change, subject, text } = step;
  if (change === 'clearSuggestions') {
    printer.line('CLEAR SUGGESTIONS');
    return;
  }
  const word = change === 'addSuggestion' ? 'ADD SUGGESTION' : 'SET CONTEXT';
  const { expressions } = printer;
  const [first, ...rest] = [subject, text].filter((value) => value !== undefined);
  const after = rest.map((value) => ` AS ${expressions.print(value, SUM)}`).join('');
  printer.line(`${word}${first === undefined ? '' : ` ${expressions.bare(first, SUM)}`}${after}`);
}
