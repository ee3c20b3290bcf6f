import type { StepOf } from '../../plan/schema';
import type { BlockPrinter, StepWriters } from './block-printer';
import {
  printFor,
  printForEach,
  printForEachParallel,
  printIf,
  printParallel,
  printTry,
  printWhile,
  stepLabel,
} from './print-blocks';
import { printConversation, printHear } from './print-conversation';
import { printHandler, printWaitEvent, printWaitEvents } from './print-events';
import { printDelete, printFind, printMerge, printSave, printUpdate } from './print-data';
import { ANY, SUM } from './print-expression';
import { printGraph } from './print-graph';
import { printHttp, printModel, printSetting } from './print-calls';
import { printKeyword } from './print-keyword';
import { printGetMemory, printSetMemory, printShareMemory } from './print-memory';
import { printQuery } from './print-query';
import { isWord, quoteText } from './print-text';

/** How the step of each kind is written. */
export const STEP_WRITERS: StepWriters = {
  adapted: printKeyword,
  append: (printer, { name, value }) => {
    printer.line(`APPEND ${name}, ${printer.expressions.print(value, ANY)}`);
  },
  approval: printApproval,
  assign: printAssign,
  bot: printBot,
  call: printCall,
  callFile: (printer, step) => {
    printer.line(callOfFile(printer, step));
  },
  callChild: (printer, step) => {
    printer.line(`${callOfFile(printer, step)} AS CHILD`);
  },
  scheduleIn: (printer, { seconds, block }) => {
    printer.line(`SCHEDULE IN ${printer.expressions.print(seconds, SUM)} DO`);
    printer.block(block);
    printer.line('END SCHEDULE');
  },
  delete: printDelete,
  conversation: printConversation,
  exit: printExit,
  find: printFind,
  for: printFor,
  forEach: printForEach,
  forEachParallel: printForEachParallel,
  getMemory: printGetMemory,
  graph: printGraph,
  hear: printHear,
  http: printHttp,
  hold: (printer) => {
    printer.line('ON FAILURE HOLD');
  },
  model: printModel,
  handler: printHandler,
  if: printIf,
  keyword: printKeyword,
  merge: printMerge,
  onFailure: (printer, { block }) => {
    printer.line('ON FAILURE DO');
    printer.block(block);
    printer.line('END ON');
  },
  parallel: printParallel,
  publish: (printer, { event, data }) => {
    const { expressions } = printer;
    const rest = data === undefined ? '' : ` WITH ${expressions.print(data, SUM)}`;
    printer.line(`PUBLISH EVENT ${expressions.print(event, SUM)}${rest}`);
  },
  query: printQuery,
  return: (printer, { value }) => {
    printer.line(
      value === undefined ? 'RETURN' : `RETURN ${printer.expressions.print(value, ANY)}`,
    );
  },
  save: printSave,
  setMemory: printSetMemory,
  setting: printSetting,
  shareMemory: printShareMemory,
  syncMemory: (printer, { from }) => {
    printer.line(`BOT SYNC MEMORY FROM ${printer.expressions.print(from, ANY)}`);
  },
  talk: (printer, { message, to }) => {
    const { expressions } = printer;
    const whom = to === undefined ? '' : ` TO ${expressions.bare(to, SUM)},`;
    printer.line(`TALK${whom} ${expressions.print(message, ANY)}`);
  },
  throw: (printer, { message }) => {
    printer.line(`THROW ${printer.expressions.print(message, ANY)}`);
  },
  try: printTry,
  update: printUpdate,
  wait: (printer, { seconds }) => {
    printer.line(`WAIT ${printer.expressions.print(seconds, ANY)}`);
  },
  waitUntil: (printer, { until }) => {
    printer.line(`WAIT UNTIL ${printer.expressions.print(until, ANY)}`);
  },
  waitEvent: printWaitEvent,
  waitEvents: printWaitEvents,
  while: printWhile,
};

function printAssign(printer: BlockPrinter, { name, path, value }: StepOf<'assign'>): void {
  const members = path.map((entry) =>
    entry.op === 'literal' && typeof entry.value === 'string' && isWord(entry.value)
      ? `.${entry.value}`
      : `[${printer.expressions.print(entry, ANY)}]`,
  );
  printer.line(`${name}${members.join('')} = ${printer.expressions.print(value, ANY)}`);
}

function printBot(printer: BlockPrinter, step: StepOf<'bot'>): void {
  const { expressions } = printer;
  const clause = (word: string, value: StepOf<'bot'>['input']): string =>
    value === undefined ? '' : ` ${word} ${expressions.print(value, SUM)}`;
  // An operand begins with a quote, a name or a bracket; nothing else would be taken for one.
  const operand = (value: StepOf<'bot'>['bot']): string => {
    const text = expressions.print(value, SUM);
    return /^[-[]|^NOT /.test(text) ? `(${text})` : text;
  };
  const comma = step.bot.op === 'literal' && step.action.op === 'literal' ? '' : ',';
  printer.line(
    [
      `${stepLabel(printer, step.label)}BOT ${operand(step.bot)}${comma} ${operand(step.action)}`,
      clause('WITH', step.input),
      clause('TIMEOUT', step.timeout),
      clause('RETRY', step.retry),
      clause('FALLBACK', step.fallback),
      clause('DELAY', step.delay),
      clause('CACHE', step.cache),
      step.into === undefined ? '' : ` INTO ${step.into}`,
    ].join(''),
  );
}

function printCall(printer: BlockPrinter, { flow, args, into }: StepOf<'call'>): void {
  const name = flow.startsWith('sub:') ? flow.slice('sub:'.length) : '';
  if (!isWord(name)) printer.refuse('Only the flow of a SUB can be called.', '/flow');
  const list = args.map((argument) => printer.expressions.print(argument, ANY)).join(', ');
  printer.line(`${into === undefined ? '' : `${into} = `}CALL ${name}(${list})`);
}

const EXITS: Readonly<Record<StepOf<'exit'>['from'], string>> = {
  loop: 'EXIT LOOP',
  flow: 'EXIT SUB',
  program: 'EXIT',
};

function printExit(printer: BlockPrinter, { from }: StepOf<'exit'>): void {
  printer.line(EXITS[from]);
}

function printApproval(printer: BlockPrinter, step: StepOf<'approval'>): void {
  const { expressions } = printer;
  const { message, timeout, remindEvery, onTimeout, onReject } = step;
  const parts = [
    `${stepLabel(printer, step.label)}HUMAN APPROVAL FROM ${quorum(printer, step)}${expressions.print(step.from, SUM)}`,
    ...(message === undefined ? [] : [`MESSAGE ${expressions.print(message, SUM)}`]),
    ...(timeout === undefined ? [] : [`TIMEOUT ${expressions.print(timeout, SUM)}`]),
    ...(remindEvery === undefined ? [] : [`REMIND EVERY ${expressions.print(remindEvery, SUM)}`]),
    ...(step.noSelf ? ['NO SELF APPROVAL'] : []),
    ...(step.commentRequired ? ['COMMENT REQUIRED'] : []),
  ];
  printer.line(parts.join(' '));
  printer.indented(() => {
    if (onTimeout !== undefined) printer.line(`ON TIMEOUT: ${timeoutAction(printer, onTimeout)}`);
    if (onReject !== undefined) printer.line('ON REJECT: CONTINUE');
  });
}

function quorum({ expressions }: BlockPrinter, { quorum: needed }: StepOf<'approval'>): string {
  if (needed === undefined) return '';
  const count =
    typeof needed === 'string' ? needed.toUpperCase() : expressions.print(needed.count, SUM);
  return `${count} OF `;
}

function timeoutAction(
  printer: BlockPrinter,
  action: NonNullable<StepOf<'approval'>['onTimeout']>,
): string {
  switch (action.action) {
    case 'escalate':
      return `ESCALATE TO ${printer.expressions.print(action.to, SUM)}`;
    case 'approve':
      return action.warning ? 'APPROVE WITH WARNING' : 'APPROVE';
    case 'reject':
      return action.label === undefined ? 'REJECT' : `REJECT ${action.label}`;
    case 'continue':
      return 'CONTINUE';
    case 'fail':
      return 'FAIL';
  }
}

function callOfFile(
  { expressions }: BlockPrinter,
  { file, args, into }: StepOf<'callFile' | 'callChild'>,
): string {
  const list = args.map((argument) => `, ${expressions.bare(argument, SUM)}`).join('');
  return `${into === undefined ? '' : `${into} = `}CALL ${quoteText(file)}${list}`;
}
