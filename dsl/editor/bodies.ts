import type { Program } from '../basic/parser';
import type { Statement } from '../basic/syntax';
import type { Token } from '../basic/token';
import { tokenIndexFrom } from './tokens';

/** Statements that belong to another one. */
export interface Body {
  readonly statements: readonly Statement[];
  /** The last part of the id of its block: `then`, `elseif1`, `else`, `case0`, `body`, `try`, a branch. */
  readonly slot: string;
  /** Where the last value of the line that opens it ends, when it has one. */
  readonly anchor?: number;
}

/** A body and the words around it. */
export interface PlacedBody extends Body {
  /** Begins the line that ends or divides the block; absent where the line ends it. */
  readonly closing?: Token;
}

const BODY_KEYS = new Set(['body', 'otherwise', 'handler', 'finally']);
const TRY_SLOTS: Readonly<Record<string, string>> = { body: 'try', handler: 'catch' };

/** The statement that a STEP has; every other statement is itself. */
export function innerStatement(statement: Statement): Statement {
  return statement.kind === 'step' ? innerStatement(statement.body) : statement;
}

/** The bodies of a statement in the order of the text. A WITH is one piece: its lines mean something in it only. */
export function bodiesOf(statement: Statement): readonly Body[] {
  const inner = innerStatement(statement);
  if (inner.kind === 'with') return [];
  const found: Body[] = [];
  collect(inner, found);
  return nameSlots(inner, found);
}

/** The bodies of a statement with the words that end them. */
export function placeBodies(program: Program, statement: Statement): readonly PlacedBody[] {
  const inner = innerStatement(statement);
  let closing: Token | undefined;
  return bodiesOf(inner).map((body) => {
    const head = program.tokens[tokenIndexFrom(program, inner.start)];
    const opening = body.anchor ?? closing?.end ?? head?.end ?? inner.start;
    closing = findClosing(program, inner, bodyEnd(program, body, opening));
    return closing === undefined ? body : { ...body, closing };
  });
}

function collect(record: object, found: Body[]): void {
  for (const [key, value] of Object.entries(record) as [string, unknown][]) {
    if (BODY_KEYS.has(key) && Array.isArray(value)) {
      const anchor = anchorOf(record, key);
      const statements = value as readonly Statement[];
      found.push({ statements, slot: key, ...(anchor === undefined ? {} : { anchor }) });
    } else if (!key.endsWith('Span')) {
      for (const item of objectsIn(value)) collect(item, found);
    }
  }
}

/** An ELSE and a FINALLY stand alone on their line; TRY may have a time-out, CATCH a variable. */
function anchorOf(record: object, key: string): number | undefined {
  if (!('kind' in record && record.kind === 'try')) {
    return key === 'otherwise' ? undefined : lastEnd(record);
  }
  const values: Readonly<Record<string, unknown>> = { ...record };
  const value = values[key === 'body' ? 'timeout' : key === 'handler' ? 'variable' : ''];
  return value === undefined ? undefined : lastEnd({ value });
}

function objectsIn(value: unknown): readonly object[] {
  const items: readonly unknown[] = Array.isArray(value) ? (value as unknown[]) : [value];
  return items.filter((item) => typeof item === 'object' && item !== null);
}

/** The end of the last value beside a body; a test at the end of a loop stands behind it. */
function lastEnd(record: object): number | undefined {
  const isAfter = 'test' in record && record.test === 'after';
  const values = Object.entries(record)
    .filter(([key]) => !BODY_KEYS.has(key) && !(isAfter && key === 'condition'))
    .flatMap(([, value]: [string, unknown]) => objectsIn(value));
  let last: number | undefined;
  for (const value of values) {
    if ('end' in value && typeof value.end === 'number') last = Math.max(last ?? 0, value.end);
  }
  return last;
}

function nameSlots(statement: Statement, bodies: readonly Body[]): readonly Body[] {
  const used = new Map<string, number>();
  return bodies.map((body, index) => {
    if (body.slot === 'otherwise') return { ...body, slot: 'else' };
    if (statement.kind === 'if') {
      return { ...body, slot: index === 0 ? 'then' : `elseif${index}` };
    }
    if (statement.kind === 'try') return { ...body, slot: TRY_SLOTS[body.slot] ?? body.slot };
    if (statement.kind === 'select') return { ...body, slot: `case${index}` };
    if (statement.kind !== 'parallel') return body;
    const name = statement.branches[index]?.name ?? '';
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    return { ...body, slot: count === 1 ? name : `${name}~${count}` };
  });
}

/** From where the word that closes a body is to be looked for. */
function bodyEnd(program: Program, body: Body, opening: number): number {
  const last = body.statements.at(-1);
  if (last !== undefined && last.kind !== 'broken') return last.end;
  return lineEndAfter(program, last?.end ?? opening);
}

function lineEndAfter(program: Program, offset: number): number {
  const { tokens } = program;
  let index = tokenIndexFrom(program, offset);
  while (tokens[index] !== undefined && tokens[index]?.kind !== 'newline') index += 1;
  return tokens[index]?.end ?? program.source.text.length;
}

function findClosing(program: Program, owner: Statement, from: number): Token | undefined {
  const { tokens } = program;
  let index = tokenIndexFrom(program, from);
  while (tokens[index]?.kind === 'newline') index += 1;
  const token = tokens[index];
  return token !== undefined && token.start < owner.end && token.kind !== 'end' ? token : undefined;
}
