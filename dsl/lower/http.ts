import type { Expression as PlanExpression } from '../../plan/expression';
import type { HttpStep } from '../../plan/steps/http';
import type { Clause, Expression, KeywordCommand, VariableExpression } from '../basic/syntax';
import { lower } from './facts';
import type { Lowering } from './lowering';
import { meaningOfGet } from './get';

type Verb = HttpStep['method'];

const VERBS: Readonly<Record<string, Verb>> = {
  GET: 'GET',
  POST: 'POST',
  PUT: 'PUT',
  PATCH: 'PATCH',
  'DELETE HTTP': 'DELETE',
  GRAPHQL: 'POST',
  'WEBHOOK POST': 'POST',
};

/** The clauses of a call; any other one makes it something else. */
const CLAUSES = new Set(['WITH', 'BODY', 'INTO', 'TO', 'TIMEOUT']);

/** What a call is made of, as it is written. */
interface Parts {
  readonly url: Expression;
  readonly more: PlanExpression | undefined;
  readonly timeout: Expression | undefined;
  readonly into: string | undefined;
}

/** Calls over HTTP and what they are made with; false where a keyword is neither. */
export function lowerOutbound(context: Lowering, command: KeywordCommand, into?: string): boolean {
  return lowerHttp(context, command, into) || lowerHeader(context, command);
}

/** The HTTP verbs, GRAPHQL and WEBHOOK POST; false where it is none of them, e.g. GET of a file. */
function lowerHttp(context: Lowering, command: KeywordCommand, into?: string): boolean {
  const method = Object.hasOwn(VERBS, command.name) ? VERBS[command.name] : undefined;
  if (method === undefined) return false;
  if (command.name === 'GET') {
    const meaning = meaningOfGet(context, command, into);
    if (meaning !== 'call') return meaning === 'done';
  }
  const parts = readParts(context, command, into);
  if (parts === undefined) return false;
  const { url, more, timeout } = parts;
  const isQuery = method === 'GET' || method === 'DELETE';
  context.emit(
    {
      kind: 'http',
      method,
      url: context.sealedExpression(url),
      ...(more === undefined ? {} : isQuery ? { query: more } : { body: more }),
      ...(timeout === undefined ? {} : { timeout: context.expression(timeout) }),
      ...(parts.into === undefined ? {} : { into: parts.into }),
    },
    command,
  );
  return true;
}

function readParts(
  context: Lowering,
  command: KeywordCommand,
  into: string | undefined,
): Parts | undefined {
  const [url] = command.args;
  const form = readForm(command);
  if (url === undefined || form === undefined) return undefined;
  const { target } = form;
  return {
    url,
    more: readMore(context, command, form),
    timeout: form.timeout,
    into: into ?? (target === undefined ? undefined : lower(target.name)),
  };
}

/** The clauses of a call. */
interface Form {
  readonly target: VariableExpression | undefined;
  readonly body: Clause | undefined;
  readonly timeout: Expression | undefined;
}

/** Undefined where the statement has not the form of a call. */
function readForm({ name, args, clauses }: KeywordCommand): Form | undefined {
  const most = name === 'GRAPHQL' ? 3 : 2;
  const least = name === 'GRAPHQL' ? 2 : 1;
  const body = writtenBody(clauses);
  const hasTwoBodies = body !== undefined && args.length > 1;
  const isCall = clauses.every(({ word }) => CLAUSES.has(word)) && !hasTwoBodies;
  if (!isCall || args.length < least || args.length > most) return undefined;
  const target = clauses.find(({ word }) => word === 'INTO' || word === 'TO')?.values[0];
  if (target !== undefined && target.kind !== 'variable') return undefined;
  const timeout = clauses.find(({ word }) => word === 'TIMEOUT')?.values[0];
  return { target, body, timeout };
}

/** What goes with the address. */
function readMore(
  context: Lowering,
  { name, args }: KeywordCommand,
  { body }: Form,
): PlanExpression | undefined {
  const [, second, third] = args;
  if (name === 'GRAPHQL') return graphBody(context, second, third);
  return body === undefined
    ? second && context.sealedExpression(second)
    : clauseValue(context, body);
}

/** The clause with the body. In `WITH body` the second word is the name of a variable. */
function writtenBody(clauses: readonly Clause[]): Clause | undefined {
  const [first, second] = clauses.filter(({ word }) => word === 'WITH' || word === 'BODY');
  const isEmpty = first?.values.length === 0 && first.pairs.length === 0;
  if (!isEmpty || second?.word !== 'BODY') return first;
  const name = { kind: 'variable', name: 'body', start: second.start, end: second.end } as const;
  return second.values.length > 0 ? second : { ...second, values: [name] };
}

/** What GraphQL wants to be sent. */
function graphBody(
  context: Lowering,
  query: Expression | undefined,
  variables: Expression | undefined,
): PlanExpression {
  const field = (name: string, value: Expression | undefined): readonly GraphField[] =>
    value === undefined ? [] : [{ name, value: context.sealedExpression(value) }];
  return { op: 'object', fields: [...field('query', query), ...field('variables', variables)] };
}

interface GraphField {
  readonly name: string;
  readonly value: PlanExpression;
}

function clauseValue(context: Lowering, clause: Clause): PlanExpression | undefined {
  const [value] = clause.values;
  if (clause.pairs.length === 0) return value && context.sealedExpression(value);
  const fields = clause.pairs.map(({ name, value }) => ({
    name,
    value: context.sealedExpression(value),
  }));
  return { op: 'object', fields };
}

/** SET HEADER and CLEAR HEADERS; false where it is neither. */
function lowerHeader(context: Lowering, command: KeywordCommand): boolean {
  if (command.name === 'CLEAR HEADERS') {
    context.emit({ kind: 'setting', setting: 'clearHeaders' }, command);
    return true;
  }
  const [name, value] = command.args;
  if (command.name !== 'SET HEADER' || name === undefined || value === undefined) return false;
  // A word that nobody sets is the name itself: SET HEADER Accept = "text/csv".
  const isWord = name.kind === 'variable' && !context.facts.variables.has(lower(name.name));
  const key: PlanExpression = isWord
    ? { op: 'literal', value: name.name }
    : context.expression(name);
  context.emit(
    { kind: 'setting', setting: 'header', key, value: context.sealedExpression(value) },
    command,
  );
  return true;
}
