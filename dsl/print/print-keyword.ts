import type { Expression } from '../../plan/expression';
import type { StepOf } from '../../plan/schema';
import type { BlockPrinter } from './block-printer';
import { PHRASES } from '../basic/phrases';
import { ANY, SUM } from './print-expression';

const VALUES: ReadonlySet<string> = new Set(
  PHRASES.filter(({ hasValue }) => hasValue).map(({ name }) => name),
);
/** Keywords with a block, of which a plan has only the head. */
const BLOCK_ENDS: Readonly<Record<string, string>> = { 'SCHEDULE IN': 'END SCHEDULE' };
const HANDLERS = /^ON (EVENT|FORM SUBMIT|INSERT OF|UPDATE OF|DELETE OF|EMAIL|CHANGE)$/;

type KeywordLike = StepOf<'keyword' | 'adapted'>;

/** A keyword with its arguments and clauses. */
export function printKeyword(printer: BlockPrinter, step: KeywordLike): void {
  const { name } = step;
  if (HANDLERS.test(name)) printer.refuse('A handler leaves no step.', '/name');
  if (name.startsWith('BEGIN ')) printTextBlock(printer, step);
  else if (Object.hasOwn(BLOCK_ENDS, name)) printHead(printer, step);
  else printPlain(printer, step);
}

function printPlain(printer: BlockPrinter, step: KeywordLike): void {
  const { name, into } = step;
  const isValue = into !== undefined && VALUES.has(name);
  const before = isValue ? `${into} = ` : '';
  const after = into === undefined || isValue ? '' : ` INTO ${into}`;
  const rest = `${args(printer, step)}${clauses(printer, step)}`;
  const brackets = isValue && rest === '' && name !== 'HEAR' ? '()' : '';
  printer.line(`${before}${name}${brackets}${rest}${after}`);
}

function args(printer: BlockPrinter, step: KeywordLike): string {
  const [query] = step.args;
  const isQuery = step.name === 'SELECT' && query?.op === 'literal';
  if (isQuery && typeof query.value === 'string') return ` ${query.value}`;
  if (step.args.length === 0) return '';
  return ` ${step.args.map((argument) => printer.expressions.bare(argument, SUM)).join(', ')}`;
}

function clauses(printer: BlockPrinter, step: KeywordLike): string {
  return Object.entries(step.clauses)
    .map(([key, value]) => ` ${clauseWord(step.name, key)}${clauseValue(printer, key, value)}`)
    .join('');
}

function clauseWord(name: string, key: string): string {
  if (name !== 'LLM') return key.split('_').join(' ').toUpperCase();
  const word = key === 'optimize_for' ? 'OPTIMIZE FOR' : key.toUpperCase();
  return `WITH ${word}`;
}

/** What follows WHERE is a condition; a word without a value stands for TRUE. */
function clauseValue(printer: BlockPrinter, key: string, value: Expression): string {
  return ` ${printer.expressions.print(value, key === 'where' ? ANY : SUM)}`;
}

/** BEGIN MAIL and BEGIN SYSTEM PROMPT: the text stands as it is between the lines. */
function printTextBlock(printer: BlockPrinter, step: KeywordLike): void {
  const [text = { op: 'literal', value: '' }] = step.args;
  const to = step.clauses['to'];
  const whom = to === undefined ? '' : ` ${printer.expressions.print(to, SUM)}`;
  printTextLines(printer, step.name.slice('BEGIN '.length), text, whom);
}

/** BEGIN name, the text as it is, END name; `whom` stands behind the first line. */
export function printTextLines(
  printer: BlockPrinter,
  name: string,
  text: Expression,
  whom = '',
): void {
  const parts = text.op === 'template' ? text.parts : [text];
  printer.line(`BEGIN ${name}${whom}`);
  const raw = parts
    .map((part) =>
      part.op === 'literal' && typeof part.value === 'string'
        ? part.value
        : printer.expressions.hole(part),
    )
    .join('');
  printer.lines.push(...raw.split('\n'));
  while (printer.pointers.length < printer.lines.length) {
    printer.pointers.push(printer.pointers.at(-1) ?? '');
  }
  printer.line(`END ${name}`);
}

/** The statements of such a block are not a part of the plan. */
function printHead(printer: BlockPrinter, step: KeywordLike): void {
  const [time, unit] = step.args;
  const head = time === undefined ? '' : ` ${printer.expressions.print(time, SUM)}`;
  const word = unit?.op === 'literal' ? ` ${String(unit.value)}` : '';
  printer.line(`${step.name}${head}${word} DO`);
  printer.line(BLOCK_ENDS[step.name] ?? '');
}
