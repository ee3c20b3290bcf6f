import type { Flow, InputField } from '../../plan/schema';
import type { BlockPrinter } from './block-printer';
import { escapePointer } from '../../plan/json-pointer';
import { isWord, quoteText } from './print-text';

const TYPES: Readonly<Record<InputField['type'], string>> = {
  any: 'ANY',
  array: 'ARRAY',
  boolean: 'BOOLEAN',
  date: 'DATE',
  datetime: 'DATETIME',
  email: 'EMAIL',
  file: 'FILE',
  integer: 'INTEGER',
  money: 'MONEY',
  name: 'NAME',
  number: 'NUMBER',
  object: 'OBJECT',
  phone: 'PHONE',
  string: 'STRING',
};
const TOOL = 'tool:';
const SUB = 'sub:';

/** Writes the main program, then further tools of the same file, then the SUBs. */
export function printFlows(printer: BlockPrinter): void {
  printMain(printer);
  const flows = Object.entries(printer.plan.flows).filter(([name]) => name !== 'main');
  const tools = flows
    .filter(([name]) => name.startsWith(TOOL))
    .sort(([a], [b]) => Number(a.slice(TOOL.length)) - Number(b.slice(TOOL.length)));
  for (const [name, flow] of tools)
    printFlow(printer, name, () => {
      printTool(printer, name, flow);
    });
  for (const [name, flow] of flows) {
    if (!name.startsWith(TOOL))
      printFlow(printer, name, () => {
        printSub(printer, name, flow);
      });
  }
}

function printFlow(printer: BlockPrinter, name: string, write: () => void): void {
  printer.line('');
  printer.at(`/flows/${escapePointer(name)}`, write);
}

function printMain(printer: BlockPrinter): void {
  const { name, description, flows } = printer.plan;
  const main = flows['main'];
  printer.at('/flows/main', () => {
    printParameters(printer, main?.parameters ?? []);
  });
  if (description !== undefined) printer.line(`DESCRIPTION ${quoteText(description)}`);
  printer.at('/name', () => {
    printer.line(`ORCHESTRATE WORKFLOW ${quoteText(name)}`);
  });
  if (main !== undefined) printer.block(main.block);
  printer.line('END WORKFLOW');
}

/** Begins with a PARAM or a DESCRIPTION: these divide a file after a RETURN. */
function printTool(printer: BlockPrinter, name: string, flow: Flow): void {
  if (flow.parameters.length === 0) printer.line(`DESCRIPTION ${quoteText(name)}`);
  printParameters(printer, flow.parameters);
  printer.steps(flow.block);
}

/** Parameters of any type stand behind the name; from the first other one on, all are PARAMs. */
function printSub(printer: BlockPrinter, name: string, flow: Flow): void {
  const word = name.startsWith(SUB) ? name.slice(SUB.length) : '';
  if (!isWord(word)) printer.refuse('The language has only main, SUBs and tools.');
  const firstTyped = flow.parameters.findIndex((field) => !isPlain(field));
  const count = firstTyped < 0 ? flow.parameters.length : firstTyped;
  const names = flow.parameters.slice(0, count).map((field) => field.name);
  printer.line(`SUB ${word}(${names.join(', ')})`);
  printer.indented(() => {
    printParameters(printer, flow.parameters, count);
  });
  printer.block(flow.block);
  printer.line('END SUB');
}

function isPlain(field: InputField): boolean {
  return field.type === 'any' && !field.required && Object.keys(field).length === 3;
}

function printParameters(printer: BlockPrinter, fields: readonly InputField[], from = 0): void {
  fields.slice(from).forEach((field, index) => {
    if (!isWord(field.name)) {
      printer.refuse('The name of an input is a word.', `/parameters/${from + index}/name`);
    }
    const choices =
      field.choices === undefined ? '' : ` [${field.choices.map(literal).join(', ')}]`;
    printer.line(
      [
        `PARAM ${field.name} AS ${TYPES[field.type]}${choices}`,
        field.example === undefined ? '' : ` LIKE ${literal(field.example)}`,
        field.description === undefined ? '' : ` DESCRIPTION ${quoteText(field.description)}`,
        field.default === undefined ? '' : ` DEFAULT ${literal(field.default)}`,
        !field.required && field.default === undefined ? ' OPTIONAL' : '',
      ].join(''),
    );
  });
}

function literal(value: null | boolean | number | string): string {
  if (typeof value === 'string') return quoteText(value);
  return typeof value === 'number' ? String(value) : String(value).toUpperCase();
}
