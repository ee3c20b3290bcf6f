import type { Expression as PlanExpression } from '../../plan/expression';
import type { Expression, LoopFork, StatementOf } from '../basic/syntax';
import type { Span } from '../source';
import { hasEffect } from './expression';
import { lower } from './facts';
import { lowerJoin } from './join';
import type { Lowering, OpenLoop } from './lowering';

const TRUE: PlanExpression = { op: 'literal', value: true };

/** FOR i = a TO b. */
export function lowerFor(context: Lowering, statement: StatementOf<'for'>): void {
  const from = context.expression(statement.from);
  const to = context.expression(statement.to);
  const by = statement.by === undefined ? undefined : context.expression(statement.by);
  const variable = lower(statement.variable.name);
  inLoop(context, 'FOR', statement, () => {
    const block = context.body(`${context.nextId}.body`, statement.body);
    const step = by === undefined ? {} : { by };
    context.emit({ kind: 'for', variable, from, to, ...step, block }, statement);
  });
}

/** FOR EACH v IN list, one turn after the other or side by side. */
export function lowerForEach(context: Lowering, statement: StatementOf<'forEach'>): void {
  if (statement.parallel !== undefined) {
    lowerForEachParallel(context, statement, statement.parallel);
    return;
  }
  const list = context.expression(statement.list);
  const last = statement.last === undefined ? undefined : context.expression(statement.last);
  const variable = lower(statement.variable.name);
  inLoop(context, 'FOR', statement, () => {
    const block = context.body(`${context.nextId}.body`, statement.body);
    const part = last === undefined ? {} : { last };
    context.emit({ kind: 'forEach', variable, list, ...part, block }, statement);
  });
}

/** Each turn is a branch: nothing in it can leave the loop. */
function lowerForEachParallel(
  context: Lowering,
  statement: StatementOf<'forEach'>,
  { max, ...join }: LoopFork,
): void {
  const label = context.takeLabel();
  const list = context.expression(statement.list);
  const { last } = statement;
  const parts = {
    ...(last !== undefined && { last: context.expression(last) }),
    ...(max !== undefined && { max: context.expression(max) }),
    ...lowerJoin(context, join),
  };
  const variable = lower(statement.variable.name);
  const { loops } = context;
  context.loops = [];
  const block = context.body(`${context.nextId}.body`, statement.body);
  context.loops = loops;
  context.emit({ kind: 'forEachParallel', ...label, variable, list, ...parts, block }, statement);
}

/** WHILE and DO. A condition that needs steps is asked by steps inside the loop, each turn anew. */
export function lowerWhile(context: Lowering, statement: StatementOf<'while'>): void {
  const { condition, until, test, word } = statement;
  inLoop(context, word, statement, () => {
    if (condition !== undefined && hasEffect(context, condition)) {
      lowerAsking(context, statement, condition);
      return;
    }
    const when = condition === undefined ? TRUE : wanted(context.expression(condition), until);
    const block = context.body(`${context.nextId}.body`, statement.body);
    context.emit({ kind: 'while', when, test, block }, statement);
  });
}

function lowerAsking(
  context: Lowering,
  statement: StatementOf<'while'>,
  condition: Expression,
): void {
  const ask = (): void => {
    const value = context.expression(condition);
    const when = statement.until ? value : wanted(value, true);
    const block = context.inBlock(`${context.nextId}.then`, () => {
      context.emit({ kind: 'exit', from: 'loop' }, condition);
    });
    context.emit({ kind: 'if', arms: [{ when, block }] }, condition);
  };
  const block = context.inBlock(`${context.nextId}.body`, () => {
    if (statement.test === 'before') ask();
    context.families.statements(context, statement.body);
    if (statement.test === 'after') ask();
  });
  context.emit({ kind: 'while', when: TRUE, test: 'before', block }, statement);
}

function wanted(value: PlanExpression, negated: boolean): PlanExpression {
  return negated ? { op: 'not', operand: value } : value;
}

/**
 * EXIT FOR inside a WHILE inside the FOR leaves both: the inner exit sets a variable, and after the inner
 * loop it is asked for.
 */
export function inLoop(
  context: Lowering,
  word: OpenLoop['word'],
  span: Span,
  fill: () => void,
): void {
  const loop: OpenLoop = { word };
  context.loops.push(loop);
  fill();
  context.loops.pop();
  if (loop.escape === undefined) return;
  const { escape } = loop;
  const block = context.inBlock(`${context.nextId}.then`, () => {
    emitExit(context, context.loops.length - 1, escape, span);
  });
  context.emit({ kind: 'if', arms: [{ when: { op: 'variable', name: escape }, block }] }, span);
}

/** EXIT in all of its forms. Outside a loop a rule has reported it. */
export function lowerExit(context: Lowering, statement: StatementOf<'exit'>): void {
  const { from } = statement;
  if (from === 'PROGRAM') context.emit({ kind: 'exit', from: 'program' }, statement);
  else if (from === 'SUB' || from === 'FUNCTION') {
    context.emit({ kind: 'exit', from: 'flow' }, statement);
  } else {
    const index =
      from === 'LOOP'
        ? context.loops.length - 1
        : context.loops.findLastIndex((loop) => loop.word === from);
    leaveLoop(context, index, statement);
  }
}

/** Leaves a loop around this place and all loops inside it. */
export function leaveLoop(context: Lowering, index: number, span: Span): void {
  if (index === context.loops.length - 1 || index < 0) {
    context.emit({ kind: 'exit', from: 'loop' }, span);
  } else exitOuter(context, index, span);
}

function exitOuter(context: Lowering, index: number, span: Span): void {
  const name = context.temporary();
  for (let at = index + 1; at < context.loops.length; at += 1) {
    const loop = context.loops[at];
    if (loop !== undefined) loop.escape ??= name;
  }
  const escape = context.loops.at(-1)?.escape ?? name;
  context.emit({ kind: 'assign', name: escape, path: [], value: TRUE }, span);
  context.emit({ kind: 'exit', from: 'loop' }, span);
}

/** Leaves the next loop outward, and forgets the escape when this is the one that was meant. */
function emitExit(context: Lowering, index: number, escape: string, span: Span): void {
  const loop = context.loops[index];
  if (loop?.escape !== escape) {
    const value: PlanExpression = { op: 'literal', value: false };
    context.emit({ kind: 'assign', name: escape, path: [], value }, span);
  }
  context.emit({ kind: 'exit', from: 'loop' }, span);
}
