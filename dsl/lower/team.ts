import type { Expression as PlanExpression, LazyOperator } from '../../plan/expression';
import type { Clause, Expression, KeywordCommand } from '../basic/syntax';
import type { Span } from '../source';
import type { Lowering } from './lowering';
import type { TeamMember } from './team-members';

/** How long a bot has that work is delegated to, in seconds. */
const DELEGATION_SECONDS = 30;

const literal = (value: string | number | boolean): PlanExpression => ({ op: 'literal', value });
const variable = (name: string): PlanExpression => ({ op: 'variable', name });

/** `answer = DELEGATE message TO BOT "name" TIMEOUT seconds`, `DELEGATE TO "name"`: false where it has another form. */
export function lowerDelegate(context: Lowering, command: KeywordCommand, into?: string): boolean {
  const [first, ...more] = command.args;
  const isShort = command.name === 'DELEGATE TO';
  const bot = isShort
    ? first
    : (valueOf(command.clauses, 'TO BOT') ?? valueOf(command.clauses, 'TO'));
  if (bot === undefined || first === undefined || more.length > 0) return false;
  const timeout = valueOf(command.clauses, 'TIMEOUT');
  context.emit(
    {
      kind: 'bot',
      ...context.takeLabel(),
      bot: context.expression(bot),
      action: isShort ? literal('continue') : context.expression(first),
      ...(into === undefined ? {} : { into }),
      timeout: timeout === undefined ? literal(DELEGATION_SECONDS) : context.expression(timeout),
    },
    command,
  );
  return true;
}

/** ADD BOT, CREATE SWARM and REMOVE BOT of bots that are named in the text. False for any other. */
export function lowerTeamChange(context: Lowering, command: KeywordCommand): boolean {
  const members = context.facts.team.membersOf(command);
  if (members.length === 0 || command.clauses.some(isElsewhere)) return false;
  for (const { active } of members) {
    set(context, active, literal(command.name !== 'REMOVE BOT'), command);
  }
  return true;
}

/** A bot that is called by a tool or by the clock. */
function isElsewhere({ word }: Clause): boolean {
  return /(TOOLS|SCHEDULE)$/.test(word);
}

/** SET BOT PRIORITY "name", number. */
export function lowerPriority(context: Lowering, command: KeywordCommand): boolean {
  const [member] = context.facts.team.membersOf(command);
  const [, priority, ...more] = command.args;
  if (member === undefined || priority === undefined || more.length > 0) return false;
  set(context, member.priority, context.expression(priority), command);
  return true;
}

/** `bots = LIST BOTS`: the names of those that belong to the conversation now, in the order of the text. */
export function lowerListBots(context: Lowering, command: KeywordCommand, into?: string): boolean {
  const list = into ?? context.temporary();
  set(context, list, { op: 'list', items: [] }, command);
  for (const { name, active } of context.facts.team.members) {
    when(context, variable(active), command, () => {
      context.emit({ kind: 'append', name: list, value: literal(name) }, command);
    });
  }
  return true;
}

/** `answers = BROADCAST message TO BOTS`: all are asked side by side; the answers are in the order of the text. */
export function lowerBroadcast(context: Lowering, command: KeywordCommand, into?: string): boolean {
  const [message] = command.args;
  const { members } = context.facts.team;
  if (message === undefined || members.length > MOST_AT_ONCE) return false;
  const said = context.temporary();
  set(context, said, context.expression(message), command);
  const answers = members.map((member) => ({ ...member, answer: context.temporary() }));
  if (members.length > 0) {
    const id = context.nextId;
    const branches = answers.map(({ name, active, answer }, index) => {
      const block = context.inBlock(`${id}.${index + 1}`, () => {
        when(context, variable(active), command, () => {
          const bot = { bot: literal(name), action: variable(said), into: answer };
          context.emit({ kind: 'bot', ...bot }, command);
        });
      });
      return { name: String(index + 1), block };
    });
    context.emit({ kind: 'parallel', ...context.takeLabel(), branches }, command);
  }
  if (into === undefined) return true;
  set(context, into, { op: 'list', items: [] }, command);
  for (const { active, answer } of answers) {
    when(context, variable(active), command, () => {
      context.emit({ kind: 'append', name: into, value: variable(answer) }, command);
    });
  }
  return true;
}

/** More branches than a PARALLEL takes. */
const MOST_AT_ONCE = 100;

/** TRANSFER CONVERSATION TO "name": the bot has what the program knows, and gives its result. */
export function lowerTransfer(context: Lowering, command: KeywordCommand): boolean {
  const bot = valueOf(command.clauses, 'TO') ?? valueOf(command.clauses, 'TO BOT');
  if (bot === undefined) return false;
  const answer = context.temporary();
  const call = { bot: context.expression(bot), action: literal('continue'), into: answer };
  context.emit({ kind: 'bot', ...context.takeLabel(), ...call }, command);
  context.emit({ kind: 'return', value: variable(answer) }, command);
  return true;
}

/**
 * What is said may call a bot by one of its words: of those that belong to the conversation, the one of the
 * highest priority answers, and the program goes on.
 */
export function lowerTriggers(context: Lowering, reply: string, span: Span): void {
  const called = context.facts.team.members.filter(({ triggers }) => triggers.length > 0);
  if (called.length === 0) return;
  const best = context.temporary();
  const rank = context.temporary();
  set(context, best, literal(''), span);
  for (const member of called) {
    const isBetter = either('or', [
      compare(variable(best), '=', literal('')),
      compare(priorityOf(member), '>', variable(rank)),
    ]);
    when(
      context,
      either('and', [variable(member.active), isCalled(member, reply), isBetter]),
      span,
      () => {
        set(context, best, literal(member.name), span);
        set(context, rank, priorityOf(member), span);
      },
    );
  }
  const id = context.nextId;
  const arms = called.map(({ name }, index) => ({
    when: compare(variable(best), '=', literal(name)),
    block: context.inBlock(index === 0 ? `${id}.then` : `${id}.elseif${index}`, () => {
      const answer = context.temporary();
      const bot = { bot: literal(name), action: variable(reply), into: answer };
      context.emit({ kind: 'bot', ...bot }, span);
      context.emit({ kind: 'talk', message: variable(answer) }, span);
    }),
  }));
  context.emit({ kind: 'if', arms }, span);
}

function priorityOf({ priority }: TeamMember): PlanExpression {
  return either('or', [variable(priority), literal(0)]);
}

function isCalled({ triggers }: TeamMember, reply: string): PlanExpression {
  const said: PlanExpression = { op: 'call', name: 'lcase', args: [variable(reply)] };
  return either(
    'or',
    triggers.map((word) =>
      compare({ op: 'call', name: 'instr', args: [said, literal(word)] }, '>', literal(0)),
    ),
  );
}

function compare(left: PlanExpression, operator: '=' | '>', right: PlanExpression): PlanExpression {
  return { op: 'binary', operator, left, right };
}

function either(operator: LazyOperator, parts: readonly PlanExpression[]): PlanExpression {
  return parts.reduceRight((right, left) => ({ op: 'lazy', operator, left, right }));
}

function set(context: Lowering, name: string, value: PlanExpression, span: Span): void {
  context.emit({ kind: 'assign', name, path: [], value }, span);
}

function when(context: Lowering, test: PlanExpression, span: Span, fill: () => void): void {
  const block = context.inBlock(`${context.nextId}.then`, fill);
  context.emit({ kind: 'if', arms: [{ when: test, block }] }, span);
}

function valueOf(clauses: readonly Clause[], word: string): Expression | undefined {
  return clauses.find((clause) => clause.word === word)?.values[0];
}
