import type { Statement, StatementOf } from '../basic/syntax';
import { lowerAppend, lowerAssign, setTarget } from './assign';
import { lowerIf, lowerSelect } from './choice';
import { lower } from './facts';
import { lowerGraph } from './graph';
import { readGraph } from './graph-tasks';
import { lowerHandler } from './handler';
import { lowerGoto, nestedLabel } from './labels';
import { lowerExit, lowerFor, lowerForEach, lowerWhile } from './loop';
import type { Lowering } from './lowering';
import { lowerSetMemory, lowerShare, lowerSync } from './memory';
import { lowerField, lowerWith } from './with';
import { lowerOnFailure } from './on-failure';
import { lowerResumed, lowerTry } from './try';
import { lowerApproval, lowerParallel, lowerStep } from './orchestration';

type Lowerers = {
  readonly [K in Statement['kind']]: (context: Lowering, statement: StatementOf<K>) => void;
};

/** Declarations are read elsewhere and leave no step. */
const nothing = (): void => undefined;

const LOWERERS: Lowerers = {
  append: lowerAppend,
  approval: lowerApproval,
  assign: lowerAssign,
  broken: nothing,
  command: lowerCommandStatement,
  description: nothing,
  endWorkflow: nothing,
  exit: lowerExit,
  expression: lowerCallStatement,
  field: lowerField,
  for: lowerFor,
  forEach: lowerForEach,
  handler: lowerHandler,
  hold: (context, statement) => {
    context.emit({ kind: 'hold' }, statement);
  },
  if: lowerIf,
  onError: (context, statement) => {
    context.resumes = statement.mode === 'resume';
  },
  onFailure: lowerOnFailure,
  parallel: lowerParallel,
  param: nothing,
  publish: (context, statement) => {
    const event = context.expression(statement.event);
    const data = statement.data === undefined ? {} : { data: context.expression(statement.data) };
    context.emit({ kind: 'publish', event, ...data }, statement);
  },
  goto: lowerGoto,
  label: nestedLabel,
  return: (context, statement) => {
    const { value } = statement;
    const result = value === undefined ? {} : { value: context.expression(value) };
    context.emit({ kind: 'return', ...result }, statement);
  },
  select: lowerSelect,
  setMemory: lowerSetMemory,
  share: lowerShare,
  step: lowerStep,
  sub: nothing,
  sync: lowerSync,
  table: nothing,
  talk: (context, statement) => {
    const to = statement.to === undefined ? {} : { to: context.expression(statement.to) };
    context.emit(
      { kind: 'talk', message: context.expression(statement.message), ...to },
      statement,
    );
  },
  throw: (context, statement) => {
    context.emit({ kind: 'throw', message: context.expression(statement.message) }, statement);
  },
  try: lowerTry,
  wait: (context, statement) => {
    const time = context.expression(statement.time);
    const isDate = time.op === 'literal' && typeof time.value === 'string';
    if (statement.isUntil || isDate) context.emit({ kind: 'waitUntil', until: time }, statement);
    else context.emit({ kind: 'wait', seconds: time }, statement);
  },
  while: lowerWhile,
  with: lowerWith,
  workflow: nothing,
};

/** The steps of statements, in order. */
export function lowerStatements(context: Lowering, statements: readonly Statement[]): void {
  const { resumes } = context;
  const graph = readGraph(statements);
  if (graph === undefined) lowerEach(context, statements);
  else {
    lowerEach(context, graph.before);
    lowerGraph(context, graph);
    lowerEach(context, graph.rest);
  }
  context.resumes = resumes;
}

function lowerEach(context: Lowering, statements: readonly Statement[]): void {
  for (const statement of statements) {
    const lowerer = LOWERERS[statement.kind] as (context: Lowering, statement: Statement) => void;
    const fill = (): void => {
      lowerer(context, statement);
    };
    // A STEP only names the statement inside it, which is lowered by itself.
    const isAlone = statement.kind === 'onError' || statement.kind === 'step';
    if (context.resumes && !isAlone) lowerResumed(context, statement, fill);
    else fill();
  }
}

function lowerCommandStatement(context: Lowering, statement: StatementOf<'command'>): void {
  const { command, into } = statement;
  if (into === undefined) context.families.command(context, command);
  else if (into.kind === 'variable') context.families.command(context, command, lower(into.name));
  else {
    const name = context.temporary();
    context.families.command(context, command, name);
    setTarget(context, into, { op: 'variable', name }, statement);
  }
}

/** `list.PUSH(e)` changes the list; a SUB is called; a function alone does nothing but is evaluated. */
function lowerCallStatement(context: Lowering, statement: StatementOf<'expression'>): void {
  const { expression } = statement;
  if (expression.kind === 'call' && context.facts.subs.has(lower(expression.name))) {
    context.families.command(context, { ...expression, kind: 'callSub' });
    return;
  }
  const [value] = expression.args;
  if (expression.kind === 'method' && lower(expression.name) === 'push' && value !== undefined) {
    const { object: list } = expression;
    if (list.kind === 'variable' || list.kind === 'member' || list.kind === 'index') {
      lowerAppend(context, { list, value, start: statement.start, end: statement.end });
      return;
    }
  }
  const name = context.temporary();
  context.emit(
    { kind: 'assign', name, path: [], value: context.expression(expression) },
    statement,
  );
}
