import type { BoundFilter } from '../../plan/effects';
import type { ObjectValue, Value, Variables } from '../../plan/value';
import { isObject } from '../value/kinds';
import { fieldsOf, readMember } from '../value/member';
import { toNumber } from '../value/number';
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

const DEFAULT_PRODUCTS = 10;
const MOST_PRODUCTS = 100;

function save(call: Call, table: string, columns: Variables): Deed {
  const id = call.id('row');
  return {
    effect: { effect: 'save_rows', table, rows: [{ id, data: columns }], replace: false },
    events: [{ type: 'row_saved', data: { table, ids: [id] } }],
    value: savedId,
  };
}

/** LOG event [ , data ]. */
const log: Adapter = (call) =>
  save(call, 'log', {
    event: toText(call.args[0] ?? null),
    data: call.args[1] ?? null,
    logged_at: timeOf(call),
  });

/** LOG ACTIVITY: who and what, in the order in which they are given. */
const logActivity: Adapter = (call) =>
  save(call, 'activity_log', {
    activity: call.args.map(toText).join(' '),
    details: call.args,
    created_at: timeOf(call),
  });

/** BOOK title, date [ , more ]: a row of the table bookings. */
const book: Adapter = (call) =>
  save(call, 'bookings', {
    title: textAt(call, 0, 'what is booked'),
    at: call.args[1] ?? null,
    details: call.args.slice(2),
    booked_at: timeOf(call),
  });

/** SEARCH PRODUCTS words [ , most ]: products with the words in their name, description or category. */
const searchProducts: Adapter = (call) => {
  const pattern = `%${textAt(call, 0, 'what is looked for').replaceAll(/[%_]/g, '_')}%`;
  const items = ['name', 'description', 'category'].map((column): BoundFilter => ({
    op: 'compare',
    column,
    operator: 'ilike',
    value: pattern,
  }));
  const most = call.args[1] === undefined ? DEFAULT_PRODUCTS : toNumber(call.args[1], call.name);
  const limit = Math.min(Math.max(0, Math.trunc(most)), MOST_PRODUCTS);
  return {
    effect: {
      effect: 'find_rows',
      table: 'products',
      where: { op: 'or', items },
      orderBy: [],
      limit,
    },
    value: (answer) => ({ $rows: answer['rows'] ?? [] }),
  };
};

function byId(table: string, id: string): Deed['effect'] {
  const where: BoundFilter = { op: 'compare', column: 'id', operator: '=', value: id };
  return { effect: 'find_rows', table, where, orderBy: [], limit: 1 };
}

/** PRODUCT id. */
const product: Adapter = (call) => ({
  effect: byId('products', textAt(call, 0, 'the id of a product')),
  value: (answer) => ({ $rows: answer['rows'] ?? [] }),
});

/** UPDATE LEAD SCORE lead, score [ , reason ]. */
const updateLeadScore: Adapter = (call) => {
  const id = leadId(call);
  const score = toNumber(call.args[1] ?? null, call.name);
  const data = { id, score, reason: optionalText(call.args[2]), updated_at: timeOf(call) };
  return {
    effect: {
      effect: 'merge_rows',
      table: 'lead_scores',
      by: ['id'],
      columns: null,
      rows: [{ id, data }],
    },
    events: [{ type: 'rows_merged', data: { table: 'lead_scores', rows: 1 } }],
    value: () => score,
  };
};

/** GET LEAD SCORE lead: 0 for one that has none. */
const getLeadScore: Adapter = (call) => ({
  effect: byId('lead_scores', leadId(call)),
  value: (answer) => {
    const [row] = answer['rows'] as unknown as readonly ObjectValue[];
    return row === undefined ? 0 : readMember(row, 'score');
  },
});

/** A lead is given as its row or as its id. */
function leadId(call: Call): string {
  const lead: Value = call.args[0] ?? null;
  if (!isObject(lead) || fieldsOf(lead) === undefined) return textAt(call, 0, 'a lead');
  return toText(readMember(lead, 'id') ?? null) || textAt(call, 0, 'a lead');
}

export const TABLE_KEYWORDS = {
  BOOK: book,
  'GET LEAD SCORE': getLeadScore,
  LOG: log,
  'LOG ACTIVITY': logActivity,
  PRODUCT: product,
  'SEARCH PRODUCTS': searchProducts,
  'UPDATE LEAD SCORE': updateLeadScore,
} as const;
