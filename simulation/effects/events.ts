import type { EffectModel } from './effect-model';
import type { InboxRow } from '../../plan/walk';
import { appendInbox, eventPayload, sendInbox, type EventRow, type RunRows } from '../run-rows';

/** Publishes an event from outside. A known id is a duplicate. */
export function publishFromOutside(rows: RunRows, event: EventRow): void {
  if (!store(rows, event) || !rows.subscriptions.has(event.name)) return;
  sendInbox(rows, `event:${event.id}`, inputOf(event));
}

/** The publisher's own run has the event at once, when it waits for its name. */
export const publishEvent: EffectModel<'publish_event'> = (rows, { id, name, data }) => {
  const event = { id, name, data };
  if (store(rows, event) && rows.subscriptions.has(name)) deliver(rows, event);
  return { id };
};

function store(rows: RunRows, event: EventRow): boolean {
  if (rows.published.some(({ id }) => id === event.id)) return false;
  rows.published.push(event);
  return true;
}

function deliver(rows: RunRows, event: EventRow): void {
  appendInbox(rows, `event:${event.id}`, inputOf(event));
}

function inputOf({ name, data }: EventRow): Omit<InboxRow, 'number'> {
  return { kind: 'event', subject: name, payload: eventPayload(data) };
}

export const subscribe: EffectModel<'subscribe'> = (rows, { event: name }) => {
  rows.subscriptions.add(name);
  for (const event of rows.published) if (event.name === name) deliver(rows, event);
  return {};
};

export const expireEvent: EffectModel<'expire_event'> = (rows, { event, inboxTaken }) => {
  const row = rows.inbox.find(
    ({ number, kind, subject }) => number > inboxTaken && kind === 'event' && subject === event,
  );
  return row ? { number: row.number, payload: row.payload } : { expired: true };
};
