import type { MemoryOwner } from '../../../plan/memory';
import { acceptComma, isCallForm, parseArgument, type Head } from '../keyword-parts';
import type { ParseContext } from '../parse-context';
import type { Command, Expression, GetMemoryCommand, LiteralExpression } from '../syntax';

/** The statements that read a memory, and whose it is. */
export const MEMORY_READERS: Readonly<Record<string, MemoryOwner>> = {
  'CACHE GET': 'cache',
  'GET BOT MEMORY': 'bot',
  'GET SESSION': 'session',
  'GET USER MEMORY': 'user',
  RECALL: 'user',
};

/**
 * `get-memory = ( "GET" "BOT" "MEMORY" | "GET" "USER" "MEMORY" | "RECALL" | "CACHE" "GET" ) key
 *   | "GET" "SESSION" [ session "," ] key .` The key is a sum or stands between brackets.
 */
export function parseGetMemory(p: ParseContext, head: Head): GetMemoryCommand {
  const { name } = head;
  const owner = MEMORY_READERS[name] ?? 'bot';
  const args = parseKeys(p, head, owner === 'session' ? 2 : 1);
  const [first, second] = args;
  if (first === undefined) {
    return p.fail({
      code: 'BASIC_VALUE_MISSING',
      message: `${name} needs the key.`,
      hint: `Write ${name}("key").`,
    });
  }
  const place = second === undefined ? { key: first } : { session: first, key: second };
  return { kind: 'getMemory', owner, ...place, ...p.spanFrom(head.span) };
}

function parseKeys(p: ParseContext, head: Head, most: number): readonly Expression[] {
  if (isCallForm(p, head)) {
    const args = p.grammar.args(p);
    return args.length > most ? tooMany(p, head) : args;
  }
  const argument = { ...head, inExpression: true };
  const keys = [parseArgument(p, argument)];
  if (most > 1 && acceptComma(p)) keys.push(parseArgument(p, argument));
  return keys;
}

function tooMany(p: ParseContext, { name, span }: Head): never {
  return p.fail({
    code: 'BASIC_MEMORY',
    message: `${name} takes one key${name === 'GET SESSION' ? ', and a session before it' : ''}.`,
    span: p.spanFrom(span),
    hint: `Write ${name}("key").`,
  });
}

const ADDRESSES: readonly (readonly [string, MemoryOwner])[] = [
  ['session.', 'session'],
  ['user.', 'user'],
  ['bot.', 'bot'],
];

/** `GET "session.key"`: a GET whose address begins with the name of a memory; any other stays what it is. */
export function asMemory(command: Command): Command {
  if (command.kind !== 'keyword' || command.name !== 'GET') return command;
  const { args, clauses, start, end } = command;
  const [address] = args;
  if (address === undefined || args.length > 1 || clauses.length > 0) return command;
  const place = readAddress(address);
  return place === undefined ? command : { kind: 'getMemory', ...place, start, end };
}

/** What an address such as `"session.key"` or `"user." + name` means; undefined when it is of another kind. */
export function readAddress(
  address: Expression,
): { readonly owner: MemoryOwner; readonly key: Expression } | undefined {
  const first = firstText(address);
  const [prefix, owner] = ADDRESSES.find(([start]) => first?.startsWith(start) === true) ?? [];
  if (prefix === undefined || owner === undefined) return undefined;
  return { owner, key: withoutPrefix(address, prefix.length) };
}

/** The text that an address begins with, when that stands in the program. */
function firstText(address: Expression): string | undefined {
  if (address.kind === 'literal') {
    return typeof address.value === 'string' ? address.value : undefined;
  }
  if (address.kind === 'infix')
    return address.operator === '+' ? firstText(address.left) : undefined;
  const [part] = address.kind === 'template' ? address.parts : [];
  return part === undefined ? undefined : firstText(part);
}

function withoutPrefix(address: Expression, length: number): Expression {
  if (address.kind === 'infix') return { ...address, left: withoutPrefix(address.left, length) };
  if (address.kind === 'template') {
    const [first, ...rest] = address.parts;
    return first === undefined
      ? address
      : { ...address, parts: [withoutPrefix(first, length), ...rest] };
  }
  return address.kind === 'literal' ? cut(address, length) : address;
}

function cut(literal: LiteralExpression, length: number): LiteralExpression {
  return { ...literal, value: String(literal.value).slice(length) };
}
