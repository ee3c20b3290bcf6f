import type { AwaitedEvent } from '../../plan/effects';
import type { InboxRow, Wait } from '../../plan/walk';
import { matches } from '../value/row-filter';

/**
 * What came in for the run. Rows are taken by number: doubles are dropped, a gap is waited for, and a taken
 * row lies here until a wait uses it, oldest first.
 */
export class Inbox {
  #arrived = new Map<number, InboxRow>();
  #unused: InboxRow[];
  #usedAhead: Set<number>;
  #fresh: InboxRow[] = [];
  /** The last number that was taken. */
  taken: number;
  /** True when rows were taken since the flag was last cleared. */
  hasNews = false;

  constructor(taken: number, unused: readonly InboxRow[], usedAhead: readonly number[]) {
    this.taken = taken;
    this.#unused = [...unused];
    this.#usedAhead = new Set(usedAhead);
  }

  get unused(): readonly InboxRow[] {
    return this.#unused;
  }

  get usedAhead(): readonly number[] {
    return [...this.#usedAhead];
  }

  /** Rows that an activity or a message has brought, in any order and any number of times. */
  receive(rows: readonly InboxRow[]): void {
    for (const row of rows) {
      if (row.number > this.taken) this.#arrived.set(row.number, row);
    }
    for (let row = this.#next(); row; row = this.#next()) {
      this.#arrived.delete(row.number);
      this.taken = row.number;
      if (!this.#usedAhead.delete(row.number)) this.#unused.push(row);
      this.#fresh.push(row);
      this.hasNews = true;
    }
  }

  /** The rows that were taken since this was asked last. */
  takeFresh(): readonly InboxRow[] {
    return this.#fresh.splice(0);
  }

  /** A step of a segment has used this row; it may not have arrived yet. */
  markUsed(number: number): void {
    const index = this.#unused.findIndex((row) => row.number === number);
    if (index >= 0) this.#unused.splice(index, 1);
    else if (number > this.taken) this.#usedAhead.add(number);
  }

  /** Takes out all commands, oldest first. */
  takeCommands(): readonly InboxRow[] {
    const commands = this.#unused.filter(({ kind }) => kind === 'control');
    this.#unused = this.#unused.filter(({ kind }) => kind !== 'control');
    return commands;
  }

  /** Takes out the oldest row that ends this wait. */
  use(wait: Wait): InboxRow | undefined {
    const index = this.#unused.findIndex((row) => endsWait(row, wait));
    return index < 0 ? undefined : this.#unused.splice(index, 1)[0];
  }

  #next(): InboxRow | undefined {
    return this.#arrived.get(this.taken + 1);
  }
}

function endsWait(row: InboxRow, wait: Wait): boolean {
  switch (wait.kind) {
    case 'timer':
    case 'operator':
      return false;
    case 'approval':
      return row.kind === 'decision' && row.subject === wait.approvalId;
    case 'reply':
      return row.kind === 'reply' && row.subject === wait.questionId;
    case 'child':
      return row.kind === 'child' && row.subject === wait.childId;
    case 'event':
      return isEvent(row, wait);
    case 'events':
      return wait.events.some((each) => isEvent(row, each));
  }
}

function isEvent({ kind, subject, payload }: InboxRow, { event, where }: AwaitedEvent): boolean {
  return kind === 'event' && subject === event && matches(payload, where ?? null);
}
