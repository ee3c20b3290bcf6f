import type { Value, Variables } from '../../plan/value';
import type { Run } from '../../store/runs';
import { listRows } from '../../store/tables';
import { startEngine, WORKSPACE, type Engine } from './engine';
import { templatePlan } from './template-plan';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(async () => {
  await engine.stop();
});

async function start(template: string, input: Variables): Promise<string> {
  return engine.launch(await templatePlan(engine, template), input);
}

/** Runs a template to its end; a person is asked exactly when there is an answer. */
async function play(template: string, input: Variables, answer?: boolean): Promise<Run> {
  const runId = await start(template, input);
  if (answer !== undefined) await engine.decide(await engine.asked(runId), answer);
  return engine.ended(runId);
}

async function rowsOf(table: string, column: string, value: Value): Promise<readonly unknown[]> {
  const rows = await listRows(engine.test.database, WORKSPACE, table);
  return rows.map(({ data }) => data).filter((data) => data[column] === value);
}

describe('order processing', () => {
  const order = (changes: Variables): Variables => ({
    sku: 'LAMP',
    quantity: 2,
    customer: 'ana@example.com',
    ...changes,
  });

  it('charges a card of a customer who is known, without asking anybody', async () => {
    const run = await play(
      'order-processing',
      order({ order_id: 'A-1', payment_method: 'credit_card' }),
    );
    expect(run).toMatchObject({ status: 'completed' });
    expect(await rowsOf('payments', 'order_id', 'A-1')).toMatchObject([
      { amount: 120, kind: 'card' },
    ]);
    expect(await rowsOf('parcels', 'order_id', 'A-1')).toHaveLength(1);
  });

  it('writes an invoice for any other way to pay', async () => {
    await play('order-processing', order({ order_id: 'A-2', payment_method: 'transfer' }));
    expect(await rowsOf('payments', 'order_id', 'A-2')).toMatchObject([{ kind: 'invoice' }]);
  });

  const doubtful = order({
    sku: 'SOFA',
    customer: 'eve@example.com',
    payment_method: 'credit_card',
  });

  it('goes on with a doubtful order that the fraud team lets pass', async () => {
    const run = await play('order-processing', { ...doubtful, order_id: 'A-3' }, true);
    expect(run.status).toBe('completed');
    expect(await rowsOf('payments', 'order_id', 'A-3')).toMatchObject([{ amount: 1800 }]);
  });

  it('charges nothing for a doubtful order that is rejected', async () => {
    const run = await play('order-processing', { ...doubtful, order_id: 'A-4' }, false);
    expect(run.status).toBe('rejected');
    expect(await rowsOf('payments', 'order_id', 'A-4')).toEqual([]);
  });

  it('tells what an order lacks', async () => {
    expect(await play('order-processing', order({ order_id: 'A-5', sku: 'CAR' }))).toMatchObject({
      status: 'failed',
      failure: { message: 'The catalogue has no item CAR.' },
    });
  });
});

describe('content moderation', () => {
  it.each<[string, Variables, string, boolean | undefined]>([
    ['publishes a good post', { author: 'ana', content: 'What a day' }, 'published', undefined],
    ['blocks a rude post', { author: 'ana', content: 'You stupid idiot' }, 'blocked', undefined],
    ['blocks many links', { author: 'ana', content: 'http http http http' }, 'blocked', undefined],
    ['asks about a doubtful post', { author: 'ana', content: 'I hate rain' }, 'reviewed', true],
    ['asks about an author who was bad', { author: 'bruno', content: 'Hello' }, 'reviewed', true],
  ])('%s', async (what, post, decision, answer) => {
    const run = await play('content-moderation', { post_id: what, ...post }, answer);
    expect(run).toMatchObject({ status: 'completed', result: decision });
    const kept = decision === 'blocked' ? 'blocked' : 'published';
    expect(await rowsOf('decisions', 'post_id', what)).toMatchObject([{ decision: kept }]);
  });

  it('publishes nothing that a moderator rejects', async () => {
    const input = { post_id: 'no', author: 'ana', content: 'I hate rain' };
    expect((await play('content-moderation', input, false)).status).toBe('rejected');
    expect(await rowsOf('decisions', 'post_id', 'no')).toEqual([]);
  });
});

describe('a marketing campaign', () => {
  it('is followed up when people answer', async () => {
    const run = await play(
      'marketing-campaign',
      { audience: 'customers', pause_seconds: 0.1 },
      true,
    );
    expect(run).toMatchObject({ status: 'completed', result: 0.5 });
    expect(await rowsOf('mails', 'subject', 'Something for you')).toHaveLength(2);
    expect(await rowsOf('campaign_notes', 'note', 'offer more')).toHaveLength(1);
  });

  it('is thought over when nobody answers', async () => {
    const run = await play(
      'marketing-campaign',
      { audience: 'strangers', pause_seconds: 0.1 },
      true,
    );
    expect(run).toMatchObject({ status: 'completed', result: 0 });
    expect(await rowsOf('mails', 'body', 'Dear Davi, have a look at our new lamps.')).toHaveLength(
      1,
    );
    expect(await rowsOf('campaign_notes', 'note', 'try another subject')).toHaveLength(1);
  });
});

describe('customer support', () => {
  const complaint = 'My chair arrived broken, please refund it';

  it('asks a manager about much money', async () => {
    const run = await play('customer-support', { complaint, order_id: '1001' }, true);
    expect(run.status).toBe('completed');
    expect(await rowsOf('refunds', 'order_id', '1001')).toHaveLength(1);
  });

  it('gives little back without asking', async () => {
    expect((await play('customer-support', { complaint, order_id: '1002' })).status).toBe(
      'completed',
    );
  });
});
