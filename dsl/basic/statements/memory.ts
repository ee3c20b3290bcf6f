import type { MemoryOwner } from '../../../plan/memory';
import type { Span } from '../../source';
import { acceptComma, isCallForm } from '../keyword-parts';
import { describeToken, type ParseContext } from '../parse-context';
import type { Expression, LiteralExpression, Statement } from '../syntax';
import { plainName } from '../token';
import { CODE, codeOf, NAME } from '../vocabulary';
import { readAddress } from './get-memory';

const COMMA = codeOf(',');
const EQUALS = codeOf('=');

/** A statement that keeps a value: whose, and how many values it takes at most. */
interface MemoryWriter {
  readonly owner: MemoryOwner;
  readonly most: number;
  readonly form: string;
}

/** The statements that keep a value. */
export const MEMORY_WRITERS: Readonly<Record<string, MemoryWriter>> = {
  'CACHE SET': { owner: 'cache', most: 3, form: 'CACHE SET "key", value, 3600' },
  REMEMBER: { owner: 'user', most: 3, form: 'REMEMBER "key", value, "30 days"' },
  'SET BOT MEMORY': { owner: 'bot', most: 2, form: 'SET BOT MEMORY "key", value' },
  'SET SESSION': { owner: 'session', most: 3, form: 'SET SESSION "key", value' },
  'SET USER FACT': { owner: 'user', most: 2, form: 'SET USER FACT "key", value' },
  'SET USER MEMORY': { owner: 'user', most: 2, form: 'SET USER MEMORY "key", value' },
};

/**
 * `set-memory = writer key ( "," | "=" ) value [ "," how-long ] .` Also with all of it between brackets. Of three
 * values of SET SESSION the first is the session.
 */
export function parseSetMemory(p: ParseContext, head: Span, name: string): Statement {
  const writer = MEMORY_WRITERS[name];
  if (writer === undefined) throw new Error(`${name} keeps no value.`);
  const isCall = isCallForm(p, { name, span: head, inExpression: false });
  const items = isCall ? p.grammar.args(p) : parseItems(p, name);
  const [first, second, third] = items;
  if (first === undefined || second === undefined || items.length > writer.most) {
    return p.fail({
      code: 'BASIC_MEMORY',
      message: `${name} takes ${writer.most === 2 ? '2' : `2 or ${writer.most}`} values; here ${items.length === 1 ? 'is 1' : `are ${items.length}`}.`,
      span: p.spanFrom(head),
      hint: `Write ${writer.form}.`,
    });
  }
  const { owner } = writer;
  const span = p.spanFrom(head);
  if (third === undefined) return { kind: 'setMemory', owner, key: first, value: second, ...span };
  return owner === 'session'
    ? { kind: 'setMemory', owner, session: first, key: second, value: third, ...span }
    : { kind: 'setMemory', owner, key: first, value: second, expires: third, ...span };
}

function parseItems(p: ParseContext, name: string): readonly Expression[] {
  const key = startsNamedKey(p) ? takeName(p) : p.grammar.sum(p);
  if (!p.isSymbol(',', '=')) {
    p.fail({
      code: 'BASIC_MEMORY',
      message: `${name} needs a key, a comma and a value; after the key ${describeToken(p.peek())}.`,
      hint: `Write ${MEMORY_WRITERS[name]?.form ?? name}.`,
    });
  }
  const items = [key];
  while (p.accept(COMMA) || (items.length === 1 && p.accept(EQUALS))) {
    p.acceptNextLine(() => true);
    items.push(p.grammar.expression(p));
  }
  return items;
}

/** `name =`: the name itself is the key. */
function startsNamedKey(p: ParseContext): boolean {
  return p.code >= NAME && p.codeAt(1) === EQUALS;
}

function takeName(p: ParseContext): LiteralExpression {
  const { text, start, end } = p.next();
  return { kind: 'literal', value: plainName(text), start, end };
}

/** True at `SET "address"` and `SET name,`: a value for the session, the user or the bot. */
export function startsMemoryAddress(p: ParseContext): boolean {
  return p.code === CODE.string || (p.code >= NAME && p.codeAt(1) === COMMA);
}

/**
 * `set-address = "SET" ( text | name ) ( "," | "=" ) value .` The text is `session.key`, `user.key` or `bot.key`;
 * a bare name is a key of the session. With more than one value it is a keyword like others.
 */
export function parseSetAddress(p: ParseContext, head: Span): Statement {
  const address = p.code === CODE.string ? p.grammar.sum(p) : takeName(p);
  if (!p.accept(COMMA) && !p.accept(EQUALS)) {
    p.fail({
      code: 'BASIC_MEMORY',
      message: `After SET and its key a value is missing; ${describeToken(p.peek())} there.`,
      hint: 'Write SET "session.key" = value.',
    });
  }
  p.acceptNextLine(() => true);
  const value = p.grammar.expression(p);
  if (p.code === COMMA) return setCells(p, head, [address, value]);
  const place = readAddress(address) ?? { owner: 'session', key: address };
  return { kind: 'setMemory', ...place, value, ...p.spanFrom(head) };
}

/** `SET "list.xlsx", "B2", "x"` writes into a file. */
function setCells(p: ParseContext, head: Span, first: readonly Expression[]): Statement {
  const args = [...first];
  while (acceptComma(p)) args.push(p.grammar.expression(p));
  const span = p.spanFrom(head);
  return {
    kind: 'command',
    command: { kind: 'keyword', name: 'SET', args, clauses: [], ...span },
    ...span,
  };
}

/** `share = "BOT" "SHARE" "MEMORY" sum "WITH" expression .` */
export function parseShare(p: ParseContext, head: Span): Statement {
  const key = p.grammar.sum(p);
  if (!p.acceptWords('WITH')) {
    p.fail({
      code: 'BASIC_MEMORY',
      message: `After the key the word WITH is missing; ${describeToken(p.peek())} there.`,
      hint: 'Write BOT SHARE MEMORY "key" WITH "other-bot".',
    });
  }
  const target = p.grammar.expression(p);
  return { kind: 'share', key, with: target, ...p.spanFrom(head) };
}

/** `sync = "BOT" "SYNC" "MEMORY" "FROM" expression .` */
export function parseSync(p: ParseContext, head: Span): Statement {
  const from = p.grammar.expression(p);
  return { kind: 'sync', from, ...p.spanFrom(head) };
}
