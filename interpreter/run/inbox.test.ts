import type { InboxRow } from '../../plan/walk';
import { Inbox } from './inbox';

const row = (number: number, subject = 'paid', kind: InboxRow['kind'] = 'event'): InboxRow => ({
  number,
  kind,
  subject,
  payload: { number },
});
const paid = { kind: 'event', event: 'paid', until: null } as const;

describe('rule 09: the inbox', () => {
  it('takes rows by number, whatever their order of arrival', () => {
    const inbox = new Inbox(0, [], []);
    inbox.receive([row(3), row(1)]);
    expect(inbox.taken).toBe(1);
    inbox.receive([row(2)]);
    expect(inbox.taken).toBe(3);
    expect(inbox.unused.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('drops rows that come twice', () => {
    const inbox = new Inbox(0, [], []);
    inbox.receive([row(1)]);
    inbox.receive([row(1), row(1)]);
    expect(inbox.unused).toHaveLength(1);
  });

  it('gives a wait the oldest row that fits it, once', () => {
    const inbox = new Inbox(0, [], []);
    inbox.receive([row(1, 'other'), row(2), row(3)]);
    expect(inbox.use(paid)?.number).toBe(2);
    expect(inbox.use(paid)?.number).toBe(3);
    expect(inbox.use(paid)).toBeUndefined();
    expect(inbox.unused.map(({ number }) => number)).toEqual([1]);
  });

  it('gives a wait with a filter, or for several events, the oldest row that fits', () => {
    const filled = (): Inbox => {
      const inbox = new Inbox(0, [], []);
      inbox.receive([row(1, 'other'), row(2), row(3), row(4, 'sent')]);
      return inbox;
    };
    const where = { op: 'compare', column: 'NUMBER', operator: '>=', value: '3' } as const;
    const events = [{ event: 'sent' }, { event: 'paid', where }];
    const several = { kind: 'events', mode: 'any', events, until: null } as const;
    expect(filled().use({ ...paid, where })?.number).toBe(3);
    const inbox = filled();
    expect(inbox.use(several)?.number).toBe(3);
    expect(inbox.use(several)?.number).toBe(4);
    expect(inbox.use(several)).toBeUndefined();
  });

  it('tells a decision from an event of the same name', () => {
    const inbox = new Inbox(0, [row(1, 'a-1')], []);
    expect(inbox.use({ kind: 'approval', approvalId: 'a-1', until: null })).toBeUndefined();
    inbox.receive([row(1, 'a-1', 'decision')]);
    expect(inbox.use({ kind: 'approval', approvalId: 'a-1', until: null })?.kind).toBe('decision');
  });

  it('does not use a row that a segment has used, whether it has arrived or not', () => {
    const inbox = new Inbox(0, [], []);
    inbox.receive([row(1)]);
    inbox.markUsed(1);
    inbox.markUsed(2);
    expect(inbox.usedAhead).toEqual([2]);
    inbox.receive([row(2), row(3)]);
    expect(inbox.unused.map(({ number }) => number)).toEqual([3]);
    expect(inbox.usedAhead).toEqual([]);
  });

  it('goes on from what continue-as-new has carried over', () => {
    const first = new Inbox(0, [], []);
    first.receive([row(1), row(2)]);
    const second = new Inbox(first.taken, first.unused, first.usedAhead);
    second.receive([row(2), row(3)]);
    expect(second.unused.map(({ number }) => number)).toEqual([1, 2, 3]);
  });
});
