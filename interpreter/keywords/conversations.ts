import type { BoundFilter } from '../../plan/effects';
import type { ObjectValue, Value, Variables } from '../../plan/value';
import { readMember } from '../value/member';
import { toText } from '../value/text';
import {
  optionalText,
  savedId,
  textAt,
  timeOf,
  type Adapter,
  type Call,
  type Deed,
} from './adapter';

const TABLE = 'conversations';
const MOST = 1000;

/** Sets columns of the row of a conversation, which is made where there is none. */
function change(call: Call, id: string, columns: Variables): Deed {
  const row = { id, session_id: id, ...columns, updated_at: timeOf(call) };
  return {
    effect: {
      effect: 'merge_rows',
      table: TABLE,
      by: ['id'],
      columns: null,
      rows: [{ id, data: row }],
    },
    events: [{ type: 'rows_merged', data: { table: TABLE, rows: 1 } }],
    value: () => ({ success: true }),
  };
}

/** A row about a conversation in a table of its own. */
function note(call: Call, table: string, columns: Variables): Deed {
  const id = call.id('row');
  const session = textAt(call, 0, 'the id of a conversation');
  const data = {
    session_id: session,
    ...columns,
    created_by: call.owner,
    created_at: timeOf(call),
  };
  return {
    effect: { effect: 'save_rows', table, rows: [{ id, data }], replace: false },
    events: [{ type: 'row_saved', data: { table, ids: [id] } }],
    value: (answer) => ({ success: true, id: savedId(answer) }),
  };
}

const about = (call: Call): string => textAt(call, 0, 'the id of a conversation');

const assign: Adapter = (call) =>
  change(call, about(call), {
    status: 'assigned',
    assigned_to: textAt(call, 1, 'who takes the conversation'),
    assigned_at: timeOf(call),
  });

const resolve: Adapter = (call) =>
  change(call, about(call), {
    status: 'resolved',
    resolution: optionalText(call.args[1]),
    resolved_at: timeOf(call),
  });

const setPriority: Adapter = (call) =>
  change(call, about(call), { priority: textAt(call, 1, 'a priority') });

const escalate: Adapter = (call) =>
  change(call, optionalText(call.args[0]) ?? call.runId, {
    status: 'escalated',
    priority: 'urgent',
    reason: optionalText(call.args[1]),
    escalated_at: timeOf(call),
  });

/** TRANSFER TO HUMAN [ department, priority, context ]: the conversation of the run waits for a person. */
const transfer: Adapter = (call) =>
  change(call, call.runId, {
    status: 'waiting',
    department: optionalText(call.args[0]),
    priority: optionalText(call.args[1]) ?? 'normal',
    context: call.args[2] ?? null,
    waiting_since: timeOf(call),
  });

const tag: Adapter = (call) => note(call, 'conversation_tags', { tag: textAt(call, 1, 'a tag') });
const addNote: Adapter = (call) =>
  note(call, 'conversation_notes', { note: textAt(call, 1, 'the text of the note') });

const equals = (column: string, value: Value): BoundFilter => ({
  op: 'compare',
  column,
  operator: '=',
  value,
});

function find(
  table: string,
  where: BoundFilter | null,
  value: (rows: readonly ObjectValue[]) => Value,
): Deed {
  return {
    effect: { effect: 'find_rows', table, where, orderBy: [], limit: MOST },
    value: (answer) => value(rowsIn(answer)),
  };
}

function rowsIn(answer: ObjectValue): readonly ObjectValue[] {
  return answer['rows'] as unknown as readonly ObjectValue[];
}

/** How many rows have a status. */
function count(rows: readonly ObjectValue[], ...statuses: readonly string[]): number {
  return rows.filter((row) => statuses.includes(toText(readMember(row, 'status')))).length;
}

/** GET QUEUE: all conversations that are known, with figures. */
const queue: Adapter = () =>
  find(TABLE, null, (rows) => ({
    total: rows.length,
    length: count(rows, 'waiting'),
    waiting: count(rows, 'waiting', 'escalated'),
    active: count(rows, 'assigned', 'active'),
    resolved: count(rows, 'resolved'),
    items: rows,
  }));

/** GET ATTENDANTS [ "online" ]. */
const attendants: Adapter = (call) => {
  const status = optionalText(call.args[0]);
  const where = status === null ? null : equals('status', status);
  return find('attendants', where, (rows) => ({ count: rows.length, items: rows }));
};

/** GET LAST MESSAGE TIME conversation: NULL where nothing is known of it. */
const lastMessage: Adapter = (call) =>
  find(TABLE, equals('id', textAt(call, 0, 'the id of a conversation')), ([row]) =>
    row === undefined
      ? null
      : (readMember(row, 'last_message_at') ?? readMember(row, 'updated_at') ?? null),
  );

const nextAgent: Adapter = () =>
  find('attendants', equals('status', 'online'), (rows) => rows[0] ?? null);

const status: Adapter = (call) =>
  find('attendants', equals('id', textAt(call, 0, 'the id of an attendant')), (rows) =>
    rows[0] === undefined ? 'offline' : (optionalText(readMember(rows[0], 'status')) ?? 'offline'),
  );

const statistics: Adapter = (call) =>
  find(TABLE, equals('assigned_to', textAt(call, 0, 'the id of an attendant')), (rows) => ({
    total: rows.length,
    active_conversations: count(rows, 'assigned', 'active'),
    resolved: count(rows, 'resolved'),
    open: rows.length - count(rows, 'resolved'),
  }));

/** GET CUSTOMER HISTORY who: the conversations of a customer. */
const history: Adapter = (call) => {
  const who = textAt(call, 0, 'a customer');
  const items = ['customer_id', 'customer', 'user_id', 'session_id'].map((name) =>
    equals(name, who),
  );
  return find(TABLE, { op: 'or', items }, (rows) => ({ count: rows.length, items: rows }));
};

export const CONVERSATION_KEYWORDS = {
  'ADD NOTE': addNote,
  'ASSIGN CONVERSATION': assign,
  'ESCALATE TO SUPERVISOR': escalate,
  'GET ATTENDANT STATS': statistics,
  'GET ATTENDANT STATUS': status,
  'GET ATTENDANTS': attendants,
  'GET CUSTOMER HISTORY': history,
  'GET LAST MESSAGE TIME': lastMessage,
  'GET NEXT AVAILABLE AGENT': nextAgent,
  'GET QUEUE': queue,
  'RESOLVE CONVERSATION': resolve,
  'SET PRIORITY': setPriority,
  'TAG CONVERSATION': tag,
  'TRANSFER TO HUMAN': transfer,
} as const;
