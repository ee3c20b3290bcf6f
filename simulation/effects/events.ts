import type { AwaitedEvent } from '../../plan/effects';
import type { Value, Variables } from '../../plan/value';
import type { InboxRow } from '../../plan/walk';
import { matches } from '../../interpreter/value/row-filter';
import type { EffectModel, EffectStep } from './effect-model';
import { appendInbox, eventPayload, sendInbox, type EventRow, type RunRows } from '../run-rows';

/** Publishes an event from outside. A known id is a duplicate. */
export function publishFromOutside(rows: RunRows, event: EventRow): void {
  if (!store(rows, event) || !isAwaited(rows, event)) return;
  sendInbox(rows, `event:${event.id}`, inputOf(event));
}

/** The publisher's own run has the event at once, when it waits for its name. */
export const publishEvent: EffectModel<'publish_event'> = (rows, { id, name, data, depth }) => {
  const event = { id, name, data };
  if (store(rows, event) && isAwaited(rows, event)) deliver(rows, event, depth);
  return { id };
};

function store(rows: RunRows, event: EventRow): boolean {
  if (rows.published.some(({ id }) => id === event.id)) return false;
  rows.published.push(event);
  return true;
}

function deliver(rows: RunRows, event: EventRow, depth?: number): void {
  const input = { ...inputOf(event), ...(depth !== undefined && { depth }) };
  appendInbox(rows, `event:${event.id}`, input);
}

function inputOf({ name, data }: EventRow): Omit<InboxRow, 'number'> {
  return { kind: 'event', subject: name, payload: eventPayload(data) };
}

export const subscribe: EffectModel<'subscribe'> = (rows, { event: name }) => {
  rows.subscriptions.add(name);
  for (const event of rows.published) if (event.name === name) deliver(rows, event);
  return {};
};

/** With a filter an event from before the launch counts as well. */
export const subscribeEvents: EffectModel<'subscribe_events'> = (rows, { events }, step) => {
  const filtered = events.filter(({ where }) => where);
  rows.filtered.set(`${step.path}|${step.stepId}`, filtered);
  for (const awaited of events) {
    if (!awaited.where) rows.subscriptions.add(awaited.event);
    for (const event of rows.published) if (fits(event, awaited)) deliver(rows, event);
  }
  return {};
};

function isAwaited(rows: RunRows, event: EventRow): boolean {
  if (rows.subscriptions.has(event.name)) return true;
  return [...rows.filtered.values()].flat().some((awaited) => fits(event, awaited));
}

function fits({ name, data }: EventRow, { event, where }: AwaitedEvent): boolean {
  return name === event && matches(eventPayload(data), where ?? null);
}

export const expireEvent: EffectModel<'expire_event'> = (rows, effect, step) => {
  const [row] = takeEvents(rows, effect.inboxTaken, 'any', [effect]) ?? [];
  if (row) return { number: row.number, payload: row.payload };
  return timeOut(rows, [effect], step);
};

export const expireEvents: EffectModel<'expire_events'> = (rows, effect, step) => {
  const found = takeEvents(rows, effect.inboxTaken, effect.mode, effect.events);
  if (!found) return timeOut(rows, effect.events, step);
  return {
    rows: found.map(({ number, subject, payload }) => ({ number, event: subject, payload })),
  };
};

/** Unseen events that end a wait: the oldest first, each for the first wanted one that it fits. */
function takeEvents(
  rows: RunRows,
  taken: number,
  mode: 'any' | 'all',
  events: readonly AwaitedEvent[],
): readonly InboxRow[] | undefined {
  const open = [...events];
  const found: InboxRow[] = [];
  for (const row of rows.inbox) {
    if (row.number <= taken || row.kind !== 'event') continue;
    const { subject, payload } = row;
    const place = open.findIndex(
      ({ event, where }) => event === subject && matches(payload, where ?? null),
    );
    if (place < 0) continue;
    found.push(row);
    open.splice(place, 1);
    if (mode === 'any' || open.length === 0) return found;
  }
  return undefined;
}

function timeOut(rows: RunRows, events: readonly AwaitedEvent[], step: EffectStep): Value {
  const names = events.map(({ event }) => event);
  const payload = { event: names[0] ?? null, events: names };
  tellRun(rows, 'timeout_occurred', `timeout:${step.path}|${step.stepId}|${step.now}`, payload);
  return { expired: true };
}

/** An event of the engine goes to its own run, where that waits for it. */
export function tellRun(rows: RunRows, name: string, source: string, payload: Variables): void {
  if (!rows.subscriptions.has(name)) return;
  sendInbox(rows, `engine:${source}`, { kind: 'event', subject: name, payload });
}
