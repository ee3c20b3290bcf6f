import type { StepOf } from '../../plan/schema';
import type { BlockPrinter } from './block-printer';
import { ANY, SUM } from './print-expression';

/** How a value is read and kept, by the owner of the memory. */
const READERS = {
  bot: 'GET BOT MEMORY',
  user: 'GET USER MEMORY',
  session: 'GET SESSION',
  cache: 'CACHE GET',
} as const;
const WRITERS = {
  bot: 'SET BOT MEMORY',
  user: 'SET USER MEMORY',
  session: 'SET SESSION',
  cache: 'CACHE SET',
} as const;

export function printGetMemory(printer: BlockPrinter, step: StepOf<'getMemory'>): void {
  const { owner = 'bot', session, key, into } = step;
  const { expressions } = printer;
  const keys = (session === undefined ? [key] : [session, key])
    .map((each) => expressions.print(each, ANY))
    .join(', ');
  printer.line(`${into} = ${READERS[owner]}(${keys})`);
}

export function printSetMemory(printer: BlockPrinter, step: StepOf<'setMemory'>): void {
  const { owner = 'bot', session, key, value, expires } = step;
  const { expressions } = printer;
  if (expires !== undefined && owner !== 'user' && owner !== 'cache') {
    printer.refuse('Only values of users and caches expire.', '/expires');
  }
  const word = owner === 'user' && expires !== undefined ? 'REMEMBER' : WRITERS[owner];
  const before = session === undefined ? [] : [expressions.print(session, SUM)];
  const [first, ...rest] = [...before, expressions.print(key, SUM)];
  const after = expires === undefined ? [] : [expressions.print(expires, ANY)];
  const values = [...rest, expressions.print(value, ANY), ...after];
  printer.line(`${word} ${[first, ...values].join(', ')}`);
}

export function printShareMemory(printer: BlockPrinter, step: StepOf<'shareMemory'>): void {
  const { expressions } = printer;
  const target = expressions.print(step.with, ANY);
  printer.line(`BOT SHARE MEMORY ${expressions.print(step.key, SUM)} WITH ${target}`);
}
