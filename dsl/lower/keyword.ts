import type { Expression as PlanExpression } from '../../plan/expression';
import { isAdapted } from '../../plan/keywords';
import type { Clause, Expression, KeywordCommand } from '../basic/syntax';
import { readScheduleTime } from '../package/schedule-time';
import { setTarget } from './assign';
import { lowerConversation } from './conversation';
import { lowerDataKeyword } from './data-keyword';
import { lower } from './facts';
import { lowerHear } from './hear';
import { lowerOutbound } from './http';
import { lowerListFunction } from './list-function';
import type { Lowering } from './lowering';
import { lowerModel } from './model';
import {
  lowerBroadcast,
  lowerDelegate,
  lowerListBots,
  lowerPriority,
  lowerTeamChange,
  lowerTransfer,
} from './team';
import { lowerScheduleIn } from './schedule-in';

const MAX_NAME = 100;
/** What leaves no step: the store of tables needs no index of its own, and pages are the client's affair. */
const DIRECTIVES = new Set([
  'CREATE INDEX',
  'CREATE UNIQUE INDEX',
  'SET ANSWER MODE',
  'SET MAX LINES',
  'SET PAGE MODE',
]);

type Lower = (context: Lowering, command: KeywordCommand, into?: string) => void;

/** Keywords with a step kind of their own that are read as all keywords are. */
const LOWERERS: Readonly<Record<string, Lower>> = {
  'ADD SUGGESTION': lowerConversation,
  'ADD SUGGESTION TOOL': lowerConversation,
  ASK: lowerHear,
  'CLEAR ERROR': clearError,
  'CLEAR SUGGESTIONS': lowerConversation,
  EXCEL: lowerFunction,
  'GENERATE CODE': lowerFunction,
  HEAR: lowerHear,
  'SEND MESSAGE': lowerMessage,
  'SET CONTEXT': lowerConversation,
  TRIGGER: lowerTrigger,
  'SCHEDULE IN': lowerScheduleIn,
  'WAIT FOR RESPONSE': lowerHear,
};

const TEAM: Readonly<
  Record<string, (context: Lowering, command: KeywordCommand, into?: string) => boolean>
> = {
  'ADD BOT': lowerTeamChange,
  'CREATE SWARM': lowerTeamChange,
  'REMOVE BOT': lowerTeamChange,
  'SET BOT PRIORITY': lowerPriority,
  'LIST BOTS': lowerListBots,
  BROADCAST: lowerBroadcast,
  DELEGATE: lowerDelegate,
  'DELEGATE TO': lowerDelegate,
  'TRANSFER CONVERSATION': lowerTransfer,
};

/** A keyword: without a step kind of its own it compiles, and a run that reaches it fails. */
export function lowerKeyword(context: Lowering, command: KeywordCommand, into?: string): void {
  const own = Object.hasOwn(LOWERERS, command.name) ? LOWERERS[command.name] : undefined;
  if (own === undefined && lowerTeam(context, command, into)) return;
  (own ?? lowerOther)(context, command, into);
}

/** What ON ERROR RESUME NEXT has told is forgotten. */
function clearError(context: Lowering, command: KeywordCommand): void {
  const error = { kind: 'variable', name: 'error', ...spanOf(command) } as const;
  setTarget(context, error, { op: 'literal', value: null }, command);
}

/** Functions that are written as keywords. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  EXCEL: 'excel',
  'GENERATE CODE': 'generate_code',
};

function lowerFunction(context: Lowering, command: KeywordCommand, into?: string): void {
  const args = command.args.map((argument) => context.expression(argument));
  const name = into ?? context.temporary();
  const target = { kind: 'variable', name, ...spanOf(command) } as const;
  setTarget(context, target, { op: 'call', name: FUNCTIONS[command.name] ?? '', args }, command);
}

/** `TRIGGER "name" [, data]` publishes the event. */
function lowerTrigger(context: Lowering, command: KeywordCommand, into?: string): void {
  const [event, data, ...more] = command.args;
  if (event === undefined || more.length > 0 || command.clauses.length > 0) {
    lowerOther(context, command, into);
    return;
  }
  const sent = data === undefined ? {} : { data: context.expression(data) };
  context.emit({ kind: 'publish', event: context.expression(event), ...sent }, command);
}

/** Bots of the conversation: false for what is no such keyword, or has a form that cannot be done. */
function lowerTeam(context: Lowering, command: KeywordCommand, into?: string): boolean {
  const own = Object.hasOwn(TEAM, command.name) ? TEAM[command.name] : undefined;
  return own?.(context, command, into) ?? false;
}

/** SEND MESSAGE text is TALK. */
function lowerMessage(context: Lowering, command: KeywordCommand, into?: string): void {
  const [message, ...more] = command.args;
  const [clause, ...rest] = command.clauses;
  const to = clause?.word === 'TO' && clause.values.length === 1 ? clause.values[0] : undefined;
  const isPlain = rest.length === 0 && (clause === undefined || to !== undefined);
  if (message === undefined || more.length > 0 || !isPlain || into !== undefined) {
    lowerOther(context, command, into);
    return;
  }
  const who = to === undefined ? {} : { to: context.expression(to) };
  context.emit({ kind: 'talk', message: context.expression(message), ...who }, command);
}

function lowerOther(context: Lowering, command: KeywordCommand, into?: string): void {
  const lowered = lowerDataKeyword(context, command, into);
  if (lowered === 'done') return;
  if (lowered === 'refused') {
    emitStep(context, command, into);
    return;
  }
  if (lowerList(context, command, into)) return;
  if (lowerOutbound(context, command, into) || lowerModel(context, command, into)) return;
  const file = fileOf(command);
  if (file !== undefined) {
    const args = command.args.slice(1).map((argument) => context.expression(argument));
    const kind = command.clauses.length > 0 ? 'callChild' : 'callFile';
    context.emit({ kind, file, args, ...(into === undefined ? {} : { into }) }, command);
    return;
  }
  if (DIRECTIVES.has(command.name) || isRegistered(context, command)) return;
  emitKeyword(
    context,
    isFileDeletion(command) ? { ...command, name: 'DELETE FILE' } : command,
    into,
  );
}

/** A schedule or webhook of the outermost level that is known when the package is loaded: no step of a run. */
function isRegistered(context: Lowering, { name, args }: KeywordCommand): boolean {
  const [first] = args;
  if (first?.kind !== 'literal' || typeof first.value !== 'string') return false;
  if (!/^main\.\d+$/.test(context.nextId)) return false;
  if (name === 'WEBHOOK') return args.length === 1;
  return name === 'SET SCHEDULE' && readScheduleTime(first.value) !== undefined;
}

/** `DELETE item` means a file; what begins with `http` is a page. */
function isFileDeletion({ name, args }: KeywordCommand): boolean {
  const [item, ...rest] = args;
  if (name !== 'DELETE' || item === undefined || rest.length > 0) return false;
  return item.kind !== 'literal' || !/^https?:/i.test(String(item.value));
}

/** A keyword that makes a list of a list; SORT alone changes its list. False where it is none. */
function lowerList(context: Lowering, command: KeywordCommand, into?: string): boolean {
  const call = lowerListFunction(context, command);
  if (call === undefined) return false;
  const [list] = command.args;
  const inPlace = into === undefined && command.name === 'SORT' && list?.kind === 'variable';
  const value = {
    kind: 'variable',
    name: into ?? context.temporary(),
    ...spanOf(command),
  } as const;
  setTarget(context, inPlace ? list : value, call, command);
  return true;
}

/** The file of the package that a CALL names; what begins with a slash is a service. */
function fileOf({ name, args, clauses }: KeywordCommand): string | undefined {
  const [file] = args;
  const isCall = name === 'CALL' && clauses.every(({ word }) => word === 'AS CHILD');
  if (!isCall || file?.kind !== 'literal') return undefined;
  const { value } = file;
  const isFile = typeof value === 'string' && value.trim() !== '' && !value.startsWith('/');
  return isFile ? value : undefined;
}

/** The step of a keyword that an adapter does; for any other it is told that it cannot run, and the step fails. */
export function emitKeyword(context: Lowering, command: KeywordCommand, into?: string): void {
  if (!isAdapted(command.name)) context.notAvailable(command.name, command);
  emitStep(context, command, into);
}

function emitStep(context: Lowering, command: KeywordCommand, into?: string): void {
  const args = command.args.map((argument, index) =>
    lowerArgument(context, command, { argument, index }),
  );
  const clauses: Record<string, PlanExpression> = {};
  let target = into;
  for (const clause of command.clauses) {
    const [value] = clause.values;
    if (clause.word === 'INTO' && value?.kind === 'variable' && target === undefined) {
      target = lower(value.name);
    } else clauses[lower(clause.word).split(' ').join('_')] = lowerClause(context, clause);
  }
  context.emit(
    {
      kind: isAdapted(command.name) ? 'adapted' : 'keyword',
      name: command.name.slice(0, MAX_NAME),
      args,
      clauses,
      ...(target === undefined ? {} : { into: target }),
    },
    command,
  );
}

/** `POST TO INSTAGRAM`: a word that nothing sets is the name of a network. */
function lowerArgument(
  context: Lowering,
  { name }: KeywordCommand,
  { argument, index }: { readonly argument: Expression; readonly index: number },
): PlanExpression {
  const isName = name === 'POST TO' && index === 0 && argument.kind === 'variable';
  if (!isName || context.facts.variables.has(lower(argument.name))) {
    return context.expression(argument);
  }
  return { op: 'literal', value: argument.name.toLowerCase() };
}

function spanOf({ start, end }: KeywordCommand): { readonly start: number; readonly end: number } {
  return { start, end };
}

function lowerClause(context: Lowering, clause: Clause): PlanExpression {
  if (clause.pairs.length > 0) {
    const fields = clause.pairs.map(({ name, value }) => ({
      name,
      value: context.expression(value),
    }));
    return { op: 'object', fields };
  }
  const items = clause.values.map((value) => context.expression(value));
  const [only] = items;
  if (only === undefined) return { op: 'literal', value: true };
  return items.length === 1 ? only : { op: 'list', items };
}
